"""What tips name is found again in others, however it is written; what could identify a tipster never is."""

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from reports.models import AuditEntry, LinkKind, Tip
from reports.queries.reading import Judged, read_judged
from reports.queries.things import TITLES, find_same, once_each, things_in
from reports.triage.steps.lexicon import rules
from tests.conftest import House
from tests.dashboard.arrivals import STORY, arrive

OTHER = "Saw plate pb4521 parked by a boat called Ti Marie in Dennery. Call me 758 484 1234"


def judged(text: str, *findings: tuple[str, str, int, int, str]) -> Judged:
    return Judged(
        text, [{"step": step, "value": value, "spans": [[s, e, rule, 1.0]]} for step, value, s, e, rule in findings]
    )


def test_a_thing_is_the_same_however_it_is_written() -> None:
    one = things_in(judged("PB 4521", ("entities", "plate", 0, 7, "number plate")))
    two = things_in(judged("pb-4521", ("entities", "plate", 0, 7, "number plate")))
    phone = things_in(judged("+1 758 4841234", ("entities", "phone", 0, 14, "phone number")))
    place = things_in(judged("Soufwiyè", ("entities", "place", 0, 8, "Soufriere")))
    assert once_each([*one, *two, *phone, *place]).keys() == {
        (LinkKind.PLATE, "pb4521"), (LinkKind.PHONE, "4841234"), (LinkKind.PLACE, "Soufriere"),
    }  # fmt: skip


def test_a_person_is_the_same_with_a_title_and_without_one() -> None:
    def key(name: str) -> str:
        return things_in(judged(name, ("entities", "person", 0, len(name), "after: corporal")))[0].key

    assert key("Corporal Marcia Reid") == key("Marcia Reid") == key("Cpl. Marcia  Reid")
    assert key("Detective Sgt Marcia Reid") == key("Sèjan Marcia Reid") == key("Marcia Reid")
    assert key("Pastor") == "pastor"
    assert set(rules("entities")["people"]["titles"].split()) <= TITLES, "those by which triage finds a name"


def test_what_could_identify_the_tipster_is_no_such_thing() -> None:
    found = things_in(
        judged(
            "my number 4841234, PB 4521",
            ("entities", "phone", 10, 17, "phone number"),
            ("identifying", "own_number", 3, 17, "own"),
            ("entities", "plate", 19, 26, "number plate"),
            ("entities", "drug", 0, 2, "drug"),
        )
    )
    assert [thing.kind for thing in found] == [LinkKind.PLATE]


def test_the_tips_that_name_the_same_are_found_and_the_question_is_audited(house: House) -> None:
    tip, same = arrive(STORY), arrive(OTHER)
    arrive("Stolen goat, brown, sold at the market in Castries")
    Tip.objects.update(unit=house.unit("general"))
    ring = house.ring("reid")
    found, compared = find_same(ring, tip)
    assert [one.tip.pk for one in found] == [same.pk]
    assert {thing.kind for thing in found[0].things} == {LinkKind.PLATE, LinkKind.BOAT}
    assert compared == 2
    entry = AuditEntry.objects.get(act="tips.compared")
    assert (entry.detail["tips"], entry.at.minute) == (same.reference, 0)


def test_a_later_tip_that_triage_holds_for_like_this_one_is_found_from_this_one_too(house: House) -> None:
    words = "Two men dig sand at night from the beach below the church and carry it off in a green truck"
    first = arrive(words)
    later = arrive(words.replace("Two men", "Some people"))
    arrive("Two men steal coconuts at night from the yard behind the church")
    Tip.objects.update(unit=house.unit("general"))
    ring = house.ring("reid")
    [found] = find_same(ring, first)[0]
    assert (found.tip, found.things) == (later, ())
    assert "of its wording" in found.why[0]
    assert find_same(ring, later)[0] == [], "its own page names the earlier one"
    Tip.objects.filter(pk=later.pk).update(unit=house.unit("standards"))
    assert find_same(ring, first)[0] == []


def test_a_plate_that_stands_in_a_field_alone_is_found_in_the_words_of_another(house: House) -> None:
    tip = arrive("They sell at the corner", answers={"vehicle.1.plate": "4521", "person.1.nickname": "the Fish"})
    same = arrive("A boy they call the Fish has a car, plate 4521, it is by the market", answers={"category": "drugs"})
    twin = arrive("He drives too fast", answers={"vehicle.1.plate": "not sure", "person.1.nickname": "Fish"})
    Tip.objects.update(unit=house.unit("general"))
    found, _ = find_same(house.ring("reid"), tip)
    assert {one.tip.pk for one in found} == {same.pk, twin.pk}
    assert {thing.answer for one in found for thing in one.things} == {"", "person.1.nickname"}


def test_what_could_identify_the_tipster_in_an_answer_is_no_such_thing(house: House) -> None:
    tip = arrive("They sell", answers={"vehicle.1.seen": "in Dennery, my number is 758 484 1234"})
    Tip.objects.update(unit=house.unit("general"))
    (read,) = read_judged(house.ring("reid"), [tip.pk])[tip.pk]
    assert [(thing.name, thing.answer) for thing in things_in(read)] == [("Dennery", "vehicle.1.seen")]


def test_tips_that_the_officer_may_not_read_are_not_compared(house: House) -> None:
    tip = arrive(STORY)
    other = arrive(OTHER)
    Tip.objects.filter(pk=other.pk).update(unit=house.unit("standards"))
    assert find_same(house.ring("reid"), tip) == ([], 0)


def test_many_tips_are_opened_in_a_handful_of_statements(house: House) -> None:
    ids = [arrive(f"Stolen goat number {number} in Dennery").pk for number in range(4)]
    ring = house.ring("reid")
    read_judged(ring, ids)
    with CaptureQueriesContext(connection) as main, CaptureQueriesContext(connections["keystore"]) as keys:
        assert read_judged(ring, ids).keys() == set(ids)
    assert (len(main), len(keys)) == (2, 1)
