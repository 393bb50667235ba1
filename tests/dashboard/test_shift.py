"""The end of a shift at the desk: what it leaves, handing over with an answer for each tip, and going away."""

from datetime import timedelta

from reports.clock import today
from reports.models import Absence, Membership, Tip
from tests.asked import asked_by
from tests.casework.test_coming_back import renamed
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in

GIRL = "They force a girl to work in a house in Gros Islet and keep her passport"


def test_a_shift_shows_what_it_leaves_and_hands_it_over(house: House, reid: Desk) -> None:
    late, waiting, other = arrive(), arrive("Stolen goat in Dennery"), arrive("Stolen cow in Choiseul")
    Tip.objects.update(assigned_to=house.officer("reid"), status="open")
    Tip.objects.filter(pk=late.pk).update(due_at="2026-01-01T00:00Z")
    Tip.objects.filter(pk=waiting.pk).update(status="waiting")
    page = reid.get("/desk/shift").text
    assert page.index("Overdue (1)") < page.index(late.reference) < page.index("Being worked on (1)")
    assert page.index("Waiting for the tipster (1)") < page.index(waiting.reference)
    jules = str(house.officer("jules").pk)
    versions = dict(Tip.objects.values_list("pk", "version"))
    told = [f"{late.pk}:{versions[late.pk]}", f"{other.pk}:{versions[other.pk] - 1}", "nonsense"]
    answer = reid.client.post("/desk/shift", {"do": "hand", "to": jules, "tip": told}, follow=True).text
    assert "1 tip is handed over" in answer
    assert f"{other.reference} (somebody changed it meanwhile)" in answer
    trail = reid.get(f"/desk/tips/{late.pk}/trail").text
    assert trail.index("Handed it over to a colleague") < trail.index("Anton Jules")
    everything = " ".join(f"{tip.pk}:{tip.version}" for tip in Tip.objects.filter(assigned_to__username="reid"))
    reid.post("/desk/shift", do="hand_all", to=jules, shown=everything)
    assert set(Tip.objects.values_list("assigned_to__username", flat=True)) == {"jules"}


def test_nothing_is_handed_to_nobody_or_to_another_unit(house: House, reid: Desk) -> None:
    tip = arrive()
    Tip.objects.update(assigned_to=house.officer("reid"), status="open")
    chosen = f"{tip.pk}:{tip.version}"
    for to in ("", str(house.officer("felix").pk)):
        answer = reid.post("/desk/shift", do="hand", to=to, tip=chosen)
        assert answer.status_code == 422
        assert "Choose a colleague" in answer.text
    answer = reid.post("/desk/shift", do="hand", to=str(house.officer("jules").pk))
    assert "Choose at least one tip" in answer.text


def test_who_could_take_none_of_what_is_left_is_not_offered(house: House, reid: Desk) -> None:
    tip, jules = arrive(), house.officer("jules")
    Tip.objects.update(assigned_to=house.officer("reid"), status="open")
    assert str(jules.pk) in takers(reid)
    Membership.objects.filter(officer=jules, unit=tip.unit_id).delete()
    assert str(jules.pk) not in takers(reid)


def takers(desk: Desk) -> str:
    return desk.get("/desk/shift").text.partition('name="to"')[2].partition("</select>")[0]


def test_the_last_of_a_unit_is_told_where_its_tips_go_and_they_go_there(house: House, felix: Desk) -> None:
    arrive(GIRL)
    assert "nobody else is there. One open tip goes to Reception" in felix.get("/desk/shift").text
    assert "Choose a day from tomorrow on" in felix.post("/desk/shift", do="away", until=today().isoformat()).text
    until = (today() + timedelta(days=3)).isoformat()
    page = felix.client.post("/desk/shift", {"do": "away", "until": until}, follow=True).text
    assert "Nobody can be called now of danger told to:" in page
    assert "Whom alerts reach" in felix.get("/desk/status").text
    assert "Nobody who is here and has an alert phone can be called for:" in felix.get("/desk/status").text
    assert "Rita Felix is away. 0 tips went back." in page
    assert "1 tip is with the duty unit" in page
    assert "You are away, and back on" in page
    assert Tip.objects.get().unit.slug == "reception"
    felix.post("/desk/shift", do="back")
    assert not Absence.objects.exists()


