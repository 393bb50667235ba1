"""Where judging gives up, nobody knows whom an addition names: so somebody outside the unit looks first."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import DataError

from reports import keystore
from reports.casework.refer import NotAnswered, refer_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.intake.submission import ErrandRequest
from reports.models import (
    Alert,
    AuditEntry,
    Capsule,
    Errand,
    ErrandKind,
    KeyPurpose,
    Record,
    Recusal,
    Tip,
    TriageState,
    Urgency,
)
from reports.queries.reading import read_tip
from reports.triage import assess as assessing
from reports.triage.assess import TRIES, assess
from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import STEPS, run
from reports.triage.steps.draft import Draft, Step
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.triage.test_assess import fail

DRUGS, MORE = "They sell cocaine at the jetty", "On Fridays after dark, call me at 758 484 0001"
NAMED = "Constable Marcia Reid takes money from the dealers at the jetty"


def add(receipt: str, text: str = MORE, **more: object) -> UUID:
    accept(web(text, joins=open_mailbox(receipt).key, **more))
    pk: UUID = Capsule.objects.get().pk
    return pk


def give_up(record_id: UUID) -> None:
    """Let the last try begin that is left."""
    Capsule.objects.update(attempts=TRIES - 1)
    assess(record_id)


def words(house: House, officer: str, tip: Tip) -> list[str]:
    return [entry.text for entry in read_tip(house.ring(officer), tip, by=house.officer(officer)).entries]


def findings(house: House, officer: str, tip: Tip) -> dict[str, Any]:
    (entry,) = read_tip(house.ring(officer), tip, by=house.officer(officer)).entries
    return {one["step"]: one for one in entry.findings["findings"]}


def apart_from(tip: Tip) -> Tip:
    return Tip.objects.exclude(pk=tip.pk).get()


def row(tip: Tip) -> dict[str, object]:
    return Tip.objects.filter(pk=tip.pk).values().get()


def broken(name: str) -> tuple[Step, ...]:
    def judge(_: Draft) -> Draft:
        raise ValueError

    return tuple(Step(name, judge) if step.name == name else step for step in STEPS)


@pytest.mark.parametrize("killed", [False, True])
def test_what_nobody_could_judge_is_looked_at_by_standards_and_leaves_no_trace(
    house: House, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    before, trail = row(tip), AuditEntry.objects.filter(tip_id=tip.pk).count()
    record_id = add(receipt)
    if killed:
        Capsule.objects.update(attempts=TRIES)  # each counted before it was killed
        assess(record_id)
    else:
        monkeypatch.setattr(assessing, "run", fail)
        give_up(record_id)
    assert row(tip) == before
    assert AuditEntry.objects.filter(tip_id=tip.pk).count() == trail
    assert words(house, "reid", tip) == [DRUGS]
    apart = apart_from(tip)
    urgency = Urgency.IMMEDIATE if killed else Urgency.TODAY
    assert (apart.unit.slug, apart.triage, apart.urgency) == ("standards", TriageState.UNJUDGED, urgency)
    assert [alert.tip_id for alert in Alert.objects.all()] == ([apart.pk] if killed else [])
    assert words(house, "charles", apart) == [MORE]
    found = findings(house, "charles", apart)
    assert found["origin"]["value"] == str(tip.pk), "by which the page and the count of sources know it"
    assert tip.reference in found["origin"]["reason"]
    assert "nobody has seen whether" in found["conflict"]["reason"]
    assert not Capsule.objects.exists()


def test_a_step_that_failed_by_which_names_are_known_is_no_all_clear(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, NAMED)
    monkeypatch.setattr(assessing, "run", partial(run, steps=broken("routing")))
    assess(record_id)
    assert words(house, "reid", tip) == [DRUGS]
    assert apart_from(tip).triage == TriageState.UNJUDGED


def test_a_step_that_failed_and_says_nothing_of_names_keeps_nothing_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt)
    monkeypatch.setattr(assessing, "run", partial(run, steps=broken("topics")))
    assess(record_id)
    assert words(house, "reid", tip) == [DRUGS, MORE]


@pytest.mark.parametrize(("text", "own"), [(MORE, True), (NAMED, False)])
def test_where_only_saving_failed_its_words_decide(
    house: House, monkeypatch: pytest.MonkeyPatch, text: str, own: bool
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, text)

    def die(*_: object) -> None:
        raise DataError

    monkeypatch.setattr(assessing, "_save_findings", die)
    give_up(record_id)
    if own:
        assert Tip.objects.count() == 1
        assert words(house, "reid", tip) == [DRUGS, text]
        return
    assert words(house, "reid", tip) == [DRUGS]
    apart = apart_from(tip)
    assert words(house, "charles", apart) == [text]
    found = findings(house, "charles", apart)
    assert found["origin"]["value"] == str(tip.pk)
    assert found["conflict"]["spans"], "what the second look found"
    assert "nobody has seen" not in str(found)
    assert apart.triage == TriageState.FAILED


def test_whom_it_may_mean_at_standards_does_not_read_what_was_sent_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, NAMED)
    judge = run

    def mean_charles(text: TipText) -> Assessment:
        return replace(judge(text), named=frozenset({str(house.officer("charles").pk)}))

    def die(*_: object) -> None:
        raise DataError

    monkeypatch.setattr(assessing, "run", mean_charles)
    monkeypatch.setattr(assessing, "_save_findings", die)
    give_up(record_id)
    assert Recusal.objects.get().tip_id == apart_from(tip).pk


def test_whoever_is_in_danger_is_not_made_to_wait(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, in_danger=True)
    monkeypatch.setattr(assessing, "run", fail)
    give_up(record_id)
    assert words(house, "reid", tip) == [DRUGS, MORE]
    assert Alert.objects.get().tip_id == tip.pk


def test_a_file_that_cannot_be_fetched_any_more_leaves_no_words_with_whom_they_name(house: House) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    wanted = ErrandRequest(kind=ErrandKind.MEDIA, reference="/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1")
    record_id = add(receipt, NAMED, errands=(wanted,))
    keystore.destroy(KeyPurpose.ONE_TIME, [Errand.objects.get().pk])
    give_up(record_id)
    apart = apart_from(tip)
    assert words(house, "reid", tip) == [DRUGS]
    assert words(house, "charles", apart) == [NAMED]
    assert Errand.objects.get().record_id == apart.pk, "not of the tip that its unit reads, should the key come back"


def test_danger_that_only_the_words_tell_rings_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, "Help, he is stabbing her now, she is bleeding to death")

    def die(*_: object) -> None:
        raise DataError

    monkeypatch.setattr(assessing, "_save_findings", die)
    give_up(record_id)
    assert len(words(house, "reid", tip)) == 2
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE
    assert Alert.objects.get().tip_id == tip.pk


def test_whoever_changes_the_row_chooses_no_reader(house: House) -> None:
    """Standards in the row would leave words about an officer of Narcotics where they lie."""
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, NAMED)
    Tip.objects.update(unit=house.unit("standards"))
    give_up(record_id)
    Tip.objects.filter(pk=tip.pk).update(unit=house.unit("narcotics"))
    assert words(house, "reid", tip) == [DRUGS]
    assert apart_from(tip).unit.slug == "oversight"


def test_what_is_to_be_looked_at_has_a_clock(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt)
    monkeypatch.setattr(assessing, "run", fail)
    give_up(record_id)
    assert apart_from(tip).due_at is not None


def test_an_addition_that_does_not_open_is_read_where_it_lies(house: House) -> None:
    """Nobody else has a key to it."""
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt)
    keystore.destroy(KeyPurpose.ONE_TIME, [record_id])
    assess(record_id)
    assert words(house, "reid", tip) == [DRUGS, MORE]
    assert Tip.objects.get().triage == TriageState.FAILED


def test_above_standards_is_oversight_and_above_that_nobody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tip, receipt = triaged_tip(web(NAMED))
    record_id = add(receipt)
    with monkeypatch.context() as patch:
        patch.setattr(assessing, "run", fail)
        give_up(record_id)
    apart = apart_from(tip)
    assert apart.unit.slug == "oversight"
    apart.delete()
    refer_tip(tip=tip, to="oversight", ring=house.ring("charles"), version=Tip.objects.get().version)
    record_id = add(receipt)
    monkeypatch.setattr(assessing, "run", fail)
    give_up(record_id)
    assert Tip.objects.count() == 1
    assert not Recusal.objects.exists()


def test_whoever_looked_passes_it_on_and_what_is_about_the_police_stays(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt)
    with monkeypatch.context() as patch:
        patch.setattr(assessing, "run", fail)
        give_up(record_id)
    apart = apart_from(tip)
    ring = house.ring("charles")
    moved = refer_tip(tip=apart, to="narcotics", ring=ring, version=apart.version, nothing_against=True)
    assert moved.triage == TriageState.FAILED
    assert words(house, "reid", moved) == [MORE]
    add(receipt, NAMED)
    triage_all()
    about = Tip.objects.get(unit__slug="standards")
    with pytest.raises(NotAnswered):
        refer_tip(tip=about, to="narcotics", ring=house.ring("charles"), version=about.version)


def test_a_tipster_who_takes_the_tip_back_is_obeyed_and_the_reason_is_looked_at(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, withdraws=True)
    monkeypatch.setattr(assessing, "run", fail)
    give_up(record_id)
    assert Tip.objects.get(pk=tip.pk).withdrawn
    assert words(house, "reid", tip) == [DRUGS, ""]
    assert words(house, "charles", apart_from(tip)) == [MORE]
    assert Record.objects.filter(tip=tip).count() == 2
