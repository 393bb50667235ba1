"""A tip that brought something, a board of oversight's members, and a proposal before it."""

from reports.casework.merging import merge_tip
from reports.casework.outcomes import Figures, record_outcome
from reports.clock import today
from reports.keyring import KeyRing
from reports.models import Officer, Reward, RewardProposal, Tip
from reports.people.enrol import new_officer
from reports.rewards.board import last_day_for, vote
from reports.rewards.propose import propose_reward
from reports.sealing.envelope import seal_to
from reports.sealing.keys import new_key
from reports.voucher import SLIP, fresh_number, is_refused_by_lot, sign
from tests.conftest import House, only_tip, triage_all
from tests.public.mailboxes import told

USEFUL = Figures(firearms={"rifle": 1}, usefulness=2)
WORTH = 2000  # by the tariff
_PASSWORD = "long enough for a board"


def told_of_guns() -> str:
    """Send a tip and have it judged; return its receipt."""
    return told_of("They keep guns in a shed in Dennery")


def told_of(words: str) -> str:
    """Send a tip of these words and have it judged; return its receipt."""
    receipt = told(words).replace(" ", "")
    triage_all()
    return receipt


def worked_tip(house: House) -> str:
    """Send a tip of guns, and write down that it brought one; return its receipt."""
    receipt, tip = told_of_guns(), only_tip()
    record_outcome(USEFUL, tip=tip, by=house.officer("reid"), version=tip.version)
    return receipt


def led(house: House, others: int = 1) -> tuple[Tip, list[Tip], list[str]]:
    """A tip of guns that brought one, the tips that it leads, and all their receipts."""
    receipts = [worked_tip(house)]
    leading = only_tip()
    merged = []
    for number in range(others):
        receipts.append(told_of(f"Guns lie in the shed at Dennery, I saw box number {number} of them"))
        one = Tip.objects.exclude(pk__in=[leading.pk, *(each.pk for each in merged)]).get()
        now = Tip.objects.get(pk=leading.pk)
        merge_tip(tip=one, into=now, ring=house.ring("reid"), version=one.version, leads_version=now.version)
        merged.append(one)
    return Tip.objects.get(pk=leading.pk), merged, receipts


def seat(house: House, *usernames: str) -> list[KeyRing]:
    """Return the rings of the board: Ian Charles of oversight, and members who are made for it."""
    charles = house.ring("charles")
    keys = [charles.unit(house.unit("oversight").pk)]
    for name in usernames:
        new_officer(username=name, name=name.title(), password=_PASSWORD, unit_keys=keys, by="test")
        house.founded.passwords[name] = _PASSWORD  # type: ignore[index]
    return [charles, *(house.ring(name) for name in usernames)]


def propose_at_once(house: House, username: str = "reid") -> RewardProposal:
    """Propose the only tip, as if Monday had come."""
    made = propose_reward(tip=Tip.objects.get(), ring=house.ring(username), version=None)
    RewardProposal.objects.update(shown_from=today())
    return made


def vote_through(house: House, board: list[KeyRing], by: str = "reid") -> Reward:
    """Propose the only tip, and let the board agree."""
    proposal = propose_at_once(house, by)
    for ring in board:
        vote(proposal.pk, agrees=True, ring=ring)
    return Reward.objects.get()


def offered(house: House) -> tuple[str, Reward]:
    """Return the receipt of a tip, and the voucher that the board has agreed to."""
    receipt = worked_tip(house)
    return receipt, vote_through(house, seat(house, "augustin"))


def paying(house: House, reward: Reward, *usernames: str) -> Officer:
    """Return the first of these whom the lot lets pay; where it refuses all of them, more are made until one may."""
    named = [house.officer(name) for name in usernames]
    allowed = (one for one in named if not is_refused_by_lot(reward, one.pk))
    return next(allowed, None) or _drawn(house, reward)


def _drawn(house: House, reward: Reward) -> Officer:
    for number in range(100):
        (_, ring) = seat(house, f"payer{number}")
        if not is_refused_by_lot(reward, ring.officer.pk):
            return ring.officer
    raise AssertionError("nobody may pay")


def promise_reward(tip: Tip) -> Reward:
    """Return a voucher that only this tip's mailbox finds, for pages that show one."""
    reward = Reward(number=fresh_number(Reward), amount=500, offered_month=today().replace(day=1))
    reward.last_day, reward.slip = last_day_for(today()), seal_to(bytes(tip.mailbox_key), new_key(), SLIP)
    sign(reward)
    reward.save(force_insert=True)
    return reward
