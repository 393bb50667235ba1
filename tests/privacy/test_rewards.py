"""A thief with both databases: nothing that belongs to a reward stands beside anything that belongs to a tip."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.promises import ask_for_code
from reports.models import AuditEntry, Officer, Reward, StoredKey, Unit
from reports.rewards.collect import collect
from reports.voucher import written
from tests.conftest import House, only_tip
from tests.rewards.boards import offered

OF_REWARDS = {"reward", "reward_proposal", "reward_vote"}
HUBS = (Officer, Unit)  # known to everybody: that an officer is an officer joins nothing


def rows() -> Iterator[tuple[Model, set[object]]]:
    """Yield each row of both databases with all its values that could join it to another."""
    for model in apps.get_models():
        if model not in HUBS:
            for row in model._default_manager.all():
                yield row, set(telling(row))


def telling(row: Model) -> Iterator[object]:
    """Ids, codes, ciphertexts and exact moments; not what many rows share by nature."""
    for field in row._meta.local_concrete_fields:
        value = getattr(row, field.attname)
        if field.related_model in HUBS:
            continue
        if isinstance(value, bytes | memoryview) and len(value) >= 8:
            yield bytes(value)
        elif isinstance(value, UUID) or (isinstance(value, datetime) and (value.minute or value.second)):
            yield value
        elif isinstance(value, dict):
            yield from (told for told in value.values() if isinstance(told, str))
        elif field.name == "number":
            yield value


def test_no_value_joins_a_reward_and_a_tip(house: House) -> None:
    receipt, reward = offered(house)
    for stage in ("offered", "asked for", "collected"):
        if stage == "asked for":
            code = ask_for_code(open_mailbox(receipt).rewards[0])
        if stage == "collected":
            collect(voucher=written(reward), code=code)
        everything = list(rows())
        ours = {value for row, values in everything if is_of_a_reward(row) for value in values}
        tips = {value for row, values in everything if not is_of_a_reward(row) for value in values}
        assert ours
        assert only_tip().pk in tips
        assert any(isinstance(row, StoredKey) for row, _ in everything), "the key store is looked through as well"
        assert ours & tips == set(), stage
        told = str([vars(row) for row, _ in everything])
        assert written(reward).partition("-")[2] not in told
        if stage != "offered":
            assert code not in told
    entry = AuditEntry.objects.get(act="reward.collected")
    assert entry.at.minute == 0


def is_of_a_reward(row: Model) -> bool:
    return row._meta.db_table in OF_REWARDS or (isinstance(row, AuditEntry) and row.act.startswith("reward"))


def test_the_tip_side_shows_the_same_for_a_reward_as_for_a_note(house: House) -> None:
    offered(house)
    acts = AuditEntry.objects.filter(tip_id=only_tip().pk).values_list("act", flat=True)
    assert not [act for act in acts if "reward" in act]
    assert list(only_tip().records.filter(kind="note").values_list("mailbox_copy", flat=True)) == [None]
    assert Reward.objects.count() == 1
