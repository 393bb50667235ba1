"""The code that an officer has texted to a number, so that it counts as the officer's (reports.alerts.phones).

Any officer can type any number in. So it says nothing of a tip line or of police, and a phone that has told something
by text, or asked to be sent nothing, gets none: it may lie in the wrong hands, and no officer's number is it.
"""

from uuid import UUID

from django.utils import timezone

from reports import keystore
from reports.dialogue.lines import meet
from reports.gateways.twilio import TwilioFault, Unavailable, twilio_gateway
from reports.keystore import KeyGone
from reports.models import AskedPhone, ErrandKind
from reports.officers_phones import code_of, number_of
from reports.sealing.opening import CannotOpen
from reports.writing import new_errand

TEXT = "{code} is the code to confirm this phone. If you did not ask for it, do nothing: then nothing changes."
_DELETE_AFTER = 180.0  # seconds; the provider refuses to delete a message that is on its way


def send_code(asked_id: UUID) -> None:
    """Send it, as the relay worker: once. Whoever gets none enters the number again."""
    phone = AskedPhone.objects.filter(pk=asked_id, good_until__gt=timezone.now()).first()
    if phone is None or not AskedPhone.objects.filter(pk=asked_id, handed_over=False).update(handed_over=True):
        return
    within = int((phone.good_until - timezone.now()).total_seconds())
    try:
        number, said = number_of(phone), TEXT.format(code=code_of(phone))
        if not _may_be_texted(number):
            return
        sid = twilio_gateway().send_message(to=number, body=said, status_callback="", within=max(within, 1))
    except Unavailable:  # nothing went out: the sweep takes it up
        AskedPhone.objects.filter(pk=asked_id).update(handed_over=False)
        return
    except (KeyGone, CannotOpen, TwilioFault):
        return
    errand, key = new_errand(None, ErrandKind.MESSAGE, sid, wait=_DELETE_AFTER)
    keystore.put(key)
    errand.save(force_insert=True)


def _may_be_texted(number: str) -> bool:
    met = meet(number)
    return met.known is None and not met.must_not_ring
