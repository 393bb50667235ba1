import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is added to a tip in danger can be opened by the duty unit, which may hold no key of the tip.

    Older code makes no such key and asks for none.
    """

    dependencies = [
        ("reports", "0090_steps_go_with_their_alert"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddedKey",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="added_key",
                        serialize=False,
                        to="reports.record",
                    ),
                ),
                ("generation", models.PositiveIntegerField()),
                ("box", models.BinaryField(max_length=256)),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="added_keys", to="reports.tip"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.unit",
                    ),
                ),
            ],
            options={"db_table": "added_key"},
        ),
    ]