def test_who_is_away_is_told_so_when_he_takes_a_tip_on(house: House, reid: Desk) -> None:
    tip = arrive()
    Absence.objects.create(officer=house.officer("reid"), until=today() + timedelta(days=9))
    assert "Nothing is in your hand." in reid.get("/desk/shift").text
    taken = reid.client.post(f"/desk/tips/{tip.pk}/claim", {"version": tip.version}, follow=True).text
    assert "You are marked as away until" in taken
    page = reid.get("/desk/shift").text
    assert "you have taken on since" in page
    assert "Nothing is in your hand." not in page
    Tip.objects.update(assigned_to=None, status="new")
    assert "You are marked as away until" in reid.client.post("/desk/next", follow=True).text


def test_the_shift_page_takes_few_statements_however_many_units_and_colleagues_there_are(
    house: House, reid: Desk
) -> None:
    arrive()
    Tip.objects.update(assigned_to=house.officer("reid"), status="open")
    reid.get("/desk/shift")
    assert "Anton Jules" in takers(reid), "control: there is somebody to hand over to"
    assert asked_by(lambda: reid.get("/desk/shift")) == 14
    charles = sign_in(house, "charles")
    assert asked_by(lambda: charles.get("/desk/shift")) == 12, "nothing is in hand, so nobody is asked for to take it"


def test_an_unsigned_place_puts_nobody_among_those_whom_a_head_says_to_be_away(house: House, reid: Desk) -> None:
    assert "Anton Jules" in away(reid)
    of_felix = Membership.objects.filter(officer=house.officer("felix"), unit=house.unit("trafficking"))
    assert of_felix.update(unit=house.unit("general")) == 1
    assert "Rita Felix" not in away(reid)


def away(desk: Desk) -> str:
    return desk.get("/desk/shift").text.partition('name="officer"')[2].partition("</select>")[0]


def test_a_unit_that_is_back_gets_its_tips_back_by_a_press_of_the_duty_unit(
    house: House, felix: Desk, reid: Desk
) -> None:
    left = arrive(GIRL)
    assert "anybody in Reception gives back by one press under What my shift leaves" in felix.get("/desk/shift").text
    felix.post("/desk/shift", do="away", until=(today() + timedelta(days=3)).isoformat())
    came = arrive("A woman at the guest house in Vieux Fort is made to work, he keeps her passport and her pay")
    meant = arrive("They force a girl to work for Baptiste in the bar, she cannot leave")
    renamed(house, "Rita Baptiste")
    assert "is back" not in reid.get("/desk/shift").text
    page = felix.client.post("/desk/shift", {"do": "back"}, follow=True).text
    assert "Welcome back. 3 tips of Human Trafficking are with the duty unit" in page
    assert "3 of its open tips are with Reception" in page
    assert "gives back what waits by one press under What my shift leaves: Anton Jules, Marcia Reid." in page
    unit = str(house.unit("trafficking").pk)
    assert "Nothing went back" in felix.client.post("/desk/shift", {"do": "give_back", "unit": unit}, follow=True).text
    assert "Give Human Trafficking its 3 tips back" in reid.get("/desk/shift").text
    page = reid.client.post("/desk/shift", {"do": "give_back", "unit": unit}, follow=True).text
    assert "2 tips are with Human Trafficking again." in page
    assert (
        f"Not given back: {meant.reference} (it may speak of somebody there: read it, and pass it on by hand)" in page
    )
    assert set(Tip.objects.filter(unit=unit)) == {left, came}
    trail = felix.get(f"/desk/tips/{left.pk}/trail").text
    assert "Reception, in the place of Human Trafficking" in trail
    assert "Human Trafficking, which is back" in trail
    assert "in the place of Human Trafficking" in felix.get(f"/desk/tips/{came.pk}/trail").text
    for nonsense in ("", "nonsense", str(house.unit("narcotics").pk)):
        answer = reid.client.post("/desk/shift", {"do": "give_back", "unit": nonsense}, follow=True)
        assert "Nothing went back" in answer.text


def test_what_the_duty_unit_has_in_hand_stays_and_the_page_says_so(house: House, felix: Desk, reid: Desk) -> None:
    felix.post("/desk/shift", do="away", until=(today() + timedelta(days=3)).isoformat())
    arrive(GIRL)
    Tip.objects.update(assigned_to=house.officer("jules"), status="open")
    felix.post("/desk/shift", do="back")
    page = reid.get("/desk/shift").text
    assert "One stays: somebody of Reception has it in hand" in page
    assert "Give Human Trafficking" not in page
