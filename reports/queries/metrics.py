"""Numbers for Prometheus, which say nothing that a telephone company could set beside its own records.

A counter that ticks at 14:03 tells who called at 14:03. So whatever comes from tipsters is counted of whole hours that
are over, and stays the same until the next full hour; only what officers and machines do may move in between. No label
names a unit, an officer, a category or a language.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from reports.clock import this_hour
from reports.gateways import counter
from reports.models import Channel, Dispatch, Errand, TestState, Tip, TriageState
from reports.queries.line_health import line_health
from reports.queries.pulses import is_alive, pulses, seen
from reports.queries.room import gigabytes
from reports.wall import whole_house

_STEPS = (1, 4, 24, 72)  # hours; an age is told as the largest step that it has passed
_STUCK = timedelta(hours=1)


@whole_house()
def exposed() -> str:
    """Return all numbers in Prometheus' text format."""
    lines: list[str] = []
    for name, help_text, samples in _all():
        lines += [f"# HELP tipline_{name} {help_text}", f"# TYPE tipline_{name} gauge"]
        lines += [f"tipline_{name}{label} {value}" for label, value in samples]
    return "\n".join(lines) + "\n"


def _all() -> Iterator[tuple[str, str, list[tuple[str, int]]]]:
    hour = this_hour()
    over = Tip.objects.filter(arrived_hour__lt=hour)
    day = over.filter(arrived_hour__gte=hour - timedelta(hours=24))
    came = [(f'{{channel="{channel}"}}', day.filter(channel=channel).count()) for channel in Channel.values]
    yield "tips_last_day", "Tips of the last 24 whole hours.", came
    yield "tips_open", "Open tips that came before this hour.", [("", over.open_work().count())]
    waiting = over.filter(triage=TriageState.WAITING)
    yield "tips_untriaged", "Tips from before this hour that wait for triage.", [("", waiting.count())]
    oldest = waiting.order_by("arrived_hour").values_list("arrived_hour", flat=True).first()
    yield "untriaged_age_hours", "Age of the oldest of them, in steps.", [("", _step(hour - oldest) if oldest else 0)]
    yield "texts_stuck", "Officers' texts due for over an hour.", [("", _stuck(Dispatch))]
    yield "errands_stuck", "Errands at the provider due for over an hour.", [("", _stuck(Errand))]
    yield "databases_gb", "Whole gigabytes that both databases take.", [("", gigabytes())]
    health = line_health()
    if settings.SELF_TEST_HOUR >= 0:
        failed = sum(test.state == TestState.FAILED for test in health.tests)
        yield "line_test_failed", "Channels whose newest daily test failed.", [("", failed)]
    known = pulses()
    yield "clock_alive", "Whether clock and worker gave a sign of life.", [("", int(is_alive(known)))]
    for one in seen(known):
        yield f"{one.name}_well", f"Whether this was seen to be well: {one.part.title}.", [("", int(one.is_well))]
    if (answers := counter.is_there()) is not None:
        yield "counter_well", "Whether the process counter answers, which stores calls.", [("", int(answers))]
    yield "line_problems", "What may keep tips from coming in or being read.", [("", len(health.problems))]
    yield "upkeep_problems", "What else is wrong behind the line.", [("", len(health.upkeep))]


def _stuck(model: type[Dispatch] | type[Errand]) -> int:
    """Count what is stuck, of clocks cut to the hour: else the tick would come an hour after a call."""
    return model._default_manager.filter(due_at__lt=this_hour() - _STUCK).count()


def _step(age: timedelta) -> int:
    hours = age / timedelta(hours=1)
    return max((step for step in _STEPS if step <= hours), default=0)
