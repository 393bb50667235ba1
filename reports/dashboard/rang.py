"""For which words and signs a tip rang: what triage rests "immediate" on, masked as the tip's page masks it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from reports import audit
from reports.alerts.called import called_by
from reports.alerts.waiting import alerts_of
from reports.dashboard.key_cookie import DeskRequest
from reports.models import Alert, AlertState, Tip, Urgency
from reports.queries.masking import blanked, hidden, hidden_in, tells_of_source, with_masks
from reports.queries.reading import Judged, ReadEntry, read_judged
from reports.queries.surroundings import Near
from reports.triage.answers_seen import giveaways

MOST = 12
_NEAR = re.compile(r"[^.!?\n]{0,25}")  # what may stand between words that are told as one
_SAYS_MUCH = re.compile(r"[^\W\d_]{5}")
_BEFORE, _BEHIND = re.compile(r"(?:[^\s.!?]+[^\S\n]+){1,3}$"), re.compile(r"(?:[^\S\n]+[^\s.!?]+){1,3}")


def alert_of(tip: Tip, entries: Iterable[ReadEntry], near: Collection[Near], *, with_source: bool) -> dict[str, Any]:
    """Return the alert of a tip that is immediate, or was when it began to ring, and for which words it rang."""
    if tip.urgency != Urgency.IMMEDIATE and Near.ALERT not in near:
        return {}
    judged = [Judged.of(entry.text, entry.answers, entry.findings) for entry in entries if entry.findings]
    alert = alerts_of([tip.pk]).get(tip.pk)
    called = called_by([tip.pk]).get(tip.pk) if alert and alert.state == AlertState.CONFIRMED else None
    return {"alert": alert, "called": called, "rang": rang_for(judged, with_source=with_source)}


def rang_of(request: DeskRequest, alerts: Sequence[Alert]) -> dict[UUID, list[str]]:
    """Return for which words each of these tips rang, with masks; that they were shown is audited."""
    judged = read_judged(request.key_ring, [alert.pk for alert in alerts]) if alerts else {}
    audit.enter_list("alerts", (alert.tip for alert in alerts if alert.pk in judged), by=request.user)
    return {tip_id: rang_for(found, with_source=False) for tip_id, found in judged.items()}


def rang_for(judged: Iterable[Judged], *, with_source: bool) -> list[str]:
    """Return each piece once, in the order of the tip; what rests on no word in triage's own words."""
    found = dict.fromkeys(word for one in judged for word in _words(one, with_source))
    return list(found)[:MOST]


def _words(one: Judged, with_source: bool) -> Iterator[str]:
    # A word of an answer stands among the tip's own reasons too, without its place: the answer tells it, masked.
    typed = {span[2] for findings in one.in_answers.values() for found in findings for span in found["spans"]}
    own = _said(one.text, one.findings, [] if with_source else hidden(one.findings))
    yield from (word for word in own if word not in typed)
    for answer, findings in one.in_answers.items():
        text = one.answers.get(answer, "")
        yield from _said(text, findings, [] if with_source else _secret(one, answer, text))


def _secret(one: Judged, answer: str, text: str) -> list[tuple[int, int]]:
    if tells_of_source(answer):
        return [(0, len(text))]
    return hidden_in(answer, giveaways(text), {"in_answers": one.in_answers, "cleared": one.cleared})


def _said(text: str, findings: Iterable[Mapping[str, Any]], secret: list[tuple[int, int]]) -> Iterator[str]:
    shown = blanked(text, secret)
    rests = (one["spans"] for one in findings if (one["step"], one["value"]) == ("urgency", "immediate"))
    found = sorted(span for spans in rests for span in spans)
    yield from (str(rule) for start, end, rule, *_weight in found if end <= start)
    for start, end in _pieces(shown, [(start, end) for start, end, *_rule in found if end > start]):
        yield f"“{with_masks(shown[start:end])}”"


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield places that stand near each other as one, and short words, which explain nothing, with their neighbours."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and (start <= joined[-1][1] or _NEAR.fullmatch(text, joined[-1][1], start)):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in joined:
        if _SAYS_MUCH.search(text, start, end):
            yield start, end
            continue
        before, behind = _BEFORE.search(text, max(0, start - 60), start), _BEHIND.match(text, end)
        yield before.start() if before else start, behind.end() if behind else end
