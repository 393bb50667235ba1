"""Sign the officers and places in units that are there already, and let somebody lead each unit.

What stands in the database at this moment is believed. It needs the desk's secrets, as the `admin` container has them.
"""

from django.db import migrations

from reports.models import Membership, Officer
from reports.signed_people import sign


def sign_all(apps, schema_editor):
    officers, memberships = apps.get_model("reports", "Officer"), apps.get_model("reports", "Membership")
    for row in officers.objects.all():
        told = {name: getattr(row, name) for name in ("username", "name", "public_key", "is_active", "is_administrator")}
        officers.objects.filter(pk=row.pk).update(row_mac=_mac(Officer(pk=row.pk, **told)))
    led = set()
    for row in memberships.objects.order_by("-officer__is_administrator", "id"):
        told = {name: getattr(row, name) for name in ("officer_id", "unit_id", "generation", "bundle")}
        is_head = row.unit_id not in led
        led.add(row.unit_id)
        memberships.objects.filter(pk=row.pk).update(is_head=is_head, row_mac=_mac(Membership(is_head=is_head, **told)))


def _mac(row):
    sign(row)
    return row.row_mac


class Migration(migrations.Migration):
    dependencies = [("reports", "0025_who_may_come_in")]

    operations = [migrations.RunPython(sign_all, migrations.RunPython.noop)]
