"""A tip about a notice: its number goes along, and the first page says which notice that is.

Whatever number a browser sends is only ever looked up among what the public may see, so that a guessed one, a draft's
or an old one's are all the same: a number without a title.
"""

import re
from collections.abc import Mapping

from django.db import transaction

from reports.guides import categories
from reports.models import Notice
from reports.notices.standing import standing_notice
from reports.public.notices import Shown
from reports.public.talk import OUT

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,7}")


def number_in(words: Mapping[str, str]) -> str:
    """The number that a form sent, as notices write theirs; nothing for what can be none."""
    number = words.get("notice", "").strip().upper()
    return number if _NUMBER.fullmatch(number) else ""


def shown_notice(number: str) -> Shown | None:
    """The standing notice with this number. None also while the database is away: no word is lost for a title."""
    if not number:
        return None
    try:
        with transaction.atomic():
            return Shown(standing_notice(number))
    except (Notice.DoesNotExist, *OUT):
        return None


def told_of(number: str) -> dict[str, str]:
    """What is known of a tip that begins at a notice: its number, and what the notice is about."""
    about = shown_notice(number)
    category = about.notice.category if about else ""
    told = {"notice": number, "category": category if category in categories() else ""}
    return {name: answer for name, answer in told.items() if answer}
