"""The root key of a later record: the same, in its box and settled, and for its own record alone."""

from uuid import uuid4

import pytest

from reports.sealing.envelope import seal_to
from reports.sealing.keys import new_key, tip_pair
from reports.sealing.opening import CannotOpen
from reports.sealing.roots import open_root, settle_root

D, ROOT, TIP, RECORD = new_key(), new_key(), uuid4(), uuid4()
BOX = seal_to(tip_pair(D, TIP).public, ROOT, "record root", TIP, RECORD)


def test_boxed_or_settled_the_root_is_the_same_and_that_of_the_first_record_is_d() -> None:
    assert open_root(D, memoryview(BOX), TIP, RECORD) == ROOT
    assert open_root(D, settle_root(D, ROOT, TIP, RECORD), TIP, RECORD) == ROOT
    assert open_root(D, None, TIP, TIP) == D


@pytest.mark.parametrize("kept", [BOX, settle_root(D, ROOT, TIP, RECORD), b""], ids=["box", "settled", "nothing"])
def test_it_opens_for_no_other_tip_record_or_key(kept: bytes) -> None:
    for d, tip, record in ((new_key(), TIP, RECORD), (D, uuid4(), RECORD), (D, TIP, uuid4())):
        with pytest.raises(CannotOpen):
            open_root(d, kept, tip, record)
