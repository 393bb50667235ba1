"""The desk for programs: lists by keyset, a tip with its source masked, acts under a version, search and numbers."""

from dataclasses import fields

import pytest

from reports import audit
from reports.casework.recuse import step_back
from reports.clock import today
from reports.desk_api.search import SearchIn
from reports.models import AuditEntry, Record, RecordKind, Tip
from reports.queries import search as searching
from reports.queries.lists import View
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.arrivals import DRUGS, arrive
from tests.desk_api.programs import program

GIVEAWAY = "My brother sells cocaine at the green house by the bay."


def test_the_queue_goes_on_from_page_to_page_without_losing_or_repeating_a_tip(house: House) -> None:
    tips = {str(arrive(f"{DRUGS} number {word}").pk) for word in ("one", "two", "three", "four", "five")}
    caller, seen, after = program(house), [], ""
    while True:
        page = caller.get("queue", size="2", list="all", **({"after": after} if after else {})).json()
        seen += [tip["id"] for tip in page["tips"]]
        after = page["next"]
        if after is None:
            break
    assert (len(seen), set(seen)) == (5, tips)
    assert page["counts"]["open"] == 5
    assert caller.get("queue", after="x").json()["type"] == "urn:tipline:problem:invalid"
    assert caller.get("queue", size="0").status_code == caller.get("queue", list="x").status_code == 400


def test_a_tip_is_told_without_what_could_identify_the_tipster(house: House) -> None:
    tip, caller = arrive(GIVEAWAY), program(house)
    told = caller.get(f"tips/{tip.pk}")
    entry = told.json()["entries"][0]
    assert "[…]" in entry["text"]
    assert "cocaine" in entry["text"]
    assert "brother" not in told.content.decode().lower()
    assert "brother" not in caller.get("queue").content.decode().lower()
    assert told.json()["own"]
    assert told.json()["arrived_hour"][14:19] == "00:00"


def test_that_few_could_know_it_is_told_where_the_words_say_so(house: House) -> None:
    caller = program(house)
    tips = arrive("Only I know this because he told me alone: they hide guns in Dennery"), arrive(DRUGS)
    assert [caller.get(f"tips/{tip.pk}").json()["entries"][0]["few_know"] for tip in tips] == [True, False]


def test_a_tip_that_the_officer_may_not_see_is_not_even_hinted_at(house: House) -> None:
    first, again, caller = arrive(DRUGS), arrive(f"{DRUGS} Please come."), program(house)

    def likenesses() -> list[str]:
        told = caller.get(f"tips/{again.pk}").json()["entries"][0]["findings"]
        return [finding["value"] for finding in told if finding["step"] == "duplicates"]

    assert likenesses() == [str(first.pk)]
    assert caller.post(f"tips/{first.pk}/step-back", version=first.version).status_code == 200
    assert likenesses() == []


def test_an_act_needs_the_version_that_was_read(house: House) -> None:
    tip, caller = arrive(DRUGS), program(house)
    claimed = caller.post(f"tips/{tip.pk}/claim", version=tip.version).json()
    assert (claimed["assigned_to"], claimed["status"]) == ("Marcia Reid", "open")
    stale = caller.post(f"tips/{tip.pk}/close", version=tip.version, reason="prank")
    assert (stale.status_code, stale.json()["type"]) == (409, "urn:tipline:problem:stale")
    closed = caller.post(f"tips/{tip.pk}/close", version=claimed["version"], reason="prank")
    assert (closed.json()["status"], only_tip().outcome) == ("closed", "prank")


def test_a_question_that_nobody_could_read_is_refused_with_its_reason(house: House) -> None:
    tip = arrive(DRUGS)
    audit.enter("call.hung_up", by=audit.TIPSTER, tip=tip.pk)
    Tip.objects.filter(pk=tip.pk).update(unreachable=True)
    answer = program(house).post(f"tips/{tip.pk}/ask", version=tip.version, text="Which bay?")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:tipline:problem:no_reader")


