"""The tariff."""

from collections import Counter

from django.test import override_settings
from django.utils.translation import override

from reports.casework.outcomes import Figures, record_outcome
from reports.models import CloseReason, Tip
from reports.models.outcome import Outcome
from reports.rewards.tariff import award_for, classes, currency, places, words_of
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_no_sum_tells_what_was_found() -> None:
    assert currency()
    found = Counter(amount for one in classes() for amount in set(one.sums))
    assert min(found.values()) > 1, f"a sum that stands in one class alone names it: {found}"
    known = {field.name for field in Outcome._meta.get_fields()}
    for one in classes():
        assert len(one.sums) == 3
        assert list(one.sums) == sorted(one.sums)
        assert set(one.closed) <= set(CloseReason.values)
        assert set(one.came) <= known


def test_the_highest_class_counts_at_the_highest_usefulness_said(house: House) -> None:
    tip, reid = arrive("Stolen goat in Dennery"), house.officer("reid")
    assert award_for(tip) is None
    record_outcome(Figures(counts={"cash": 90}, usefulness=1), tip=tip, by=reid, version=tip.version)
    small = award_for(tip)
    assert small
    assert (small.code, small.usefulness, small.amount) == ("taken", 1, 250)
    record_outcome(Figures(firearms={"rifle": 1}, usefulness=3), tip=tip, by=reid, version=tip.version + 1)
    large = award_for(Tip.objects.get())
    assert large
    assert (words_of(large.code), large.amount) == ("Guns or ammunition taken", 5000)


@override_settings(REWARD_PLACES="any bank; fr=dans toute banque; es=cualquier banco")
def test_where_rewards_are_paid_is_told_in_the_reader_s_language() -> None:
    told = {}
    for code in ("en", "fr", "es", "acf"):
        with override(code):
            told[code] = places()
    assert told == {"en": "any bank", "fr": "dans toute banque", "es": "cualquier banco", "acf": "any bank"}
