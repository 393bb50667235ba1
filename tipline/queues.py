"""The lines in which tasks wait, and which task waits in which."""

from kombu import Queue

# Arrivals wait in a line of their own, and workers take from each in turn: a flood keeps no officer's text waiting.
# So does what somebody waits for, a receipt, an officer's text or an alert: no pile of deletions stands before it.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("arrivals"), Queue("awaited"), Queue("freeing")]
# Forgetting has a worker and a line of its own: it alone may erase, and it meets nothing from outside.
CELERY_TASK_ROUTES = {
    "reports.triage.assess": {"queue": "arrivals"},
    "reports.triage.sweep": {"queue": "awaited"},
    "reports.alerts.*": {"queue": "awaited"},
    "reports.dialogue.deliver": {"queue": "awaited"},
    "reports.dialogue.give_receipt": {"queue": "awaited"},
    "reports.dialogue.send_code": {"queue": "awaited"},
    "reports.dialogue.sweep": {"queue": "awaited"},
    "reports.intake.send_said": {"queue": "awaited"},
    "reports.lifecycle.*": {"queue": "retention"},
    "reports.dialogue.forget_idle": {"queue": "retention"},
    "reports.casework.expire_claims": {"queue": "retention"},
    "reports.rewards.end": {"queue": "retention"},
}
