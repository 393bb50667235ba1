"""A first look in a flood: what tells of danger comes up and junk goes down, before any of it is judged."""

import threading
from collections.abc import Iterator
from itertools import product

import pytest
from celery import current_app
from django.db import connections, transaction

from reports.clock import in_seconds
from reports.intake.door import accept
from reports.models import AuditEntry, Capsule, Tip, TriageState, Turn, Urgency
from reports.queries.queue import queue_page
from reports.triage import first_look
from reports.triage.assessment import TipText
from reports.triage.first_look import COPIES, MANY, forget_all, look_ahead
from reports.triage.pipeline import run
from reports.triage.settling import JUNK
from reports.triage.tasks import assess_arrival, sweep
from reports.triage.together import MOST, assess_together
from tests.arrivals import web
from tests.conftest import BOTH, House
from tests.tables import each_of
from tests.triage.tips import TIPS, judge

DANGER = "He have a gun to her head right now in the yellow house by the church in Dennery, he will kill her"
ROUTINE = "Somebody broke into the chemist in Gros Islet last month and took the medicine"
SHOUTS = "Help police they are shooting people now now now in the street of Castries"


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


def flood(count: int = MANY, **more: object) -> None:
    """Adverts, no two the same."""
    things = ("iPhone", "loan", "casino", "ticket", "holiday")
    names = ("Lux", "Win", "Star", "Gold", "Max", "Big", "Top", "Sun", "Joy", "Ace")
    for thing, name in list(product(things, names))[:count]:
        text = f"CONGRATULATIONS!!! You won a FREE {thing} from {name}, click http://www.example now, claim $$$"
        accept(web(text, **more))


def sent(text: str) -> Tip:
    before = set(Tip.objects.values_list("pk", flat=True))
    accept(web(text))
    return Tip.objects.exclude(pk__in=before).get()


