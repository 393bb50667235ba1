"""What was learned is used only after it beat the term list on the newest decisions, and can be undone."""

import pytest

from reports.intake.door import accept
from reports.models import LearnedModel
from reports.queries.reading import read_tip
from reports.triage.assessment import TipText
from reports.triage.learning import train
from reports.triage.learning.decision import Decision
from reports.triage.learning.train import FEWEST_DECISIONS, NEW_DECISIONS, Trial, learn, use, weights_in_use
from reports.triage.pipeline import run
from reports.triage.steps.leaning import said_outright
from tests.arrivals import web
from tests.conftest import House, only_tip, triage_all
from tests.triage.learning.decided import decision, habit


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> list[Decision]:
    """The decisions there are; opening sealed ones is tested beside them."""
    made: list[Decision] = []
    monkeypatch.setattr(train, "all_decisions", lambda: made)
    return made


def test_nothing_is_learned_from_too_few_decisions(house: House, decided: list[Decision]) -> None:
    decided += habit(FEWEST_DECISIONS - 1)
    assert learn() is None


def test_a_model_that_beats_the_list_is_used_and_says_how_it_did(house: House, decided: list[Decision]) -> None:
    decided += habit(80)
    model = learn()
    assert model
    assert (model.decisions, model.held_out, model.list_agreed, model.agreed) == (60, 20, 10, 20)
    used = weights_in_use()
    assert used
    assert used.agreed == 20


def test_a_model_that_is_no_better_is_kept_but_not_used(house: House, decided: list[Decision]) -> None:
    decided += [decision(at, "drugs", "drugs", ("drugs/en/cocaine",)) for at in range(60)]
    model = learn()
    assert model
    assert not model.in_use
    assert weights_in_use() is None


def test_it_learns_again_only_after_new_decisions(house: House, decided: list[Decision]) -> None:
    decided += habit(80)
    first = learn()
    assert first
    assert learn() is None
    LearnedModel.objects.update(made_at=decided[-1].at)
    decided += [decision(100 + at, "drugs", "drugs", ("drugs/en/cocaine",)) for at in range(NEW_DECISIONS - 1)]
    assert learn() is None
    decided.append(decision(200, "drugs", "drugs", ("drugs/en/cocaine",)))
    assert learn()


def test_it_goes_on_learning_where_tips_are_erased_as_fast_as_they_are_corrected(
    house: House, decided: list[Decision]
) -> None:
    decided += habit(80)
    assert learn()
    LearnedModel.objects.update(made_at=decided[-1].at)
    decided[:] = decided[30:] + [decision(100 + at, "drugs", "drugs", ("drugs/en/cocaine",)) for at in range(30)]
    assert learn()


def test_one_that_fell_behind_is_dropped(house: House, decided: list[Decision]) -> None:
    decided += habit(80)
    first = learn()
    assert first
    LearnedModel.objects.update(made_at=decided[-1].at)
    # Officers changed their mind: from now on the list is right again.
    later = [decision(100 + at, "drugs", "drugs", ("drugs/en/cocaine", "drugs/en/pirogue")) for at in range(40)]
    decided += later
    second = learn()
    assert second
    assert not second.in_use
    assert weights_in_use() is None


def test_it_can_be_undone_and_done_again(house: House, decided: list[Decision]) -> None:
    decided += habit(80)
    model = learn()
    use(None, by="command line")
    assert weights_in_use() is None
    use(model, by="command line")
    assert weights_in_use()
    assert LearnedModel.objects.filter(in_use=True).count() == 1


def test_luck_is_no_proof() -> None:
    assert not Trial(held_out=20, list_agreed=16, agreed=18, better=3, worse=1).passed
    assert not Trial(held_out=20, list_agreed=20, agreed=20, better=0, worse=0).passed
    assert Trial(held_out=20, list_agreed=10, agreed=18, better=8, worse=0).passed


def test_a_tip_shows_what_was_learned_with_reasons_that_add_up(house: House, decided: list[Decision]) -> None:
    found = run(TipText(text="Cocaine", answers={}, channel="web", in_danger=False, language_hint=""))
    listed = [span for finding in found.of("category") for span in said_outright(finding.spans)]
    rules = {f"rule:{span.rule}": span.weight for span in listed}
    for at in range(80):
        one = decision(at, "drugs", "smuggling")
        decided.append(
            Decision(
                said=one.said,
                meant=one.meant,
                features={**rules, "score:drugs": 2.0, "channel:web": 1.0},
                rules_version="1",
                at=one.at,
            )
        )
    assert learn()
    accept(web("Cocaine"))
    triage_all()
    tip = only_tip()
    assert tip.category == "smuggling"
    (entry,) = read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries
    assert entry.findings
    learned = [one for one in entry.findings["findings"] if one["step"] == "learned"]  # type: ignore[attr-defined]
    assert learned[0]["score"] == pytest.approx(sum(weight for *_, weight in learned[0]["spans"]), abs=1e-4)
    assert "60 decisions" in learned[0]["reason"]
