"""A unit is called otherwise: by an administrator, by a name that no other unit has, in the sight of its members."""

from contextlib import suppress

import pytest

from reports.models import AuditEntry, Unit
from reports.people.naming import BadName, NameInUse
from reports.people.standing import NotAllowed
from reports.people.unit_names import name_of_unit, rename_unit
from reports.queries.people import unseen_acts
from tests.conftest import House
from tests.one_behind_another import second_of_two
from tests.people.coming_in import make_administrator


def test_a_unit_has_another_name_its_members_are_told_and_the_trail_keeps_both(house: House) -> None:
    narcotics, felix, admin = house.unit("narcotics"), house.officer("reid"), make_administrator("charles")
    was = narcotics.name
    rename_unit(unit=narcotics.pk, name="  Drugs and   Firearms ", by=admin)
    found = Unit.objects.get(pk=narcotics.pk)
    assert (found.name, found.slug) == ("Drugs and Firearms", "narcotics")
    told = AuditEntry.objects.get(act="people.unit_renamed")
    assert (told.unit_id, told.detail) == (narcotics.pk, {"name_was": was, "name": "Drugs and Firearms"})
    assert unseen_acts([narcotics.pk], felix) == {"people.unit_renamed"}
    rename_unit(unit=narcotics.pk, name="Drugs and Firearms", by=admin)
    assert AuditEntry.objects.filter(act="people.unit_renamed").count() == 1


def test_another_s_name_none_and_a_name_for_who_judges_the_police_are_refused(house: House) -> None:
    admin, units = make_administrator("reid"), {slug: house.unit(slug) for slug in ("narcotics", "general")}
    for unit, name, by, refused in (
        ("narcotics", units["general"].name.upper(), admin, NameInUse),
        ("narcotics", house.officer("jules").name.upper(), admin, NameInUse),
        ("narcotics", "  ", admin, BadName),
        ("narcotics", "Drugs", house.officer("jules"), NotAllowed),
        ("standards", "Drugs", admin, NotAllowed),
        ("oversight", "Drugs", admin, NotAllowed),
    ):
        with pytest.raises(refused):
            rename_unit(unit=house.unit(unit).pk, name=name, by=by)
    assert not AuditEntry.objects.filter(act="people.unit_renamed").exists()


def test_a_name_that_only_looks_like_another_is_refused(house: House) -> None:
    of, taken = house.unit("narcotics").pk, []
    for name in (
        "Professional\u200bStandards",
        "Professional Standards\u200b",
        "Pr\u043efessional Standards",  # a Cyrillic letter
        "Professional Standards.",
        "Professional-Standards",
        "Standards",
        "Oversight Two",
        "Police Complaints",
        "Internal-Affairs 2",
        "\uff2f\uff36\uff25\uff32\uff33\uff29\uff27\uff28\uff34",  # in wide letters
        "Overs\u0131ght",
        "G\u00e9neral-Duty",
    ):
        with suppress(NameInUse):
            taken.append(name_of_unit(name, of=of))
    assert taken == []


def test_hidden_signs_are_left_out_of_a_name_and_accents_stay(house: House) -> None:
    of = house.unit("narcotics").pk
    assert name_of_unit("Narc\u202eotics", of=of) == "Narcotics"
    assert name_of_unit("Unit\u00e9 maritime,\u00a0until  2027\u200b", of=of) == "Unit\u00e9 maritime, until 2027"
    assert name_of_unit("General Duty North", of=of) == "General Duty North"
    with pytest.raises(BadName):
        name_of_unit("\u200b .", of=of)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_one_name_at_once_the_second_waits_and_is_refused(house: House) -> None:
    admin, first, second = make_administrator("reid"), house.unit("narcotics"), house.unit("general")
    refused = second_of_two(
        lambda: rename_unit(unit=first.pk, name="Marine", by=admin),
        lambda: rename_unit(unit=second.pk, name="Marine", by=admin),
    )
    assert isinstance(refused, NameInUse)
