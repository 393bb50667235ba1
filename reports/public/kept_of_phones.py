"""What is kept of a phone that texts, or calls, beside the tip."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.public.keeping import Kept, Reader

PHONES = (
    Kept(
        what=_("Your phone number, but only if you send a text message"),
        why=_("So that we can answer. It is locked apart from your tip."),
        how_long=format_lazy(
            _("Until you close your mailbox, or you text FORGET, or {days} days pass without a message."),
            days=settings.LINE_DAYS,
        ),
        reader=Reader.MACHINE,
        fields=("line.*",),
    ),
    Kept(
        what=_(
            "Your receipt, until we know that the phone company has our answer; longer if you asked for silence, or "
            "wrote to us after STOP"
        ),
        why=_("So that you can still get it. It is locked together with the number."),
        how_long=_("Until it was sent to you, or we forget the phone."),
        reader=Reader.MACHINE,
        fields=("line.receipt",),
    ),
    Kept(
        what=_("A mark that a phone asked for silence, before it told us anything or with FORGET after it"),
        why=_("So that what it tells next is not answered by a text. The number cannot be read back from it."),
        how_long=_("For a day, or until it texts START or STOP."),
        reader=Reader.MACHINE,
        fields=("silence.*",),
    ),
    Kept(
        what=_("A question on its way to your phone"),
        why=_("So that it is sent once, not twice."),
        how_long=_("Until it has arrived, or could not be sent."),
        reader=Reader.MACHINE,
        fields=("dispatch.*",),
    ),
    Kept(
        what=_("A list of recordings, pictures, messages and calls still at the phone company"),
        why=_("So that we fetch them and have them deleted there."),
        how_long=_("Until that is done."),
        reader=Reader.MACHINE,
        fields=("errand.*",),
    ),
)
