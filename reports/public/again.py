"""An open mailbox that cannot go on just now: all that came stays in the page, to be tried once more.

Nobody has to type a receipt again, or loses what she wrote, for a fault of ours.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reports.public.attachments import listed
from reports.public.entrance import with_words
from reports.public.half_written import AS_IT_IS, Sent
from reports.public.language import own_form
from reports.public.talk import come_back
from reports.public.trouble import Trouble

OUT_OF_ORDER = Trouble(
    _("Mailboxes cannot be opened at this moment"),
    _(
        "Nothing is lost: try again in a few minutes. Until then close the tab after “Leave”: we may be unable to note "
        "that you left, and then going back can show what stands here."
    ),
)
MANY_AT_ONCE = Trouble(
    _("Many mailboxes are being opened just now"), _("Nothing is lost. Please try again in a moment.")
)
_OPENS, _WRITES = ("pass", "ticket"), ("add", "withdraw")


def again(request: HttpRequest, sent: Sent, trouble: Trouble) -> HttpResponse:
    """Answer with status 503. The words cannot be changed here: perhaps they were looked at, and go as they are.

    Files that came with them just now were not.
    """
    do = sent.words.get("do", "look")
    page = {
        "page": "mailbox",
        "trouble": trouble,
        "is_out": trouble is OUT_OF_ORDER,
        "do": do.removesuffix(AS_IT_IS) if sent.taken.held else do,
        "form": with_words(sent.words),
        "hidden": [
            *((name, sent.words[name]) for name in _OPENS if name in sent.words),
            *sent.unsent.hidden("text", "reason"),
        ],
        "writes": do.partition(":")[0] in _WRITES,
        "files": listed(sent.held),
        "refused": [*filter(None, [sent.taken.problem]), *sent.files.refused],
        **own_form("again", language_do="look"),
    }
    return come_back(render(request, "public/again.html", page, status=503))
