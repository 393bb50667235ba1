"""How vouchers end that nobody collects."""

from datetime import date

from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.promises import give_up
from reports.models import AuditEntry, Reward
from reports.rewards.ending import end_vouchers
from tests.conftest import House
from tests.rewards.boards import WORTH, offered


def test_what_is_over_expires_and_what_was_given_up_is_counted_at_night(house: House) -> None:
    receipt, _ = offered(house)
    assert end_vouchers() == 0
    over = Reward(number="AAAAA", amount=100, offered_month=date(2026, 1, 1), last_day=date(2026, 5, 31), slip=b"s")
    over.save(force_insert=True)
    give_up(open_mailbox(receipt).rewards[0])
    assert (end_vouchers(), end_vouchers()) == (2, 0)
    assert dict(Reward.objects.values_list("amount", "state")) == {WORTH: "declined", 100: "expired"}
    ended = AuditEntry.objects.filter(act__in=["reward.declined", "reward.expired"])
    assert {(entry.actor, entry.tip_id) for entry in ended} == {("worker", None)}
