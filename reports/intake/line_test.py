"""The line's daily test of itself, as the door and the provider's news know it: and only while it is awaited."""

from dataclasses import replace

from django.conf import settings

from reports.clock import today
from reports.intake.submission import Submission
from reports.line_mark import is_marked
from reports.models import Channel, LineTest, TestState


def as_awaited(submission: Submission) -> Submission:
    """Return the submission as the test that is awaited, if it is that one; no phone is remembered for it.

    Any other comes back as an ordinary one: whoever borrows the number of our phone has told a tip.
    """
    if not _claims(submission):
        return submission
    awaited = LineTest.objects.filter(day=today(), channel=submission.channel, state=TestState.SENT, tip=None)
    if not awaited.exists():
        return replace(submission, self_test=False)
    return replace(submission, self_test=True, sender="", joins=None, in_danger=False, more_may_follow=False)


def note_answered(phone: str) -> None:
    """Note that an answer reached a phone, if it is the line's own and its text is awaited."""
    if phone and phone == settings.SELF_TEST_NUMBER:
        LineTest.objects.filter(day=today(), channel=Channel.SMS, state=TestState.SENT).update(answered=True)


def _claims(submission: Submission) -> bool:
    if submission.channel == Channel.WEB:
        return is_marked(submission.text, today())
    ours = settings.SELF_TEST_NUMBER
    return submission.self_test or bool(ours and submission.sender == ours)
