import pytest

from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.draft import Draft
from tests.tables import each_of


def told_as_going_on(text: str) -> bool:
    """Whether any violence in the text is told as going on."""
    draft = Draft(tip=TipText(text=text, answers={}, channel="sms", in_danger=False, language_hint=""))
    for step in STEPS[:3]:
        draft = step.judge(draft)
    return "violent!" in draft.any_words


@pytest.mark.parametrize(
    "text",
    [
        "he choking she behind the shop",
        "two men are stabbing a boy",
        "dem beatin de man",
        "yo ka bat an nonm dèyè mawché-a",
        "y ap trangle l",
        "la está ahorcando",
        "están apedreando la casa",
        "il l'étrangle",
        "ils sont en train de le frapper",
    ],
)
def test_a_deed_is_told_as_going_on_in_five_languages(text: str) -> None:
    assert told_as_going_on(text)


@each_of(
    [
        "he was choking her when I left",
        "he is known for stabbing people",
        "every Friday they are beating a man",
        "in the film they are stabbing a boy",
        "i té ka bat li",
        "li t ap trangle l",
        "la estaba ahorcando",
        "il l'a étranglée",
        "todos los domingos la está golpeando",
        "toulé dimanch i ka bat li",
    ]
)
def test_what_was_or_is_each_week_or_is_a_story_is_not(text: str) -> None:
    assert not told_as_going_on(text)
