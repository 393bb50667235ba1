"""Break-glass: any three of the five shares open, two do not."""

from itertools import combinations

import pytest

from reports.sealing.shares import SharesRefused, join_shares, new_break_glass

PUBLIC, SHARES = new_break_glass()


def test_any_three_of_five_make_the_key() -> None:
    assert {join_shares(list(three)).public for three in combinations(SHARES, 3)} == {PUBLIC}


def test_two_shares_or_one_twice_do_not() -> None:
    for few in (SHARES[:2], SHARES[:1], [SHARES[0], SHARES[0], SHARES[1]], []):
        with pytest.raises(SharesRefused):
            join_shares(few)


def test_a_mistyped_word_or_a_share_of_another_set_is_refused() -> None:
    words = SHARES[0].split()
    words[10], words[11] = words[11], words[10]
    _, others = new_break_glass()
    for wrong in (" ".join(words), SHARES[0].rsplit(" ", 1)[0], others[0], "not a share"):
        with pytest.raises(SharesRefused):
            join_shares([wrong, *SHARES[1:3]])
