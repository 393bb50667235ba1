import django.db.models.deletion
from django.db import migrations, models

_KNOWN = """
INSERT INTO erasure_day (tip_id, rests_since, erase_on) SELECT id, rests_since, erase_on FROM tip
WHERE status = 'closed' AND rests_since IS NOT NULL AND erase_on IS NOT NULL AND NOT self_test
"""


class Migration(migrations.Migration):
    """The days of tips that are closed already are taken over: each stood on its list, or will for fourteen days."""

    dependencies = [
        ("reports", "0076_questions_have_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureDay",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="noted",
                        serialize=False,
                        to="reports.tip",
                    ),
                ),
                ("rests_since", models.DateField()),
                ("erase_on", models.DateField(db_index=True)),
            ],
            options={"db_table": "erasure_day"},
        ),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop),
    ]
