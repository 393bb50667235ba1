"""An arrival is compared with the newest tips there are now."""

from reports.intake.door import accept
from reports.lifecycle.erasure import erase_tip
from reports.models import Fingerprint, Tip
from reports.triage.candidates import earlier_tips
from tests.arrivals import web
from tests.conftest import House, triage_all


def three_tips() -> list[Tip]:
    for number in range(3):
        accept(web(f"Stolen goat number {number} in Dennery", repeat_key=b"%d" % number))
    triage_all()
    return list(Tip.objects.order_by("pk"))


def test_a_tip_is_compared_with_every_other_and_never_with_itself(house: House) -> None:
    first, *others = three_tips()
    for _ in range(2):  # opened, and kept open
        assert {found.tip for found in earlier_tips(first)} == {str(tip.pk) for tip in others}


def test_an_erased_tip_is_no_longer_compared_with(house: House) -> None:
    first, second, third = three_tips()
    earlier_tips(first)
    erase_tip(tip_id=second.pk, by="test")
    assert {found.tip for found in earlier_tips(first)} == {str(third.pk)}


def test_a_damaged_fingerprint_is_left_out(house: House) -> None:
    first, second, third = three_tips()
    Fingerprint.objects.filter(pk=second.pk).update(sealed=b"\x01damaged")
    assert {found.tip for found in earlier_tips(first)} <= {str(second.pk), str(third.pk)}