def test_danger_among_junk_stands_on_top_before_anything_is_judged(house: House) -> None:
    routine = sent(ROUTINE)
    flood(MANY // 2)
    danger = sent(DANGER)
    flood(MANY // 2)
    look_ahead()
    assert set(Tip.objects.values_list("triage", flat=True)) == {TriageState.WAITING}
    rows = queue_page(house.ring("reid"), size=60).rows
    assert [row.tip.pk for row in rows[:2]] == [danger.pk, routine.pk]
    assert [row.tip.looks_junk for row in rows] == [False] * 2 + [True] * MANY
    assert Capsule.objects.filter(turn=Turn.JUNK).count() == MANY
    assert rows[0].tip.urgency == Urgency.IMMEDIATE
    assert AuditEntry.objects.get(act="tips.looked_at").detail == {"tips": MANY + 2}
    assess_together(None)
    assert set(Tip.objects.filter(triage=TriageState.DONE).values_list("pk", flat=True)) >= {danger.pk, routine.pk}


def test_danger_typed_into_a_field_comes_up_as_danger_in_the_words(house: House) -> None:
    flood(MANY - 1)
    accept(web("It is about the shop", answers={"category": "threat", "threat.words": DANGER}))
    look_ahead()
    assert Tip.objects.get(urgency=Urgency.IMMEDIATE).triage == TriageState.WAITING
    assert Capsule.objects.filter(turn=Turn.IMMEDIATE).count() == 1


def test_a_few_are_judged_without_a_look(house: House) -> None:
    flood(MANY - 1)
    look_ahead()
    assert set(Capsule.objects.values_list("turn", flat=True)) == {Turn.UNSEEN}


def test_while_many_wait_each_that_comes_is_looked_at_first(house: House) -> None:
    flood(MANY)
    look_ahead()
    accept(web("asdf qwerty q zzz", in_danger=True))
    look_ahead()
    assert not Capsule.objects.filter(turn=Turn.UNSEEN).exists()
    assert Tip.objects.get(urgency=Urgency.IMMEDIATE).looks_junk


def test_whoever_only_ticks_danger_above_an_advert_stays_urgent_but_below_the_others(house: House) -> None:
    flood(MANY // 2, in_danger=True)
    for number in range(MANY // 2):
        accept(web(f"asdf qwerty {chr(97 + number)} zzz", in_danger=True))
    danger = sent(DANGER)
    look_ahead()
    rows = queue_page(house.ring("reid"), size=60).rows
    assert len(rows) == MANY + 1
    assert rows[0].tip.pk == danger.pk
    assert all(row.tip.looks_junk for row in rows[1:])
    for _ in range(10):
        assess_together(None)
    assert not Capsule.objects.exists()
    assert {tip.looks_junk for tip in Tip.objects.exclude(pk=danger.pk)} == {True}
    assert {tip.urgency for tip in Tip.objects.all()} == {Urgency.IMMEDIATE}


def test_whoever_ticks_danger_and_tells_of_a_crime_is_never_put_down(house: House) -> None:
    flood(MANY - 2)
    for text in ("My neighbour beats his wife", "tun up at the shop they selling cocaine"):
        accept(web(text, in_danger=True))
    look_ahead()
    assert Tip.objects.filter(urgency=Urgency.IMMEDIATE, looks_junk=False).count() == 2
    assert Capsule.objects.filter(turn=Turn.IMMEDIATE).count() == 2


def test_the_same_shout_many_times_keeps_its_urgency_and_hides_no_other(house: House) -> None:
    for number in range(MANY + COPIES):
        accept(web(f"{SHOUTS} {number}"))
    danger = sent(DANGER)
    look_ahead()
    assert Capsule.objects.filter(turn=Turn.IMMEDIATE).count() == COPIES + 1
    assert Capsule.objects.filter(turn=Turn.COPY).count() == MANY
    assess_together(None)
    assert danger.pk in set(Tip.objects.filter(triage=TriageState.DONE).values_list("pk", flat=True))
    while Capsule.objects.exists():
        assess_together(None)
    assert Tip.objects.filter(urgency=Urgency.IMMEDIATE, looks_junk=False).count() == COPIES + 1
    assert not Tip.objects.exclude(urgency=Urgency.IMMEDIATE).exists()


def test_one_that_cannot_be_opened_keeps_no_other_from_being_seen(house: House) -> None:
    flood(MANY)
    broken = Capsule.objects.all()[0]
    Capsule.objects.filter(pk=broken.pk).update(box=b"\x11" + bytes(200))
    look_ahead()
    assert not Capsule.objects.filter(turn=Turn.UNSEEN).exists()
    assert Tip.objects.filter(looks_junk=True).count() == MANY - 1
    assert Capsule.objects.get(pk=broken.pk).turn == Turn.LOOKED_AT


def test_what_a_look_died_over_is_taken_up_by_the_sweep(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.extend(args))
    flood(MANY)
    first_look._take()
    assert not first_look.waiting().exists()
    Capsule.objects.update(due_at=in_seconds(-1))
    sweep()
    for one in sent:
        assess_arrival(one)
    assert Tip.objects.filter(triage=TriageState.DONE).count() == MANY


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_what_is_being_looked_at_is_judged_by_no_other_process_meanwhile(house: House) -> None:
    for number in range(MANY):
        accept(web(f"asdf qwerty {chr(97 + number % 26)}{number} zzz", in_danger=True))
    looking, over = threading.Event(), threading.Event()
    names = first_look._take()
    assess_together(None, many_wait=True)  # between being taken and being held

    def look() -> None:
        with transaction.atomic():
            first_look._turns(names)
            looking.set()
            over.wait(30)
        connections.close_all()

    other = threading.Thread(target=look)
    other.start()
    assert looking.wait(30)
    assess_together(None)
    over.set()
    other.join()
    assert Capsule.objects.filter(turn=Turn.JUNK).count() == MANY
    while Capsule.objects.exists():
        assess_together(None)
    assert {tip.looks_junk for tip in Tip.objects.all()} == {True}


def test_what_came_since_the_look_is_not_judged_before_the_next_one(house: House) -> None:
    for number in range(MANY + MOST):
        accept(web(f"asdf qwerty {number} zzz"))
    many_wait = look_ahead()
    accept(web("asdf qwerty q zzz", in_danger=True))
    assess_together(None, many_wait=many_wait)
    assert Capsule.objects.filter(turn=Turn.UNSEEN).count() == 1
    look_ahead()
    while Capsule.objects.exists():
        assess_together(None)
    assert Tip.objects.get(urgency=Urgency.IMMEDIATE).looks_junk


@each_of([tip.text for tip in TIPS], ["", "test test lol jk ", "FREE prize, click here http://x.example "])
def test_what_a_look_leaves_out_of_danger_changes_no_turn(text: str, before: str) -> None:
    whole = judge(before + text)
    told = TipText(text=before + text, answers={}, channel="sms", in_danger=False, language_hint="")
    looked = run(told, first_look._UNTICKED)
    assert (looked.urgency, looked.junk >= JUNK) == (whole.urgency, whole.junk >= JUNK)
