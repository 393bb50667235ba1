import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Of a number that callers are put through to nobody knows whose it is: it is forgotten, to be set anew.

    So are the alert numbers of those who are suspended. Their keys fall to tidying.
    """

    dependencies = [("reports", "0134_a_published_month_can_be_found_wrong")]

    operations = [
        migrations.AddField(
            model_name="hotline",
            name="duty_officer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(
            "UPDATE hotline SET duty_number = '', duty_until = NULL WHERE duty_until IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "DELETE FROM alert_phone WHERE officer_id IN (SELECT id FROM officer WHERE NOT is_active)",
            migrations.RunSQL.noop,
        ),
    ]
