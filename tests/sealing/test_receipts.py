"""What a receipt opens hangs on the receipt and on the pepper."""

from reports.sealing.keys import new_key
from reports.sealing.receipts import bears_guard, guard, in_likely_order, open_receipt, waiting_hash

PEPPER, DAY = new_key(), new_key()


def test_receipt_and_pepper_both_count_and_the_halves_differ() -> None:
    keys = open_receipt("1" * 20, PEPPER)
    assert open_receipt("1" * 20, PEPPER) == keys
    for other in (open_receipt("1" * 19 + "2", PEPPER), open_receipt("1" * 20, new_key())):
        assert other.lookup != keys.lookup
        assert other.pair.public != keys.pair.public
    assert keys.lookup not in (keys.pair.private, keys.pair.public)


def test_the_fast_hash_of_a_waiting_receipt_is_not_the_slow_one() -> None:
    fast = waiting_hash("1" * 20, PEPPER, DAY)
    assert fast == waiting_hash("1" * 20, PEPPER, DAY)
    others = (("1" * 20, new_key(), DAY), ("2" * 20, PEPPER, DAY), ("1" * 20, PEPPER, new_key()))
    assert fast not in [waiting_hash(*other) for other in others]
    assert fast != open_receipt("1" * 20, PEPPER).lookup


def test_the_digits_of_a_receipt_tell_which_pepper_is_likely() -> None:
    old, new = new_key(), new_key()
    numbers = map(str, range(10**15, 10**15 + 1000))
    number = next(one for one in numbers if guard(one, old) != guard(one, new))
    minted = number + guard(number, old) + "00"
    assert bears_guard(minted, old)
    assert in_likely_order(minted, [new, old]) == [old, new]
    assert in_likely_order("1" * 20, [new]) == [new]
