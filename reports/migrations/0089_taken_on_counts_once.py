from django.db import migrations, models


class Migration(migrations.Migration):
    """A tip that is given back and taken on again counted among its unit's numbers twice.

    Older code leaves it as it is, and counts such a tip twice until it is gone.
    """

    dependencies = [
        ("reports", "0084_no_alert_is_put_off"),
    ]

    operations = [
        migrations.AddField("tip", "was_taken_on", models.BooleanField(db_default=False, default=False)),
    ]
