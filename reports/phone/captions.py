"""Pictures beside words: what is said of those that were not taken, and what becomes of those beside FORGET or STOP.

That word is obeyed, and the pictures are kept (decision 192). What is kept leads to no phone. It joins the tip that the
phone goes on with, or that of the receipt beside the word; else it is a tip of its own, as that of a sender without a
number, with its receipt behind the answer to the word.
"""

from reports.dialogue.lines import known_phone
from reports.dialogue.mailbox import MailboxKey
from reports.intake import receipt as receipts
from reports.intake.door import Accepted, accept
from reports.intake.submission import UNANSWERED, WITHHELD, ErrandRequest, Submission
from reports.models import Channel, ErrandKind
from reports.phone.hearing import hear
from reports.phone.pictures import Pictures
from reports.phone.wording import text


def keep_pictures(
    pictures: Pictures, *, sid: str, sender: str, joins: MailboxKey | None, repeat_key: bytes, is_answered: bool
) -> Accepted:
    """Hand the pictures to the door, before the word is obeyed. `sender`: "" where its phone goes on with no tip.

    The text itself is deleted at the provider when they are fetched, for it takes them along. Raises NotStored.
    """
    return accept(
        Submission(
            channel=Channel.SMS,
            sender=sender,
            joins=joins,
            errands=(*pictures.errands(), ErrandRequest(kind=ErrandKind.MESSAGE, reference=sid)),
            repeat_key=repeat_key + b":pictures",
            hearing=WITHHELD if is_answered else UNANSWERED,
        )
    )


def with_receipt(answer: str, kept: Accepted | None, language: str) -> str:
    """Return the answer to the word, and behind it the receipt where the pictures are a tip of their own."""
    if not (answer and kept and kept.receipt):
        return answer
    return f"{answer} {text(language, 'picture_kept', receipt=receipts.grouped(kept.receipt))}"


def with_news(pictures: Pictures, answer: str, *, sender: str, body: str) -> str:
    """Say of a picture that was not taken that it was not, wherever anything is said at all."""
    taken = pictures.taken
    if not (answer and pictures.lost):
        return answer
    language = known.language if (known := known_phone(sender)) else hear(body).language
    lost = text(language, "some_pictures", kept=str(len(taken))) if taken else text(language, "no_picture")
    return f"{answer} {lost}" if body or taken else lost
