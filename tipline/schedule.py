"""What the clock does, and how often: the static schedule of Celery's beat."""

from celery.schedules import crontab


def _every(seconds: float, task: str, **more: str) -> dict[str, object]:
    # What no worker took up in four turns is dropped: an hour without a worker must not leave 240 sweeps.
    return {"task": task, "schedule": seconds, "options": {"expires": 4 * seconds, **more}}


CELERY_BEAT_SCHEDULE = {
    # In a line of its own: where every task waits for what somebody holds, what frees it must not wait behind them.
    "free held rows": _every(30.0, "reports.watch.free_rows", queue="freeing"),
    "take up arrivals": _every(15.0, "reports.triage.sweep"),
    "learn from officers": _every(3600.0, "reports.triage.learn"),
    "take up errands": _every(15.0, "reports.intake.sweep"),
    "look at the provider's copies": _every(3600.0, "reports.watch.look_at_ledger"),
    "delete what was left at the provider": _every(3600.0, "reports.intake.delete_leftovers"),
    "take up texts": _every(15.0, "reports.dialogue.sweep"),
    "gather what hooks are told": _every(900.0, "reports.hooks.gather"),
    "tell hooks": _every(60.0, "reports.hooks.sweep"),
    "go on with alerts": _every(5.0, "reports.alerts.sweep"),
    "go on with acts on many tips": _every(60.0, "reports.casework.sweep"),
    "tell of what is overdue": _every(300.0, "reports.casework.chase"),
    "give back what officers left": _every(3600.0, "reports.casework.expire_claims"),
    "chain the audit trail": _every(60.0, "reports.lifecycle.chain_audit"),
    "forget idle lines": _every(3600.0, "reports.dialogue.forget_idle"),
    "erase on the day": _every(6 * 3600.0, "reports.lifecycle.erase_due"),
    "rotate key files": _every(6 * 3600.0, "reports.lifecycle.rotate_key_files"),
    "part numbers from acts": {"task": "reports.lifecycle.part_numbers", "schedule": crontab(hour="3", minute="10")},
    "end rewards": {"task": "reports.rewards.end", "schedule": crontab(hour="3", minute="20")},
    "mail": {
        "task": "reports.watch.daily_mail",
        "schedule": crontab(hour="7", minute="0"),
        "options": {"expires": 600},
    },
    "look around": _every(300.0, "reports.watch.look_around"),
    "look behind": _every(300.0, "reports.lifecycle.look_behind"),
    "test the line": _every(60.0, "reports.watch.test_line"),
    "tell the watcher": _every(600.0, "reports.watch.tell_watcher"),
    "forget": _every(600.0, "reports.lifecycle.tidy"),
    "count reading": _every(600.0, "reports.lifecycle.count_reading"),
    "drop leftovers": {"task": "reports.lifecycle.drop_leftovers", "schedule": crontab(hour="3", minute="40")},
}
