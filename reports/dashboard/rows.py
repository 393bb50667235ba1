"""The rows of a list, written without Django's templates: a page shows dozens, and each has dozens of parts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from reports.alerts.waiting import alerts_of
from reports.dashboard.wording import Words, due, language, since
from reports.guides import in_words
from reports.intake.submission import WITHOUT_RECEIPT
from reports.models import Alert, Channel, Officer, Status, Tip, TriageState, Urgency
from reports.models.choices import ACT, HEARD, REWARD, TAKEN
from reports.queries.queue import QueueRow
from reports.queries.readings import ReadBy, ReadState
from reports.withheld import masked_answers

PREVIEW_LENGTH = 140
MOST_OF_ANSWERS = 400
# Told elsewhere in the row, or of the record itself.
_UNSHOWN = frozenset({"category", ACT, WITHOUT_RECEIPT, HEARD, TAKEN, REWARD})
_NO_TIP = UUID(int=0)
_READ: dict[ReadState, Words] = {
    ReadState.NEW: gettext_lazy("Nobody has read it"),
    ReadState.UPDATED: gettext_lazy("Told more since you read it"),
    ReadState.BY_ME: gettext_lazy("Read by you"),
}
_ROW = """<li class="{}">
<div class="first">
{}{}
<span class="quiet">{}</span>
</div>
<div class="second">
<a class="preview" href="{}"><span class="ref">{}</span> {}</a>
<p class="facts">{} <span aria-hidden="true">·</span> {} <span aria-hidden="true">·</span> {} <span aria-hidden="true">·</span> {}</p>
<p class="facts">{}{}</p>
</div>
<div class="third">
<span>{}</span>
<span class="quiet">{}</span>
{}</div>
</li>
"""  # noqa: E501 - no line may break between the facts
_TICK = '<input type="checkbox" class="tick" form="several" name="tip" value="{}:{}" aria-label="{}">\n'
_LOOKING = ' <span aria-hidden="true">·</span> <strong>{}</strong>'
_LANG = '<span lang="{}">{}</span>'
_TAG = '<span class="{}">{}</span>\n'


@dataclass(frozen=True, slots=True)
class Line:
    """One tip as the list shows it. `looking` names the colleagues who have it open."""

    tip: Tip
    preview: str = field(repr=False)
    read: ReadBy
    looking: str
    alert: Alert | None
    rings: bool
    is_quoted: bool  # its preview is what the tipster wrote


def lines(rows: Iterable[QueueRow]) -> list[Line]:
    """Return the lines of a page."""
    rows = list(rows)
    immediate = [row.tip.pk for row in rows if row.tip.urgency == Urgency.IMMEDIATE]
    alerts = alerts_of(immediate) if immediate else {}
    return [
        Line(
            row.tip,
            _preview(row),
            row.read,
            ", ".join(row.looking),
            alerts.get(row.tip.pk),
            row.rings,
            row.opens and bool(row.preview),
        )
        for row in rows
    ]


def rows(shown: Iterable[Line], officer: Officer, view: Mapping[str, str], *, can_tick: bool) -> Iterator[SafeString]:
    """Yield each line as HTML, as this officer sees it. It leads to its tip as one of the view so told.

    Nothing is asked of a database: so it can be done while one answers.
    """
    address = reverse("dashboard:tip", args=[_NO_TIP], query=view)  # looked up once for all of them
    before, _id, after = address.partition(str(_NO_TIP))
    said = _words(get_language())
    for line in shown:
        yield _row(line, officer, f"{before}{line.tip.pk}{after}", can_tick, said)


class _Words(NamedTuple):
    """What rows say beside what a tip says itself."""

    choose: str
    looking: str
    yours: str
    nobody: str
    unconfirmed: str
    confirmed: str
    wrote_again: str
    given_back: str
    withdrawn: str
    junk: str


@cache  # each of them would be looked up for each row
def _words(_language: str | None) -> _Words:
    return _Words(
        choose=_("Choose %(tip)s"),
        looking=_("Open now: %(names)s"),
        yours=_("Yours"),
        nobody=_("Nobody yet"),
        unconfirmed=_("Alert: nobody has confirmed"),
        confirmed=_("%(name)s sees to it"),
        wrote_again=_("Tipster wrote again"),
        given_back=_("Given back: its officer is away or left"),
        withdrawn=_("Withdrawn by the tipster"),
        junk=_("Reads like junk"),
    )


def _row(line: Line, officer: Officer, address: str, can_tick: bool, said: _Words) -> SafeString:
    tip, reference = line.tip, line.tip.reference
    is_closed, is_unread = tip.status == Status.CLOSED, line.read.state in (ReadState.NEW, ReadState.UPDATED)
    classes = ("" if is_closed else f"u{int(tip.urgency)}") + (" unread" if is_unread else "")
    told_in = get_language()
    outcome = f": {tip.get_outcome_display()}" if tip.outcome else ""
    return format_html(
        _ROW,
        _safe(classes),
        format_html(_TICK, tip.pk, tip.version, said.choose % {"tip": reference}) if can_tick else "",
        _urgency(tip.urgency, is_closed, told_in),
        _safe(since(tip)),
        address,
        reference,
        _in_its_language(line, told_in),
        _named("category", tip.category, told_in),
        _named("channel", tip.channel, told_in),
        _safe(str(language(tip.language))),
        _safe(tip.unit.name),
        _safe(str(_read(line.read))),
        format_html(_LOOKING, said.looking % {"names": line.looking}) if line.looking else "",
        _named("status", tip.status, told_in) + escape(outcome),
        _safe(_holder(tip, officer, said)),
        format_html_join("", _TAG, ((_safe(one), _safe(told)) for one, told in _tags(line, said, is_ours=can_tick))),
    )


def _in_its_language(line: Line, told_in: str | None) -> str:
    """Return the first words, marked with their language; what the desk itself says there stays as it is."""
    lang = line.tip.spoken_in if line.is_quoted else ""
    return line.preview if lang in ("", told_in) else format_html(_LANG, lang, line.preview)


def _holder(tip: Tip, officer: Officer, said: _Words) -> str:
    if tip.assigned_to_id is None or tip.assigned_to is None:
        return said.nobody
    return said.yours if tip.assigned_to_id == officer.pk else tip.assigned_to.name


def _tags(line: Line, said: _Words, *, is_ours: bool) -> Iterator[tuple[str, str]]:
    """Yield what stands out about a tip, each with its class; `is_ours`: the unit of who reads works on it."""
    tip, alert = line.tip, line.alert
    if line.rings or (alert and alert.is_running):
        yield "tag danger", said.unconfirmed
    elif alert and alert.confirmed_by and tip.status != Status.CLOSED:
        yield "tag good", said.confirmed % {"name": alert.confirmed_by.name}
    if tip.has_news:
        yield "tag good", said.wrote_again
    if is_ours and (is_due := due(tip)):
        yield "tag warn", is_due
    if tip.left_behind:
        yield "tag warn", said.given_back
    if tip.withdrawn:
        yield "tag warn", said.withdrawn
    if tip.looks_junk:
        yield "tag", said.junk
    if tip.triage != TriageState.DONE:
        yield "tag warn", tip.get_triage_display()


@lru_cache(2_000)
def _safe(told: str) -> SafeString:
    """Return what many rows say, escaped once. Never a tip's own words: it stays in the process's memory."""
    return conditional_escape(told)


@cache
def _named(field: str, value: str, _language: str | None) -> SafeString:
    """Return how people call one of a tip's choices, escaped."""
    named: str = getattr(Tip(**{field: value}), f"get_{field}_display")()
    return _safe(named)


