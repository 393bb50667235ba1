"""How a reward is collected, for who has no web: by text, where the asking word and the receipt stand together."""

from django.utils.translation import override

from reports.dialogue import mailbox
from reports.dialogue.promises import RewardGone, ask_for_code
from reports.dialogue.turns import MailboxBusy
from reports.phone.wording import DEFAULT, text
from reports.rewards.tariff import places
from reports.voucher import grouped


def about_reward(receipt: str | None, language: str) -> str:
    """Return voucher and code of the reward that waits, and where it is paid. Without the receipt nobody knows of any,
    and the answer says the same to every phone.
    """
    if not receipt:
        return text(language, "reward_how")
    try:
        opened = mailbox.open_mailbox(receipt)
        promise = next(iter(opened.rewards), None)
        code = ask_for_code(promise) if promise else ""
    except mailbox.NoSuchMailbox:
        return text(language, "not_found")
    except MailboxBusy:
        return text(language, "busy")
    except RewardGone:  # in this moment
        promise = None
    if promise is None:
        return text(language, "no_reward")
    said = text(language, "reward_code", number=promise.number, code=grouped(code))
    return f"{said} {places_in(language)}".strip()


def places_in(language: str) -> str:
    """Return where rewards are paid, in a language where the force gave the words in it."""
    with override(language or DEFAULT):
        return places()
