"""How far the police are with a tip, in plain words: what that means, and when to look again."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.dialogue.mailbox import Entry, OpenMailbox
from reports.rewards.tariff import places

IN_DAYS = _("Look again in a day or two.")
MAY_ASK = _("If they need to know more, they ask you here. Look again in a few days.")
STATES = {
    "received": (_("Received"), _("Your tip is stored. It is not sorted yet."), IN_DAYS),
    "new": (
        _("Waiting"),
        _("Your tip waits for an officer of the team it concerns. Nobody has opened it yet."),
        IN_DAYS,
    ),
    "read": (_("Read"), _("An officer of the team it concerns has read your tip."), MAY_ASK),
    "open": (_("Being worked on"), _("Officers are working with your tip."), MAY_ASK),
    "waiting": (
        _("A question for you"),
        _("An officer has read your tip and asks you something."),
        _("You need not answer. If it is safe for you, answer below."),
    ),
    "closed": (
        _("Closed"),
        _("The police have finished with it for now. You can still add something."),
        _("If you add nothing, you need not look again."),
    ),
}
CLOSED_UNANSWERED = _(
    "An officer wrote to you below, and you have not answered. The tip is closed, so you need not. If you do, officers "
    "see it, and it can still help."
)
ASKED_AND_ERASED = _(
    "An officer asked you something. You read it here, and it is erased now. You need not answer. If it is safe for "
    "you, you can still answer below."
)
ANSWERED = _("Your answer is in")
WAITS_TO_BE_READ = _("It is stored with your tip and waits until an officer reads it.")
ANSWER_READ = _("An officer has read it.")
TAKEN_BACK = _("Taken back")
YOU_ASKED = _("You took your tip back in this mailbox: you asked the police not to use it.")
NOBODY_OPENED = _(
    "No officer has opened it yet, but officers of the team it concerns may have seen its first words in their list. "
    "Whoever opens it now sees your wish first."
)
MAY_HAVE_READ = _(
    "Officers of the team it concerns may have read it before that. Whoever opens it now sees your wish first."
)
WHAT_NOW = _(
    "It is not erased at once, but some time after the police have closed it. What the police have already done cannot "
    "be undone, and if a life is in danger they may still act."
)
LOOK_ONCE_MORE = _(
    "Look once more in some weeks. If there should be a reward, only this mailbox tells of it. We say so of every tip, "
    "and it does not mean that there is one."
)
WRITE_BELOW = _("If you change your mind, press “Use my tip after all” below.")
CHANGED_MIND = _("If you change your mind, press “Use my tip after all” below. Otherwise you need not look again.")
ERASED_LATER = _(
    "After some time it is erased for good: see the page “{page}”. Then these 20 digits open nothing, because "
    "nothing of it is left."
)


@dataclass(frozen=True, slots=True)
class HowFar:
    """The state in a word, and what it means, a sentence or two a line. `is_answer`: they say whether it was read."""

    word: Promise
    sentences: tuple[Promise | str, ...]
    is_question: bool = False
    is_answer: bool = False


def how_far(opened: OpenMailbox) -> HowFar:
    """Put the state of a mailbox into words. What was taken back is told as that, whatever the police do meanwhile.

    The end of a closed tip is told in the same words for each: a day would show its kind or how it ended. Where rewards
    are paid, each tip that is over asks for one more look, so that nobody learns from it whether one is on its way.
    """
    word, meaning, when_again = STATES[opened.state]
    if opened.withdrawn:
        after = (WRITE_BELOW, LOOK_ONCE_MORE) if places() else (CHANGED_MIND,)
        read = NOBODY_OPENED if opened.state == "new" else MAY_HAVE_READ
        return HowFar(TAKEN_BACK, (YOU_ASKED, read, WHAT_NOW, *after))
    if opened.state == "waiting" and _is_answered(opened):
        return HowFar(ANSWERED, (WAITS_TO_BE_READ if opened.unread else ANSWER_READ, MAY_ASK), is_answer=True)
    if opened.state == "waiting" and _is_erased(opened):
        return HowFar(STATES["open"][0], (ASKED_AND_ERASED, MAY_ASK))
    if opened.state != "closed":
        return HowFar(word, (meaning, when_again), is_question=opened.state == "waiting")
    asked = (CLOSED_UNANSWERED,) if _is_unanswered(opened) else ()
    end = str(ERASED_LATER).format(page=_("How long a tip is kept"))
    return HowFar(word, (meaning, *asked, end, LOOK_ONCE_MORE if places() else when_again))


def _is_answered(opened: OpenMailbox) -> bool:
    """Whether the tipster wrote after the last question."""
    return any(not entry.from_officer for entry in _last_written(opened))


def _is_unanswered(opened: OpenMailbox) -> bool:
    """Whether an officer wrote last, in words that are not erased yet."""
    return any(entry.from_officer and not entry.faded for entry in _last_written(opened))


def _is_erased(opened: OpenMailbox) -> bool:
    """Whether an officer wrote last, in words that were read and erased since."""
    return any(entry.from_officer and entry.faded for entry in _last_written(opened))


def _last_written(opened: OpenMailbox) -> tuple[Entry, ...]:
    """The last message, if there is any; what became of a file is none."""
    return tuple(entry for entry in opened.entries if not entry.file)[-1:]
