"""Whoever takes the public pages can add a capsule to any old record: giving up on it costs the record nothing."""

import pytest

from reports import keystore
from reports.models import Capsule, KeyPurpose, Mailbox
from reports.sealing.keys import new_key
from reports.triage.assess import TRIES, assess
from reports.writing import Came, RecordRoot, new_capsule
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.triage.test_giving_up import DRUGS, MORE, add, give_up, words


@pytest.mark.parametrize("later", [False, True])
def test_a_capsule_that_somebody_adds_to_old_words_costs_neither_their_key_nor_their_mailbox(
    house: House, later: bool
) -> None:
    """Who takes the public pages makes capsules, and knows no key of old words."""
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = tip.pk
    if later:
        record_id = add(receipt)
        triage_all()
    else:
        Mailbox.objects.all().delete()  # as after its time: a new one would be somebody else's
    before = words(house, "reid", tip), list(Mailbox.objects.all())
    one_time = new_key()
    keystore.put((KeyPurpose.ONE_TIME, record_id, one_time))
    forged = RecordRoot(tip.pk, record_id, new_key(), new_key())
    new_capsule(forged, one_time, receipt=receipt, came={Came.IN_DANGER}).save(force_insert=True)
    give_up(record_id)
    assert not Capsule.objects.exists()
    assert (words(house, "reid", tip), list(Mailbox.objects.all())) == before


def test_a_key_that_a_try_which_failed_put_for_nothing_is_taken_back(house: House) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt, in_danger=True)
    keystore.put_anew(KeyPurpose.ERASURE, record_id, new_key())
    Capsule.objects.update(attempts=TRIES)  # its last worker was killed after that
    assess(record_id)
    assert words(house, "reid", tip) == [DRUGS, MORE]
