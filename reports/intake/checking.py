"""Before a tip goes: what in it could show who wrote it. Nothing is changed or refused, the tipster decides."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.guides import Guide, few_know, says_danger
from reports.intake.exact_points import exact_points
from reports.intake.media import MediaKind
from reports.intake.uploads import HeldFile
from reports.island import nearest
from reports.triage.assessment import Finding, Span
from reports.triage.warning import look_at, ticks_danger

MOST_QUOTED = 3
"""Words shown beside one reason; the rest is marked in the text."""
SIGNED = frozenset({"owner", "serial"})
"""What a file can have held that tells whose it is."""
SEEN = frozenset({MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.PDF})
"""Files that show something, whether or not anything was hidden in them."""
OF_THE_HELD = frozenset({"victim", "tie"})
"""What is marked in the words of who is held: what is done to her and by whom. Those who hold her know it."""
OF_A_BODY = frozenset({"domestic_abuse", "sexual_offence", "child_abuse"})
"""Kinds in which help must find the one to whom it is done."""
HEARD = frozenset({MediaKind.SOUND, MediaKind.VIDEO})
"""Files with a voice in them: it is disguised, what it says is not."""
_SENTENCES: dict[str, Promise] = {
    "own_name": _("A name that may be yours."),
    "own_number": _("A number, an e-mail, an account or an address that may be yours."),
    "own_link": _(
        "A link from your own account, or a “share” link, can show who you are: write the account's name and what to "
        "see there instead."
    ),
    "kin": _("A relative or partner: who knows your family, knows you."),
    "tie": _("Somebody who knows you: a boss, a landlord, a friend, a customer."),
    "neighbour": _("Where you live or stood."),
    "job": _("Where you work, go to school or pray."),
    "own_thing": _("Your car, boat, animal or another thing that people know as yours."),
    "habit": _("Where you often pass, and when."),
    "about_self": _("Your age, how you look, or where you come from."),
    "victim": _("What was done to you, or what you are threatened with: whoever does it knows you."),
    "witness": _("That you were there: others may remember who was."),
    "deed": _("What you did, or whom you told."),
    "sole_knowledge": _("Something that only you, or you and one other, can know."),
    "hearsay": _("That somebody told you: if he hears of it, he knows whom he told."),
    "own_home": _(
        "A house and its street. If you live there, it tells who you are: name the street or a shop near it, unless "
        "somebody must come to that house."
    ),
    "exact_point": _(
        "An exact point on the map. If you live there, or stood there, name a village, a street or a shop near it."
    ),
}
_OTHERWISE = _("Words that may show who you are.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it could show who wrote it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks. `heading` is the question it answers, nothing for the story itself."""

    heading: str
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why words are marked, and which."""

    sentence: Promise
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Concerns:
    """What the page before sending shows. False when there is nothing to show.

    `urgent`: the words say that a life is at risk or that it goes on now. `peril`: somebody may be in danger, be it by
    hearsay. `for_oneself`: who wrote them calls for help. `tells_of` are the kinds of crime that they are about.
    `by_child`: a child may have written them; `by_held`: somebody who is held; `in_despair`: somebody who may
    take his own life; `of_own_body`: somebody who was struck or touched. `kinds` says what is marked.
    """

    marked: tuple[Marked, ...]
    reasons: tuple[Reason, ...]
    few: bool
    told: bool
    can_tell: bool
    signed: bool
    pictures: bool
    sounds: bool
    papers: bool
    wordless: bool = False
    urgent: bool = False
    peril: bool = False
    for_oneself: bool = False
    tells_of: tuple[str, ...] = field(default=(), repr=False)
    by_child: bool = field(default=False, repr=False)
    by_held: bool = field(default=False, repr=False)
    in_despair: bool = field(default=False, repr=False)
    of_own_body: bool = field(default=False, repr=False)
    kinds: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def calls_for_help(self) -> bool:
        """Whether the words are a cry of somebody whose own life hangs on being found, or of somebody who is held."""
        return (self.urgent and self.for_oneself) or self.by_held

    @property
    def must_be_found(self) -> bool:
        """Whether it is the writer who needs help: a cry, despair, a child in danger, or blows and worse at home."""
        at_home = self.of_own_body and not OF_A_BODY.isdisjoint(self.tells_of[:2])
        return self.calls_for_help or self.in_despair or (self.peril and (self.by_child or at_home))

    @property
    def is_of_held_alone(self) -> bool:
        """Whether who is held tells what is done to her and by whom, and nothing else could show who she is."""
        return self.by_held and self.kinds <= OF_THE_HELD and not (self.few or self._files)

    @property
    def _files(self) -> bool:
        return self.told or self.signed or self.pictures or self.sounds or self.papers

    def __bool__(self) -> bool:
        return bool(self.marked) or self.few or self._files or self.wordless


def concerns(ours: Guide, text: str, answers: Mapping[str, str], files: Collection[HeldFile] = ()) -> Concerns:
    """Look at the story, at every typed answer, and at the files of a tip."""
    typed = [("", text), *_typed(ours, answers)]
    found = concerns_in(typed, files, few=few_know(answers))
    peril = found.peril or ticks_danger(answers)
    return replace(found, peril=peril, wordless=not files and _is_wordless(ours, text, answers))


def _is_wordless(ours: Guide, text: str, answers: Mapping[str, str]) -> bool:
    """Whether signs alone are all that is told. Who is in danger is not held up for that."""
    has_more = bool(set(answers) - {"category", "danger"}) or says_danger(ours, answers)
    return bool(text) and not has_more and not any(letter.isalnum() for letter in text)


def concerns_in(typed: Iterable[tuple[str, str]], files: Collection[HeldFile] = (), *, few: bool = False) -> Concerns:
    """Look at words, each with the question it answers, and at what files show, say and held beside it."""
    looks = [(heading, text, look_at(text)) for heading, text in typed if text]
    of_oneself = any(look.of_oneself for _heading, _text, look in looks)
    found = [
        (
            heading,
            text,
            [*look.identifying, *_for_the_tipster_alone("own_home", look.houses if of_oneself else ()), *_points(text)],
        )
        for heading, text, look in looks
    ]
    return Concerns(
        marked=tuple(Marked(heading, tuple(_pieces(text, findings))) for heading, text, findings in found if findings),
        reasons=tuple(_reasons(found)),
        few=few,
        told=any(held.told or "place" in held.removed for held in files),
        can_tell=any(held.told.get("time") or nearest(held.told.get("place", "")) for held in files),
        signed=any(SIGNED & set(held.removed) for held in files),
        pictures=any(held.media in SEEN for held in files),
        sounds=any(held.media in HEARD for held in files),
        papers=any(held.media == MediaKind.PDF for held in files),
        urgent=any(look.is_urgent for _heading, _text, look in looks),
        peril=any(look.is_urgent or look.of_peril for _heading, _text, look in looks),
        for_oneself=any(look.for_oneself for _heading, _text, look in looks),
        tells_of=tuple(dict.fromkeys(kind for _heading, _text, look in looks for kind in look.tells_of)),
        by_child=any(look.by_child for _heading, _text, look in looks),
        by_held=any(look.by_held for _heading, _text, look in looks),
        in_despair=any(look.in_despair for _heading, _text, look in looks),
        of_own_body=any(look.of_own_body for _heading, _text, look in looks),
        kinds=frozenset(finding.value for _heading, _text, findings in found for finding in findings),
    )


def undecided(files: Iterable[HeldFile], ticked: Collection[int]) -> tuple[HeldFile, ...]:
    """Return the files that were not warned of yet; those at the places in `ticked` are decided by a tick."""
    return tuple(held for place, held in enumerate(files) if not held.warned and place not in ticked)


def warned_of(files: Iterable[HeldFile]) -> tuple[HeldFile, ...]:
    """Return the files as the page with the warning carries them on."""
    return tuple(replace(held, warned=True) for held in files)


def _points(text: str) -> Iterator[Finding]:
    yield from _for_the_tipster_alone("exact_point", tuple(Span(*at, "exact_point", 1.0) for at in exact_points(text)))


def _for_the_tipster_alone(kind: str, spans: tuple[Span, ...]) -> Iterator[Finding]:
    if spans:
        yield Finding(step="identifying", value=kind, score=1.0, reason="", spans=spans)


def _reasons(found: Iterable[tuple[object, str, Iterable[Finding]]]) -> Iterator[Reason]:
    words: dict[str, dict[str, None]] = {}
    for _heading, text, findings in found:
        for finding in findings:
            said = (" ".join(text[span.start : span.end].split()) for span in finding.spans)
            words.setdefault(finding.value, {}).update(dict.fromkeys(said))
    for kind, said_so in words.items():
        yield Reason(_SENTENCES.get(kind, _OTHERWISE), tuple(said_so)[:MOST_QUOTED])


def _typed(ours: Guide, answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    blocks = (each for block in ours.blocks for number in range(1, block.most + 1) for each in block.numbered(number))
    for question in (*ours.single, *blocks):
        if question.kind == "line" and question.id != "category" and question.id in answers:
            yield question.ask, answers[question.id]


def _pieces(text: str, findings: Iterable[Finding]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted((span.start, span.end) for finding in findings for span in finding.spans):
        if end <= at or start == end:
            continue
        start = max(start, at)
        if start > at:
            yield Piece(text[at:start], marked=False)
        yield Piece(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], marked=False)
