"""A notice needs two officers, plain words for its picture, and an end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from reports.clock import today
from reports.models import AuditEntry, Category, Notice, NoticeKind, NoticeState
from reports.notices.drawing_up import (
    LONGEST_DAYS,
    NoticeChanged,
    NoticeDraft,
    NoticeRefused,
    change,
    draw_up,
    publish,
    take_down,
)
from reports.notices.editions import edition, parts_of
from tests.conftest import House
from tests.one_behind_another import second_of_two
from tests.people.coming_in import shut_out


def draft(**other: Any) -> NoticeDraft:
    written: dict[str, Any] = {
        "kind": NoticeKind.APPEAL,
        "category": Category.ROBBERY,
        "words": {"en": ("A shop was robbed", "Who saw a red car?"), "fr": ("Un magasin", "")},
        "last_day": today() + timedelta(days=14),
    }
    return NoticeDraft(**written | other)


def test_a_colleague_publishes_what_an_officer_wrote(house: House) -> None:
    notice = draw_up(draft(), by=house.officer("reid"))
    assert not Notice.objects.standing(today()).exists()
    with pytest.raises(NoticeRefused, match="own_draft"):
        publish(notice, by=house.officer("reid"))
    publish(notice, by=house.officer("jules"))
    assert Notice.objects.standing(today()).get().number == notice.number
    assert [entry.act for entry in AuditEntry.objects.filter(act__startswith="notice").order_by("at")] == [
        "notice.drawn_up",
        "notice.published",
    ]


def test_no_sign_that_nobody_sees_comes_into_a_notice(house: House) -> None:
    """A sign that turns letters around lets a colleague publish what he has not read."""
    written = {"en": ("A shop\u200b was\u202e robbed", "Who saw\u2066 a red car?\nCall.\u2069")}
    notice = draw_up(
        draft(words=written, picture=b"jpeg", picture_words="\u202dA red car\u202c"), by=house.officer("reid")
    )
    told = {"title": "A shop was robbed", "text": "Who saw a red car?\nCall."}
    assert (notice.words, notice.picture_words) == ({"en": told}, "A red car")
    changed = change(
        notice,
        draft(words={"en": ("Robbed\u202e", "Who saw it?")}, picture_words="A car\u200b"),
        by=house.officer("reid"),
    )
    assert (changed.words["en"]["title"], changed.picture_words) == ("Robbed", "A car")
    with pytest.raises(NoticeRefused, match="no_words"):
        draw_up(draft(words={"en": ("A shop", "\u200b\u202e\u3164")}), by=house.officer("reid"))


def test_the_database_itself_refuses_a_notice_that_one_person_published(house: House) -> None:
    notice = draw_up(draft(), by=house.officer("reid"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            state=NoticeState.PUBLISHED, published_by=notice.made_by, published_day=today()
        )


def test_nobody_publishes_keeps_or_throws_away_what_another_made_of_the_draft_he_read(house: House) -> None:
    read = draw_up(draft(), by=house.officer("reid"))
    change(read, draft(words={"en": ("A shop was robbed", "Mary saw it.")}), by=house.officer("reid"))
    for act in (
        lambda: publish(read, by=house.officer("jules")),
        lambda: change(read, draft(), by=house.officer("jules")),
        lambda: take_down(read, by=house.officer("jules"), seen=edition(parts_of(read))),
    ):
        with pytest.raises(NoticeChanged) as refused:
            act()
        assert refused.value.parts == ("en",)
    assert Notice.objects.get().words["en"]["text"] == "Mary saw it."
    assert Notice.objects.get().state == NoticeState.DRAFT


@pytest.mark.django_db(transaction=True)
def test_who_publishes_while_a_colleague_takes_the_draft_over_is_told_what_changed(house: House) -> None:
    read, jules, charles = draw_up(draft(), by=house.officer("reid")), house.officer("jules"), house.officer("charles")
    mine = draft(words={"en": ("A shop was robbed", "Mary saw it.")})
    refused = second_of_two(lambda: change(read, mine, by=jules), lambda: publish(read, by=charles))
    assert isinstance(refused, NoticeChanged)
    assert refused.parts == ("en",)


def test_who_changes_a_draft_cannot_publish_it_either(house: House) -> None:
    notice = draw_up(draft(), by=house.officer("reid"))
    notice = change(notice, draft(words={"en": ("Another title", "Text")}), by=house.officer("jules"))
    with pytest.raises(NoticeRefused, match="own_draft"):
        publish(notice, by=house.officer("jules"))
    publish(notice, by=house.officer("reid"))
    with pytest.raises(NoticeRefused, match="not_a_draft"):
        change(notice, draft(), by=house.officer("reid"))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"words": {"fr": ("Titre", "Texte")}}, "no_words"),
        ({"words": {"en": ("  ", "Text")}}, "no_words"),
        ({"picture": b"jpeg"}, "no_picture_words"),
        ({"last_day": today() - timedelta(days=1)}, "last_day"),
        ({"last_day": today() + timedelta(days=LONGEST_DAYS + 1)}, "last_day"),
    ],
)
def test_what_is_missing_is_said(house: House, other: dict[str, Any], reason: str) -> None:
    with pytest.raises(NoticeRefused, match=reason):
        draw_up(draft(**other), by=house.officer("reid"))
    assert not Notice.objects.exists()


def test_a_notice_ends_by_itself_and_by_hand(house: House) -> None:
    notice = draw_up(draft(picture=b"jpeg", picture_words="A man"), by=house.officer("reid"))
    publish(notice, by=house.officer("jules"))
    assert not Notice.objects.standing(today() + timedelta(days=15)).exists()
    take_down(notice, by=house.officer("reid"))
    assert not Notice.objects.standing(today()).exists()
    assert Notice.objects.get().picture is None
    with pytest.raises(NoticeRefused, match="not_published"):
        take_down(notice, by=house.officer("reid"))


def test_a_language_without_both_parts_is_read_in_english(house: House) -> None:
    notice = draw_up(draft(), by=house.officer("reid"))
    assert (notice.title("fr"), notice.language("fr")) == ("A shop was robbed", "en")


def test_what_a_suspended_officer_wrote_is_published_once_a_colleague_took_it_over(house: House) -> None:
    notice = draw_up(draft(), by=house.officer("felix"))
    shut_out("felix")
    with pytest.raises(NoticeRefused, match="writer_gone"):
        publish(notice, by=house.officer("jules"))
    publish(change(notice, draft(), by=house.officer("reid")), by=house.officer("jules"))
    assert Notice.objects.standing(today()).exists()
