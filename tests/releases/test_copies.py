"""Release copies: sealed like the tip, checked by a colleague, and of the unit that works on it alone."""

import pytest
from django.db import IntegrityError, transaction

from reports import keystore
from reports.casework.refer import inform_unit
from reports.keyring import NotYours
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, KeyPurpose, Mention, Record, Release, ReleaseState, Tip
from reports.releases.copies import (
    Copy,
    CopyChanged,
    ReleaseRefused,
    change_copy,
    draft_copy,
    edition,
    opened,
    release_copy,
    send_back,
    send_to_check,
    withdraw,
)
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.one_behind_another import second_of_two
from tests.people.coming_in import shut_out

WORDS = Copy(text="The source knows that guns are kept in Gros Islet district.")


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def drafted(house: House, tip: Tip, copy: Copy = WORDS) -> Release:
    return draft_copy(copy, tip=tip, by=house.officer("reid"))


def seen(copy: Release) -> str:
    return edition(Release.objects.select_related("record").get(pk=copy.pk))


def refusal(act: object, *args: object, **more: object) -> str:
    with pytest.raises(ReleaseRefused) as refused:
        act(*args, **more)  # type: ignore[operator]
    return refused.value.reason


def test_no_sign_that_nobody_sees_comes_into_a_copy(house: House, tip: Tip) -> None:
    made = drafted(house, tip, Copy(text="Guns\u202e are\u200b kept.\nTwo.", translation="Two\u2066."))
    assert opened(made, house.ring("reid")) == Copy(text="Guns are kept.\nTwo.", translation="Two.")


def test_a_copy_is_written_checked_by_a_colleague_and_taken_back(house: House, tip: Tip) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    copy = drafted(house, tip)
    assert refusal(release_copy, copy, by=jules, seen=seen(copy)) == "not_waiting"
    send_to_check(copy, ring=house.ring("reid"))
    assert refusal(change_copy, copy, WORDS, ring=house.ring("reid"), seen=seen(copy)) == "not_a_draft"
    assert refusal(release_copy, copy, by=reid, seen=seen(copy)) == "own_copy"
    send_back(copy, by=jules)
    change_copy(copy, Copy(text="Guns are kept there."), ring=house.ring("jules"), seen=seen(copy))
    send_to_check(copy, ring=house.ring("jules"))
    assert refusal(release_copy, copy, by=jules, seen=seen(copy)) == "own_copy", "who changed it last wrote it"
    assert refusal(release_copy, copy, by=reid, seen=seen(copy)) == "own_copy", "who wrote it first wrote it too"
    copy.refresh_from_db()
    withdraw(copy, by=reid)
    copy = drafted(house, tip, Copy(text="Guns are kept there."))
    send_to_check(copy, ring=house.ring("reid"))
    release_copy(copy, by=jules, seen=seen(copy))
    copy.refresh_from_db()
    assert (copy.state, copy.made_by, copy.checked_by) == (ReleaseState.RELEASED, reid, jules)
    assert opened(copy, house.ring("jules")).text == "Guns are kept there."
    withdraw(copy, by=jules)
    copy.refresh_from_db()
    assert refusal(withdraw, copy, by=jules) == "not_released"
    acts = AuditEntry.objects.filter(act__startswith="release.").order_by("at").values_list("act", flat=True)
    assert list(acts) == [f"release.{act}" for act in (
        "drafted", "sent", "sent_back", "changed", "sent", "withdrawn", "drafted", "sent", "released", "withdrawn",
    )]  # fmt: skip


def test_who_only_sends_a_colleague_s_draft_may_release_it(house: House, tip: Tip) -> None:
    copy = drafted(house, tip)
    words = opened(copy, house.ring("jules"))
    assert change_copy(copy, words, ring=house.ring("jules"), seen="an edition of before") == seen(copy)
    send_to_check(copy, ring=house.ring("jules"))
    release_copy(copy, by=house.officer("jules"), seen=seen(copy))


