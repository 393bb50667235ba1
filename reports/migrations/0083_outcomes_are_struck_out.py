from django.db import migrations, models


class Migration(migrations.Migration):
    """A report of what came of a tip can be wrong: it is struck out, kept, and counts no more.

    Older code writes rows without it, which stand.
    """

    dependencies = [
        ("reports", "0082_nobody_makes_a_tip_a_test"),
    ]

    operations = [
        migrations.AddField("outcome", "struck", models.BooleanField(db_default=False, default=False)),
    ]
