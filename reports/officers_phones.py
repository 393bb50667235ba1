"""The phones of an officer, on which alerts and callers reach him: they end with his place in the house."""

from reports import audit, keystore
from reports.models import AlertPhone, Hotline, KeyPurpose, Officer

NOBODY = {"duty_number": b"", "duty_until": None, "duty_officer": None}
"""A hotline that puts its callers through to nobody."""


def end_phones(officer: Officer, *, by: Officer) -> None:
    """Forget where an officer is alerted, and put nobody through to him any more. Inside a transaction."""
    if drop_alert_phone(officer):
        audit.enter("alert_number.forgotten", by=by, officer=str(officer.pk))
    if Hotline.objects.filter(duty_officer=officer).update(**NOBODY):
        audit.enter("duty.ended", by=by, officer=str(officer.pk))


def drop_alert_phone(officer: Officer) -> bool:
    """Forget where an officer is alerted, its key first. Returns whether there was anything. Inside a transaction."""
    phones = list(AlertPhone.objects.filter(officer=officer).values_list("pk", flat=True))
    keystore.destroy(KeyPurpose.LINE, phones)
    return bool(AlertPhone.objects.filter(pk__in=phones).delete()[0])
