"""The phones of an officer, on which alerts and callers reach him: they end with his place in the house.

A number for alerts waits to be confirmed first: see reports.alerts.phones.
"""

from reports import audit, keystore
from reports.models import AlertPhone, AskedPhone, Hotline, KeyPurpose, Officer
from reports.sealing.labels import Label
from reports.sealing.opening import unseal
from reports.worker_box import RELAY, open_to_worker

SEND_CODE = "reports.dialogue.send_code"
PADDING = 32  # every number and every code has the same sealed size
NOBODY = {"duty_number": b"", "duty_until": None, "duty_officer": None}
"""A hotline that puts its callers through to nobody."""
type Phone = AlertPhone | AskedPhone


def end_phones(officer: Officer, *, by: Officer) -> None:
    """Forget where an officer is alerted, and put nobody through to him any more. Inside a transaction."""
    if drop_numbers(officer):
        audit.enter("alert_number.forgotten", by=by, officer=str(officer.pk))
    if Hotline.objects.filter(duty_officer=officer).update(**NOBODY):
        audit.enter("duty.ended", by=by, officer=str(officer.pk))


def drop_numbers(officer: Officer, *tables: type[Phone]) -> bool:
    """Forget an officer's numbers for alerts, their keys first: all, or those in these tables. Inside a transaction.

    Returns whether there was any.
    """
    dropped = 0
    for table in tables or (AlertPhone, AskedPhone):
        phones = list(table._default_manager.filter(officer=officer).values_list("pk", flat=True))
        keystore.destroy(KeyPurpose.LINE, phones)
        dropped += table._default_manager.filter(pk__in=phones).delete()[0]
    return dropped > 0


def number_of(phone: Phone) -> str:
    """Return the number, for the relay worker about to call or text it. Raises KeyGone, CannotOpen."""
    labels = number_labels(phone)
    inner = open_to_worker(RELAY, phone.number, *labels)
    return unseal(keystore.get(KeyPurpose.LINE, phone.pk), inner, *labels, padding=PADDING).decode()


def code_of(phone: AskedPhone) -> str:
    """Return the code that confirms a number. Raises KeyGone, CannotOpen."""
    key = keystore.get(KeyPurpose.LINE, phone.pk)
    return unseal(key, phone.code, *code_labels(phone), padding=PADDING).decode()


def number_labels(phone: Phone) -> tuple[Label, ...]:
    """What a number is sealed for: it opens as nobody else's."""
    return "alert phone", phone.pk, phone.officer_id


def code_labels(phone: AskedPhone) -> tuple[Label, ...]:
    """What a code is sealed for: it confirms no other number, though one be put beside it."""
    return "alert phone code", phone.pk, phone.officer_id, bytes(phone.lookup)
