"""One row that does not open costs its own key, and is never taken for one that was destroyed."""

from functools import partial
from uuid import uuid4

import pytest

from reports import keystore
from reports.day_keys import waiting_hashes, waiting_today
from reports.dialogue.forget import end_line, note_stopped, silence_line
from reports.dialogue.lines import NotSure, find_line
from reports.intake.door import accept
from reports.keystore import KeyGone
from reports.models import KeyPurpose, Line, StoredKey
from reports.people.likeness_key import DoNotOpen, seal_fingerprints_anew
from reports.sealing.keys import new_key
from reports.sealing.opening import CannotOpen
from reports.signed_people import believed, register
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, only_tip
from tests.spoilt import spoil


def test_of_many_keys_only_the_spoilt_one_is_missing(house: House) -> None:
    keys = {uuid4(): new_key() for _ in range(3)}
    keystore.put(*((KeyPurpose.ERASURE, key_id, key) for key_id, key in keys.items()))
    one, two, three = keys
    spoil(KeyPurpose.ERASURE, two)
    keystore.destroy(KeyPurpose.ERASURE, [three])
    found = keystore.get_many(KeyPurpose.ERASURE, keys)
    assert (found, found.spoilt) == ({one: keys[one]}, {two})
    with pytest.raises(CannotOpen):
        keystore.get(KeyPurpose.ERASURE, two)
    with pytest.raises(KeyGone):
        keystore.get(KeyPurpose.ERASURE, three)
    with pytest.raises(CannotOpen):
        keystore.get_or_put(KeyPurpose.ERASURE, two, new_key())
    assert keystore.spoilt() == {KeyPurpose.ERASURE: [two]}


def test_a_row_under_no_file_is_spoilt_too(house: House) -> None:
    key_id = uuid4()
    keystore.put((KeyPurpose.LINE, key_id, new_key()))
    assert keystore.spoilt() == {}
    for name in ("2001-01-01", "../../x", "2001-01-0é"):
        StoredKey.objects.filter(id=key_id).update(key_file=name)
        assert keystore.spoilt() == {KeyPurpose.LINE: [key_id]}
        assert keystore.get_many(KeyPurpose.LINE, [key_id]).spoilt == {key_id}


def test_no_tip_is_refused_because_the_key_of_the_day_is_spoilt(house: House) -> None:
    waiting_today("1" * 20)
    spoil(KeyPurpose.WAITING, StoredKey.objects.get(purpose=KeyPurpose.WAITING).id)
    assert waiting_hashes("1" * 20) == []
    receipt = accept(web()).receipt or ""
    assert bytes(only_tip().records.get().capsule.waiting) in waiting_hashes(receipt)


def test_a_phone_whose_epoch_is_spoilt_may_tell_and_is_not_told_that_it_was_forgotten(house: House) -> None:
    """Its words are taken as a stranger's, with a receipt; FORGET and QUIET fail, rather than leave a line behind."""
    accept(sms())
    assert find_line(PHONE)
    spoil(KeyPurpose.EPOCH, StoredKey.objects.get(purpose=KeyPurpose.EPOCH).id)
    assert find_line(PHONE) is None
    assert len(accept(sms(text="They came back.")).receipt or "") == 20
    assert Line.objects.count() == 1
    for ask in (end_line, partial(silence_line, silent=True), note_stopped):
        with pytest.raises(NotSure):
            ask(sender=PHONE)


def test_a_spoilt_entry_of_the_register_is_made_anew(house: House) -> None:
    reid = house.officer("reid")
    for key in StoredKey.objects.filter(purpose=KeyPurpose.PEOPLE):
        spoil(KeyPurpose.PEOPLE, key.id)
    assert believed([reid]) == []
    register([reid])
    assert believed([reid]) == [reid]


def test_fingerprints_are_not_deleted_for_want_of_a_key_file(house: House) -> None:
    tip, _ = triaged_tip()
    StoredKey.objects.filter(purpose=KeyPurpose.FINGERPRINT).update(key_file="2999-01-01")
    with pytest.raises(DoNotOpen):
        seal_fingerprints_anew()
    StoredKey.objects.filter(purpose=KeyPurpose.FINGERPRINT).update(key_file="2001-01-01")
    assert seal_fingerprints_anew() == 1, "control: that file was destroyed long ago"
    assert tip.pk
