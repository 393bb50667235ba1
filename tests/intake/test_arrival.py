"""What one arrival leaves in the two databases."""

from reports.intake.arrival import first_arrival, later_arrival
from reports.intake.door import accept
from reports.models import KeyPurpose, RecordKind, StoredKey
from tests.arrivals import web
from tests.conftest import House, only_tip


def test_a_first_arrival_brings_three_keys_and_a_later_one_two(house: House) -> None:
    accept(web())
    first, later = first_arrival(web(), "1" * 20), later_arrival(web(), only_tip())
    brought = [[row[0] for row in arrival.keys()] for arrival in (first, later)]  # noqa: SIM118 - no dictionary
    assert brought[0] == [KeyPurpose.ERASURE, KeyPurpose.ONE_TIME, KeyPurpose.FINGERPRINT]
    assert brought[1] == [KeyPurpose.ERASURE, KeyPurpose.ONE_TIME]
    assert first.record_id == first.tip_id != later.record_id


def test_no_two_arrivals_share_a_key(house: House) -> None:
    arrivals = [first_arrival(web(), "1" * 20) for _ in range(20)]
    secrets = [secret for arrival in arrivals for secret in (arrival.root, arrival.erasure, arrival.one_time)]
    assert len(set(secrets)) == 60


def test_only_a_first_arrivals_capsule_waits_for_a_receipt(house: House) -> None:
    accept(web())
    first, later = first_arrival(web(), "1" * 20), later_arrival(web(), only_tip())
    assert first.capsule().waiting
    assert later.capsule().waiting is None
    assert later.record(position=1).kind == RecordKind.ADDITION


def test_what_is_stored_of_a_short_tip_and_of_a_shorter_one_has_one_size(house: House) -> None:
    sizes = set()
    for text in ("x", "x" * 300):
        arrival = first_arrival(web(text), "1" * 20)
        sizes.add((len(arrival.record(0).body), len(arrival.capsule().box)))
    assert len(sizes) == 1


def test_every_key_in_the_store_is_sealed(house: House) -> None:
    accept(web())
    assert all(len(bytes(sealed)) > 64 for sealed in StoredKey.objects.values_list("sealed", flat=True))
