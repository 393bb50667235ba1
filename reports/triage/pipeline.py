"""The steps of triage in their order. Pure: the same tip and rules give the same assessment."""

from dataclasses import replace

from reports.triage.assessment import UNJUDGED, Assessment, Finding, Span, TipText
from reports.triage.steps.category import judge_category
from reports.triage.steps.draft import Draft, Step
from reports.triage.steps.duplicates import find_duplicates
from reports.triage.steps.entities import find_entities
from reports.triage.steps.identifying import find_identifying
from reports.triage.steps.language import judge_language
from reports.triage.steps.learned import suggest_learned
from reports.triage.steps.lexicon import rules_version
from reports.triage.steps.meaning import find_meaning
from reports.triage.steps.reading import read
from reports.triage.steps.routing import choose_unit
from reports.triage.steps.rule_files import contents_of, rule_files
from reports.triage.steps.signs import weigh_signs
from reports.triage.steps.thanked import finding_of, says_nothing_of_police, thanked, without
from reports.triage.steps.topics import note_topics
from reports.triage.steps.typed import read_answers
from reports.triage.steps.typed_junk import judge_all_junk
from reports.triage.steps.typed_urgency import raise_by_answers
from reports.triage.steps.urgency import judge_urgency

STEPS: tuple[Step, ...] = (
    Step("reading", read),
    Step("language", judge_language),
    Step("meaning", find_meaning),
    Step("category", judge_category),
    Step("signs", weigh_signs),
    Step("urgency", judge_urgency),
    Step("typed_urgency", raise_by_answers),
    Step("entities", find_entities),
    Step("identifying", find_identifying),
    Step("junk", judge_all_junk),
    Step("topics", note_topics),
    Step("learned", suggest_learned),
    Step("answers", read_answers),
    Step("duplicates", find_duplicates),
    Step("routing", choose_unit),
)


def run(tip: TipText, steps: tuple[Step, ...] = STEPS) -> Assessment:
    """Judge a tip; of an agency's answer without the words that thank who gave it the copy, if the rest says nothing
    of police by itself.
    """
    thanks = _thanks(tip)
    if thanks:
        rest = _run(replace(tip, text=without(tip.text, thanks)), steps)
        if says_nothing_of_police(rest):
            return replace(rest, findings=(*rest.findings, finding_of(thanks)))
    return _run(tip, steps)


def _thanks(tip: TipText) -> tuple[Span, ...]:
    try:
        return thanked(tip) if tip.gave_copy else ()
    except Exception:  # noqa: BLE001 - then its officers are named as in any tip
        return ()


def _run(tip: TipText, steps: tuple[Step, ...]) -> Assessment:
    draft = Draft(tip=tip)
    for step in steps:
        try:
            draft = step.judge(draft)
        except Exception:  # noqa: BLE001 - a tip must never be lost to a faulty rule
            draft = draft.adding(_could_not_judge(step.name))
    version = rules_version() if tip.routes == 1 else f"{rules_version()}, routing {tip.routes}"
    return Assessment(
        findings=draft.findings,
        rules_version=version,
        fingerprint=draft.fingerprint,
        in_answers=draft.in_answers,
        named=draft.named,
        by_unit=draft.by_unit,
        units_unwanted=draft.units_unwanted,
        units_told_of=draft.units_told_of,
    )


def read_rules() -> None:
    """Read all rules and weights now, so that the first tip need not wait for it. Raises RulesUnread."""
    for path in rule_files():
        contents_of(path)
    text = "My cousin Fish has a gun now, on the boat Mary Jane at Castries. His car is PA 1234."
    run(TipText(text=text, answers={"person.name": text}, channel="web", in_danger=False, language_hint=""))


def _could_not_judge(step: str) -> Finding:
    reason = f"The step '{step}' could not judge this tip. Please read it yourself."
    return Finding(step=step, value=UNJUDGED, score=0.0, reason=reason)