@cache  # few there are, and each list shows many
def _urgency(urgency: Urgency, is_closed: bool, _language: str | None) -> SafeString:
    tip = Tip(urgency=urgency, status=Status.CLOSED if is_closed else Status.OPEN)
    return render_to_string("dashboard/urgency.html", {"tip": tip})


def _read(read: ReadBy) -> Words:
    if read.state in _READ:
        return _READ[read.state]
    who = read.names[0]
    if len(read.names) > 1:
        more = len(read.names) - 1
        who = ngettext("%(name)s and %(more)d other", "%(name)s and %(more)d others", more) % {
            "name": who,
            "more": more,
        }
    older = read.state == ReadState.OLDER
    return (_("%(who)s read it before the newest words") if older else _("Read by %(who)s")) % {"who": who}


def _preview(row: QueueRow) -> str:
    """The first words; where the room cut them, three dots stand at their end."""
    if not row.opens:
        return str(_("Its words do not open. Tell whoever runs the line today"))
    if len(row.preview) >= PREVIEW_LENGTH:
        return _cut(row.preview)
    return (
        row.preview
        or _answered(row.answers, row.findings)
        or str(_("Recorded call") if row.tip.channel == Channel.CALL else _("No words"))
    )


def _cut(line: str) -> str:
    """Return what the room left of a line, to its last whole word; one that is long, a link or Chinese, is cut."""
    whole = line.rpartition(" ")[0]
    return (whole if 2 * len(whole) > len(line) else line) + "…"


def _answered(answers: Mapping[str, str], found: Mapping[str, Any] | None) -> str:
    """Return what was ticked and answered in place of words, masked as on the tip's own page; "" for nothing."""
    bare = masked_answers({name: told for name, told in answers.items() if name not in _UNSHOWN}, found)
    line = " · ".join(f"{asked} {told}" for asked, told in in_words(bare))
    return line if len(line) <= MOST_OF_ANSWERS else _cut(line[:MOST_OF_ANSWERS])
