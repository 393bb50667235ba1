"""Needs: every category that speaks of one is a category, and every need has its words and its contacts."""

from django.conf import settings

from reports.guides import categories
from reports.needs import DESPAIR, NEED_OF, TITLES


def test_each_need_has_a_title_and_a_place_in_the_settings() -> None:
    assert set(NEED_OF) <= set(categories())
    assert {*NEED_OF.values(), DESPAIR} == set(TITLES) == set(settings.HELP_CONTACTS)