def test_every_act_of_the_desk_is_there(house: House) -> None:
    caller = program(house)
    tip = arrive(DRUGS)

    def act(name: str, **body: object) -> str:
        answer = caller.post(f"tips/{tip.pk}/{name}", version=only_tip().version, **body)
        return str(answer.json().get("status")) if answer.status_code == 200 else str(answer.json())

    assert act("claim") == "open"
    assert act("release") == "new"
    assert act("ask", text="Which bay?") == "waiting"
    assert act("move", to="new") == "new"
    assert act("claim") == "open"
    assert act("move", to="waiting") == "waiting"
    assert act("note", text="Known house") == "waiting"
    assert act("outcomes", counts={"arrests": 2}, drugs={"cocaine": 30}, missing=["place"]) == "waiting"
    for slip in ({"counts": {"arrests": 501}}, {"firearms": {"pistol": 501}}, {"drugs": {"cocaine": 50_000_001}}):
        assert "501" not in act("outcomes", **slip) != "waiting", "as in the form"
    assert act("inform", unit="trafficking") == "waiting"
    assert act("inform", unit="trafficking", ends=True) == "waiting"
    assert "not_informed" in act("inform", unit="trafficking", ends=True)
    assert act("inform", unit="trafficking") == "waiting"
    assert act("refer", unit="general", reads_on=True) == "new"
    assert set(Record.objects.values_list("kind", flat=True)) == {RecordKind.TIP, RecordKind.QUESTION, RecordKind.NOTE}
    assert caller.get(f"tips/{tip.pk}").json()["came_of_it"]["counts"] == {"arrests": 2}
    (report,) = caller.get(f"tips/{tip.pk}").json()["outcomes"]
    assert (report["drugs"], report["struck"]) == ({"cocaine": 30}, False)
    assert act("outcomes/strike", outcome=report["id"], why="number") == "new"
    assert "no_such_outcome" in act("outcomes/strike", outcome=report["id"], why="number")
    told = caller.get(f"tips/{tip.pk}").json()
    assert (told["came_of_it"]["counts"], told["outcomes"][0]["struck"]) == ({}, True)
    assert "no_such_way" in act("refer", unit="nowhere")
    assert "counts" in act("outcomes", counts={"bribes": 2})
    assert "invalid" in act("outcomes")
    assert "invalid" in act("note", text=" ")
    assert "Nobody with that name" in act("note", text="Ask @nobody.at.all")
    assert act("note", text="Ask @nobody.at.all", plain=True) == "new"
    for_information = program(house, "felix").post(f"tips/{tip.pk}/claim", version=only_tip().version)
    assert (for_information.status_code, for_information.json()["type"]) == (403, "urn:tipline:problem:not_yours")
    assert act("step-back") == "new"
    assert caller.get(f"tips/{tip.pk}").status_code == 404


def test_a_question_cannot_reach_a_tip_that_is_not_triaged(house: House) -> None:
    tip = arrive(DRUGS, triaged=False)
    answer = program(house).post(f"tips/{tip.pk}/ask", version=tip.version, text="Which bay?")
    assert answer.json()["type"] == "urn:tipline:problem:no_mailbox"


def test_a_tip_that_is_not_triaged_is_not_closed(house: House) -> None:
    tip = arrive(DRUGS, triaged=False)
    answer = program(house).post(f"tips/{tip.pk}/close", version=tip.version, reason="prank")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:tipline:problem:not_triaged")


def test_a_question_that_repeats_the_tip_is_sent_only_if_that_is_meant(house: House) -> None:
    tip, caller = arrive(GIVEAWAY), program(house)
    words = "Is your brother in the green house?"
    refused = caller.post(f"tips/{tip.pk}/ask", version=tip.version, text=words)
    assert refused.status_code == 400
    assert "“green”, “house”" in str(refused.json())
    assert not Record.objects.filter(kind=RecordKind.QUESTION).exists()
    assert caller.post(f"tips/{tip.pk}/ask", version=tip.version, text=words, as_it_is=True).status_code == 200
    assert AuditEntry.objects.get(act="tipster.asked").detail["repeats"] == 2


def test_a_program_s_search_finds_no_masked_word_whatever_it_asks(house: House) -> None:
    arrive(GIVEAWAY)
    caller = program(house)
    nothing = {"hits": [], "searched": 1, "is_cut": False, "next": None}
    for words in ("brother", "zebra"):
        assert caller.post("search", words=words, masked=True, purpose="danger").json() == nothing
    (found,) = caller.post("search", words="green").json()["hits"] or [None]
    assert found is None or "brother" not in str(found["cuts"]).lower()
    assert not AuditEntry.objects.filter(act="source.searched").exists()
    assert "brother" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert caller.post("search", words='""').status_code == 400


def test_lists_and_searches_are_narrowed_by_status_and_officer(house: House) -> None:
    new, worked_on = arrive(f"{DRUGS} one"), arrive(f"{DRUGS} two")
    caller, reid = program(house), house.officer("reid")
    told = caller.post(f"tips/{worked_on.pk}/claim", version=worked_on.version).json()
    assert told["assigned_to_id"] == str(reid.pk)
    for narrowed, tip in (
        ({"status": "open"}, worked_on),
        ({"assigned_to": told["assigned_to_id"]}, worked_on),
        ({"status": "new"}, new),
        ({"assigned_to": "nobody"}, new),
    ):
        assert [each["id"] for each in caller.get("queue", **narrowed).json()["tips"]] == [str(tip.pk)]
        hits = caller.post("search", words="cocaine", **narrowed).json()["hits"]
        assert [hit["tip"]["id"] for hit in hits] == [str(tip.pk)]
    assert caller.get("queue", status="lost").status_code == 400
    assert caller.post("search", words="cocaine", assigned_to="me").status_code == 400


def test_whatever_narrows_a_list_narrows_a_search(house: House) -> None:
    arrive(DRUGS)
    caller = program(house)
    before, behind = f"{today().year - 1}-06-01", f"{today().year + 1}-06-01"
    assert {field.name for field in fields(View)} - {"which"} <= set(SearchIn().fields)
    assert caller.post("search", words="cocaine", since=before, until=behind).json()["hits"]
    for name, value in (("since", behind), ("until", before), ("older", "7"), ("shows", "unreachable")):
        assert caller.get("queue", list="all", **{name: value}).json()["tips"] == []
        assert caller.post("search", words="cocaine", **{name: value}).json()["hits"] == []
    assert caller.post("search", words="cocaine", since="last week").status_code == 400


