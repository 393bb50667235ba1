import django.db.models.deletion
from django.db import migrations, models

# Django refuses DB_CASCADE beside the CASCADE of the tables around it (fields.E323), so it is written here.
_WITH_ITS = """
ALTER TABLE added_key ADD CONSTRAINT added_key_with_its_{one} FOREIGN KEY ({one}_id) REFERENCES {one} (id)
ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    """What is added to a tip in danger can be opened by the duty unit, which may hold no key of the tip.

    Older code makes no such key and asks for none. It erases a tip that has one, too: the database takes the key along.
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
                        db_constraint=False,
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="added_keys",
                        to="reports.tip",
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
        migrations.RunSQL([_WITH_ITS.format(one="record"), _WITH_ITS.format(one="tip")], migrations.RunSQL.noop),
    ]
