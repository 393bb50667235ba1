"""What a text says at first hearing, while its sender waits: its language, and whether it speaks of danger.

The answer begins with the emergency number wherever the judge says now, and also where it says today and few words
tell that it is near: who is hunted writes no more than "he is coming for me", or "he is here", of which the judge knows
nothing. And where few words tell of somebody who may be in danger, by the rule of the web page (decision 152). One
segment more is its whole price.

These are triage's own steps as far as urgency, which take a millisecond. The worker judges anew.
"""

import re
from dataclasses import dataclass
from functools import cache

from reports.phone.clauses import bare
from reports.phone.cries import cried_in, nearly_cried
from reports.phone.papers import fears_to_be_deported
from reports.phone.signs import is_cry
from reports.phone.wording import DEFAULT, languages, words
from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import STEPS, run
from reports.triage.warning import look_at, tells_its_language

_STEPS = STEPS[: 1 + [step.name for step in STEPS].index("urgency")]
_HURRIED, _BRIEF, _CRY = 12, 6, 4  # words of somebody who has no time to tell more
_THREATENED, _PLEADING = 18, 25  # words in which somebody tells of peril to oneself, or calls for help
_TELLING = 3  # words; fewer are said alike in several languages: ok, no, bon
_OF_A_LIST = 2  # marks part the kind, the language and the word of a rule: "theft/es/ladron"


@dataclass(frozen=True, slots=True)
class Heard:
    """`language` is the one to answer in; `found`: that of the words, where they themselves tell it, else "".

    `cries`: it is nothing but a cry, of which the judge knows nothing. `in_danger`: words that must not wait for the
    quiet window to end. `needs_number`: so is the number for danger, or the sender may be in it.
    """

    language: str
    found: str
    cries: bool
    in_danger: bool
    needs_number: bool


def hear(body: str, *, of_the_tip: str = "", cries: bool = False) -> Heard:
    """Listen to one text. It is answered in the language of the tip that it joins: one talk has one language."""
    nearly = nearly_cried(body)
    cries = cries or is_cry(body) or nearly != ""
    told = run(TipText(text=body, answers={}, channel="sms", in_danger=False, language_hint=of_the_tip), _STEPS)
    is_sure = len(body.split()) >= _TELLING or of_the_tip not in languages()
    in_danger = told.urgency == "immediate" or cries
    found = cried_in(body) or nearly or (_language_of(told, body) if is_sure else "")
    return Heard(
        language=of_the_tip if of_the_tip in languages() else found or DEFAULT,
        found=found,
        cries=cries,
        in_danger=in_danger,
        needs_number=in_danger or (not fears_to_be_deported(body) and _may_be_peril(body, told.urgency)),
    )


def _language_of(told: Assessment, body: str) -> str:
    """Return the language of a text, "" where nothing tells. One word is little evidence by its letters ("rape" and
    "eleven" look like Haitian Creole): where they leave a doubt and no list of that language has it, it is English.
    """
    judged = told.language if told.language in languages() else ""
    if len(body.split()) > 1:
        return judged
    rules = [span.rule.split("/") for finding in told.findings for span in finding.spans]
    listed = {rule[1] for rule in rules if len(rule) > _OF_A_LIST} & {*languages()}
    if judged in listed or (judged and tells_its_language(body)):
        return judged
    return listed.pop() if len(listed) == 1 else judged and DEFAULT


def _may_be_peril(body: str, urgency: str) -> bool:
    return _is_short_cry(body, is_today=urgency == "today") or _is_of_peril(body)


def _is_of_peril(body: str) -> bool:
    """Whether few words tell that somebody may be in danger, whoever that is: "kidnapped", "yo tiwé on boug".

    More words do where whoever writes is meant, "he say he go kill us if we tell"; the most where that is a call for
    help, or of somebody who is held, or of a child.
    """
    if (length := len(body.split())) > _PLEADING:
        return False
    seen = look_at(body)
    if length > _HURRIED:
        is_meant = length <= _THREATENED and seen.of_peril and _speaks_of_oneself(body)
        return is_meant or seen.for_oneself or seen.by_held or seen.by_child
    return seen.of_peril or seen.tells_of[:1] in [(kind,) for kind in words()["near"]["kinds"]]


def _is_short_cry(body: str, *, is_today: bool) -> bool:
    """Whether few words may tell of danger near whoever writes."""
    said, near = bare(body).split(), words()["near"]
    told = _without_calm(said)
    is_there = any(f" {phrase} " in f" {' '.join(told)} " for phrase in near["there"])
    if " ".join(said) in near["alone"] or (is_there and len(said) <= _CRY):
        return True
    is_armed = len(said) <= _BRIEF and not set(near["armed"]).isdisjoint(said)
    return is_today and (is_armed or (len(said) <= _HURRIED and (is_there or _speaks_of_oneself(body))))


def _speaks_of_oneself(body: str) -> bool:
    told = " ".join(_without_calm(bare(body).split()))
    return not set(words()["near"]["words"]).isdisjoint(_elsewhere().sub(" ", told).split())


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![^ ])(?:{'|'.join(words()['near']['elsewhere'])})(?![^ ])")


def _without_calm(said: list[str]) -> list[str]:
    return said[1:] if said[:1] and said[0] in words()["near"]["begin_calmly"] else said