def test_the_database_itself_refuses_a_copy_checked_by_its_writer_or_translator(house: House, tip: Tip) -> None:
    copy, reid, jules = drafted(house, tip), house.officer("reid"), house.officer("jules")
    for wrong in (
        {"state": "released"},
        {"state": "released", "checked_by": reid},
        {"state": "released", "translated_by": jules, "checked_by": jules},
        {"state": "elsewhere"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=copy.pk).update(**wrong)


def test_suggestions_in_brackets_and_a_missing_translation_hold_a_copy_back(house: House, tip: Tip) -> None:
    assert refusal(drafted, house, tip, Copy(text=" ")) == "no_words"
    bracketed = drafted(house, tip, Copy(text="[the source knows] of guns"))
    assert refusal(send_to_check, bracketed, ring=house.ring("reid")) == "brackets"
    Tip.objects.update(language="acf")
    copy = drafted(house, tip, Copy(text="Ni zam la"))
    assert refusal(send_to_check, copy, ring=house.ring("reid")) == "no_translation"
    change_copy(copy, Copy(text="Ni zam la", translation="There are guns"), ring=house.ring("jules"), seen=seen(copy))
    copy.refresh_from_db()
    assert (copy.made_by, copy.translated_by) == (house.officer("reid"), house.officer("jules"))
    send_to_check(copy, ring=house.ring("reid"))
    assert refusal(release_copy, copy, by=house.officer("jules"), seen=seen(copy)) == "own_copy", "the translator"


def test_a_unit_that_reads_for_information_releases_nothing(house: House, tip: Tip) -> None:
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    felix = house.officer("felix")
    with pytest.raises(NotYours):
        draft_copy(WORDS, tip=tip, by=felix)
    copy = drafted(house, tip)
    send_to_check(copy, ring=house.ring("reid"))
    with pytest.raises(NotYours):
        release_copy(copy, by=felix, seen=seen(copy))
    for act in (send_back, withdraw):
        with pytest.raises(NotYours):
            act(copy, by=felix)


def test_a_copy_lies_sealed_and_dies_with_the_tip(house: House, tip: Tip) -> None:
    copy = drafted(house, tip)
    change_copy(copy, Copy(text="Leguanmarker again"), ring=house.ring("reid"), seen=seen(copy))
    body = bytes(Record.objects.get(pk=copy.record_id).body)
    assert b"source knows" not in body
    assert b"eguanmarker" not in body
    erase_tip(tip_id=tip.pk, by="test")
    assert not Release.objects.exists()
    assert not keystore.get_many(KeyPurpose.ERASURE, [copy.record_id])


def test_words_and_release_of_a_copy_that_changed_meanwhile_are_refused(house: House, tip: Tip) -> None:
    copy = drafted(house, tip)
    before = seen(copy)
    change_copy(copy, Copy(text="Guns are kept there."), ring=house.ring("reid"), seen=before)
    with pytest.raises(CopyChanged):
        change_copy(copy, Copy(text="Nothing is kept there."), ring=house.ring("jules"), seen=before)
    # The button pressed twice is no collision.
    change_copy(copy, Copy(text="Guns are kept there."), ring=house.ring("reid"), seen=before)
    assert opened(Release.objects.get(pk=copy.pk), house.ring("jules")).text == "Guns are kept there."
    send_to_check(copy, ring=house.ring("reid"))
    with pytest.raises(CopyChanged):
        release_copy(copy, by=house.officer("jules"), seen=before)


def test_who_may_check_a_waiting_copy_finds_it_among_the_mentions(house: House, tip: Tip) -> None:
    def called() -> set[str]:
        return set(Mention.objects.filter(record__kind="release").values_list("officer__username", flat=True))

    copy = drafted(house, tip)
    assert called() == set()
    send_to_check(copy, ring=house.ring("reid"))
    assert "jules" in called()
    assert not called() & {"reid", "felix"}
    copy.refresh_from_db()
    send_back(copy, by=house.officer("jules"))
    assert called() == set()
    copy.refresh_from_db()
    send_to_check(copy, ring=house.ring("reid"))
    copy.refresh_from_db()
    release_copy(copy, by=house.officer("jules"), seen=seen(copy))
    assert called() == set()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_keep_one_draft_in_the_same_moment_the_second_is_refused(house: House, tip: Tip) -> None:
    copy = drafted(house, tip)
    read, reid, jules = seen(copy), house.ring("reid"), house.ring("jules")
    refused = second_of_two(
        lambda: change_copy(copy, Copy(text="In Dennery."), ring=reid, seen=read),
        lambda: change_copy(copy, Copy(text="In Soufriere."), ring=jules, seen=read),
    )
    assert isinstance(refused, CopyChanged)
    assert opened(Release.objects.get(), reid).text == "In Dennery."


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_to_check_with_brackets_written_in_the_same_moment(house: House, tip: Tip) -> None:
    copy, reid, jules = drafted(house, tip), house.ring("reid"), house.ring("jules")
    refused = second_of_two(
        lambda: change_copy(copy, Copy(text="In [place]."), ring=reid),
        lambda: send_to_check(copy, ring=jules),
    )
    assert isinstance(refused, ReleaseRefused)
    assert (refused.reason, Release.objects.get().state) == ("brackets", ReleaseState.DRAFT)


def test_what_a_suspended_officer_wrote_nobody_releases(house: House, tip: Tip) -> None:
    copy = drafted(house, tip)
    send_to_check(copy, ring=house.ring("reid"))
    shut_out("reid")
    assert refusal(release_copy, copy, by=house.officer("jules"), seen=seen(copy)) == "writer_gone"
    assert Release.objects.get().checked_by is None
