import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows of before are counted in the first night by the process that forgets; until then they are read as they are.

    What is deleted here shows an order as long as it lies there: Postgres tidies up within a minute of its turn.
    """

    dependencies = [
        ("reports", "0056_reading_is_counted_by_the_hour"),
    ]

    operations = [
        migrations.CreateModel(
            name="TallyCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("word", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.unit"
                    ),
                ),
            ],
            options={
                "db_table": "tally_count",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "month", "word"), name="one_tally_count_each"),
                ],
            },
        ),
        migrations.RunSQL(
            [
                f"ALTER TABLE {table} SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)"
                for table in ("tally", "tally_count")
            ],
            [
                f"ALTER TABLE {table} RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)"
                for table in ("tally", "tally_count")
            ],
        ),
    ]