def test_a_search_goes_on_where_it_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_HITS", 2)
    tips = {str(arrive(f"{DRUGS} number {word}").pk) for word in ("one", "two", "three")}
    caller = program(house)
    first = caller.post("search", words="cocaine").json()
    rest = caller.post("search", words="cocaine", after=first["next"]).json()
    assert [len(each["hits"]) for each in (first, rest)] == [2, 1]
    assert [(each["is_cut"], each["next"] is None) for each in (first, rest)] == [(True, False), (False, True)]
    assert {hit["tip"]["id"] for each in (first, rest) for hit in each["hits"]} == tips
    assert caller.post("search", words="cocaine", after="nowhere").status_code == 400


def test_a_tip_is_found_by_its_reference_and_another_unit_s_like_none(house: House) -> None:
    tip, caller = arrive(DRUGS), program(house)
    [found] = caller.get("tips", reference=tip.reference.lower()).json()["tips"]
    assert (found["id"], found["reference"]) == (str(tip.pk), tip.reference)
    theirs, nobody_s = (program(house, "charles").get("tips", reference=each) for each in (tip.reference, "AAAA-AAAA"))
    assert (theirs.status_code, theirs.json()) == (nobody_s.status_code, nobody_s.json()) == (200, {"tips": []})
    assert caller.get("tips").status_code == caller.get("tips", reference="the shop").status_code == 400


def test_numbers_are_those_of_the_officers_units(house: House) -> None:
    for number in range(5):
        arrive(f"{DRUGS} {number}")
    triage_all()
    caller = program(house, scopes=("statistics",))
    told = caller.get("statistics", first="2026-01", last="2099-12").json()
    assert (told["tips"], told["came"]["channel"]) == (5, {"web": 5})
    assert (told["came"]["unit"], list(told["came"]["month"].values())) == ({"narcotics": 5}, [5])
    assert {"by_category", "by_channel", "by_month", "by_unit"} < set(told)
    assert set(told["units"]) == {"reception", "general", "major-crime", "narcotics"}
    theirs = program(house, "felix", scopes=("statistics",))
    assert theirs.get("statistics", first="2026-01", last="2099-12").json()["tips"] == 0
    assert theirs.get("statistics", first="2026-01", last="2099-12", unit="narcotics").status_code == 400
    assert len(program(house, "charles").get("statistics", first="2026-01", last="2099-12").json()["units"]) == 8


def test_who_stepped_back_from_a_tip_counts_without_it(house: House) -> None:
    for number in range(6):
        arrive(f"{DRUGS} {number}")
    triage_all()
    tip = Tip.objects.order_by("pk")[0]
    step_back(tip=tip, by=house.officer("jules"), version=tip.version)
    months = {"first": "2026-01", "last": "2099-12"}
    told = {name: program(house, name).get("statistics", **months).json()["tips"] for name in ("reid", "jules")}
    assert told == {"reid": 6, "jules": 5}


def test_nobody_works_on_a_closed_tip(house: House) -> None:
    tip, caller = arrive(DRUGS), program(house)
    assert caller.post(f"tips/{tip.pk}/close", version=tip.version, reason="prank").status_code == 200
    refused = caller.post(f"tips/{tip.pk}/claim", version=only_tip().version)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:tipline:problem:closed")


@pytest.mark.parametrize(
    ("first", "last"), [("2026-13", "2026-14"), ("2026-05", "2026-04"), ("", ""), ("x", "2026-01")]
)
def test_a_period_is_whole_months(house: House, first: str, last: str) -> None:
    assert program(house, scopes=("statistics",)).get("statistics", first=first, last=last).status_code == 400


def test_closing_is_offered_once_a_tip_is_triaged(house: House) -> None:
    tip, caller = arrive(DRUGS, triaged=False), program(house)
    told = caller.get(f"tips/{tip.pk}").json()
    refused = caller.post(f"tips/{tip.pk}/close", version=told["version"], reason="prank")
    assert (told["moves"], refused.status_code) == ([], 409)
    triage_all()
    assert caller.get(f"tips/{tip.pk}").json()["moves"] == ["closed"]


def test_a_tip_leaves_standards_only_by_who_answers_for_it(house: House) -> None:
    caller = program(house, "charles")
    tip = arrive("They throwing bottles at the police jeep each time it pass by the bridge in Marchand")
    assert tip.unit.slug == "standards"
    assert "narcotics" in caller.get(f"tips/{tip.pk}").json()["ways_on"]
    for act in ("inform", "refer"):
        refused = caller.post(f"tips/{tip.pk}/{act}", version=only_tip().version, unit="narcotics")
        assert (refused.status_code, "not_answered" in str(refused.json())) == (409, True)
        sent = {"version": only_tip().version, "unit": "narcotics", "nothing_against": True}
        assert caller.post(f"tips/{tip.pk}/{act}", **sent).status_code == 200
    assert only_tip().unit.slug == "narcotics"
