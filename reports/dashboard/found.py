"""What triage found in some words, and why: the findings in the order in which an officer asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from reports.dashboard.wording import Words, language
from reports.guides import BOTH, guide
from reports.models import Category, Tip, Unit, Urgency
from reports.models.raw import plain_rows
from reports.triage.assessment import UNJUDGED, Assessment, Finding, only_with
from reports.triage.settling import JUNK
from reports.triage.steps.leaning import said_outright

_STEPS: Mapping[str, Words] = {
    "reading": _("Reading"),
    "answers": _("Typed answers"),
    "conflict": _("Conflict of interest"),
    "urgency": _("Urgency"),
    "typed_urgency": _("Urgency of typed answers"),
    "category": _("What it is about"),
    "signs": _("Signs that somebody is not free"),
    "learned": _("Learned from officers here"),
    "identifying": _("What could identify the tipster"),
    "entities": _("Names, places and things"),
    "duplicates": _("Perhaps the same as"),
    "campaign": _("Perhaps one hand in many tips"),
    "routing": _("Unit"),
    "language": _("Language"),
    "junk": _("Is it a tip?"),
}
_VALUES: Mapping[str, Words] = {
    "kin": _("Family"),
    "tie": _("Somebody who knows the tipster"),
    "neighbour": _("Where the tipster lives or stood"),
    "job": _("Work, school or church"),
    "own_thing": _("The tipster's car, boat or things"),
    "habit": _("Where the tipster often passes"),
    "about_self": _("The tipster's age, looks or origin"),
    "victim": _("It was done to the tipster"),
    "witness": _("The tipster was there"),
    "deed": _("What the tipster did or told"),
    "own_name": _("The tipster's name"),
    "own_number": _("The tipster's number or address"),
    "own_link": _("The tipster's link, post or page"),
    "sole_knowledge": _("What few can know"),
    "hearsay": _("What the tipster was told"),
    "marked": _("Something else"),
    "datetime": _("Time"),
    "vessel": _("Boat"),
    "plate": _("Number plate"),
    "phone": _("Phone number"),
    "tip": _("Yes"),
    "advert": _("Perhaps an advert"),
    "test": _("Perhaps a test"),
    "prank": _("Perhaps a joke"),
    "abuse": _("Perhaps only abuse"),
    "empty": _("Perhaps empty"),
    "wrong_number": _("Perhaps meant for somebody else"),
}
_STRENGTHS: Mapping[str, Words] = {"hard": _("Strong"), "medium": _("Medium"), "soft": _("Weak")}
_NAME = "SELECT name FROM unit WHERE slug = %s"
_QUOTING = {"identifying", "entities", "conflict"}


@dataclass(frozen=True, slots=True)
class Point:
    """One conclusion: what, the words it rests on, why, and the earlier tip it points to."""

    what: Words
    quote: str = field(repr=False)
    why: str = field(repr=False)
    earlier: Tip | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What one step concluded."""

    step: str
    title: Words
    points: tuple[Point, ...]


def groups(assessment: Assessment, text: str, earlier: Mapping[str, Tip], unit: Unit | None = None) -> list[Group]:
    """Return the findings grouped by step. `earlier` holds the tips this officer may see, by id; `unit` the tip's."""
    found = []
    for step, title in _STEPS.items():
        points = tuple(
            point
            for one in assessment.of(step)
            for point in (_signs(one, text) if step == "signs" else [_point(one, text, earlier, unit)])
            if point is not None
        )
        if points:
            found.append(Group(step, title, points))
    return found


def put_right(assessment: Assessment, tip: Tip) -> list[tuple[Words, Words]]:
    """Return what a tip is taken to be now, where triage found something else: since then somebody put it right."""
    kind, is_sure_junk = assessment.categories[0], assessment.junk >= JUNK and tip.urgency != Urgency.IMMEDIATE
    now: list[tuple[str, bool, Words]] = [
        ("urgency", assessment.urgency != Urgency(tip.urgency).name.lower(), tip.get_urgency_display()),
        ("category", kind in Category.values and kind != tip.category, tip.get_category_display()),
        ("language", assessment.language != (tip.language or "unsure"), language(tip.language)),
        ("junk", is_sure_junk != tip.looks_junk, _("No") if tip.looks_junk else _("Yes")),
    ]
    return [(_STEPS[step], value) for step, is_other, value in now if is_other]


def _point(finding: Finding, text: str, earlier: Mapping[str, Tip], unit: Unit | None) -> Point | None:
    if finding.value == UNJUDGED:
        return Point(_("could not be judged"), "", finding.reason)
    if finding.step == "duplicates":
        tip = earlier.get(finding.value)  # another unit's tip is not even hinted at
        return Point(tip.reference, "", finding.reason, tip) if tip else None
    if finding.step == "campaign":
        seen = only_with(finding, earlier)
        return Point(_("Many tips in nearly the same words"), "", seen.reason) if seen else None
    quote = quoted(finding, text) if finding.step in _QUOTING else ""
    why = "" if finding.step == "entities" and quote else finding.reason
    return Point(_unit(finding.value, unit) if finding.step == "routing" else _value(finding), quote, why)


def _signs(finding: Finding, text: str) -> Iterator[Point]:
    """The signs by strength, ticked or said, each in the words that the officer knows from the form."""
    yield Point(Category(finding.value).label, "", finding.reason)
    for strength, title in _STRENGTHS.items():
        spans = [span for span in finding.spans if span.rule.startswith((f"{strength}:", f"{strength}/"))]
        words = [
            text[span.start : span.end] if span.end else _ticked(span.rule.partition(": ")[2], finding.value)
            for span in spans
        ]
        if words:
            yield Point(title, "; ".join(dict.fromkeys(words)), "")


def _ticked(sign: str, category: str) -> str:
    """The label of a sign's answers in the guide of today; an answer that it no longer has is shown by its name."""
    return " + ".join(_label(part, category) for part in sign.split(BOTH))


def _label(part: str, category: str) -> str:
    asked, _colon, answer = part.partition(":")
    question = next((each for each in guide(category).single if each.id == asked), None)
    label = next((each.label for each in question.options if each.id == answer), "") if question else ""
    if question is None or not label:
        return answer.replace("_", " ")
    return label if question.kind == "many" else f"{question.ask} {label}"


def quoted(finding: Finding, text: str) -> str:
    """Return the words that a finding rests on outright, each once, and none that stands in longer ones."""
    spans = [span for span in said_outright(finding.spans) if span.end]
    places = {(one.start, one.end) for one in spans}
    inside = {(a, b) for a, b in places for c, d in places if c <= a and b <= d and d - c > b - a}
    return ", ".join(dict.fromkeys(text[one.start : one.end] for one in spans if (one.start, one.end) not in inside))


def _unit(slug: str, unit: Unit | None) -> Words:
    """Return a unit's name; mostly it is the one that has the tip now."""
    if unit is None or unit.slug == slug:
        return unit.name if unit else named(slug)
    found = plain_rows("default", _NAME, slug)
    return found[0][0] if found else named(slug)


def _value(finding: Finding) -> Words:
    value = finding.value
    if finding.step == "urgency" and value.upper() in Urgency.names:
        return Urgency[value.upper()].label
    if finding.step in ("category", "learned") and value in Category.values:
        return Category(value).label
    if finding.step == "language":
        return language(value)
    return named(value)


def named(value: str) -> Words:
    """Return in words what a step calls a kind of giveaway or of thing."""
    return _VALUES.get(value) or value.replace("_", " ").replace("-", " ").capitalize()


def titled(step: str) -> Words:
    """Return in words what a step looks for."""
    return _STEPS.get(step, step)
