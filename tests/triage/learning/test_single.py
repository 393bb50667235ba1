"""What officers said of single findings is kept without words, and told where five tips had it."""

import pytest

from reports import keystore
from reports.models import FindingCorrection, KeyPurpose, Tip
from reports.sealing.opening import CannotOpen, unseal
from reports.triage.learning.single import Said, all_said, counted, keep_said
from tests.arrivals import triaged_tip
from tests.conftest import House

WRONG = Said(step="identifying", said="kin", meant="", rules=["kin/en/my brother"], times=2)


def test_the_worker_alone_reads_it_and_it_dies_with_the_tip_s_second_key(house: House) -> None:
    tip, _ = triaged_tip()
    keep_said(tip, WRONG, by=house.officer("reid"))
    row = FindingCorrection.objects.get()
    with pytest.raises(CannotOpen):
        unseal(keystore.get(KeyPurpose.FINGERPRINT, tip.pk), row.sealed, "finding correction", tip.pk, row.pk)
    assert list(all_said()) == [(tip.pk, WRONG)]
    keystore.destroy(KeyPurpose.FINGERPRINT, [tip.pk])
    assert list(all_said()) == []
    Tip.objects.get(pk=tip.pk).delete()
    assert not FindingCorrection.objects.exists()


def test_what_fewer_than_five_tips_had_is_not_told() -> None:
    said = [(number, WRONG) for number in range(5)] + [(9, Said(step="entities", said="person", meant="place"))]
    assert counted(said) == [
        ("identifying: kin was nothing", 5),
        ("identifying: kin was nothing, by kin/en/my brother", 5),
    ]
    assert counted([(1, WRONG)] * 5) == [], "five of one tip are one tip"
