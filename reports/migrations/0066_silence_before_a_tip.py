import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """Postgres tidies up within about a minute what was forgotten here, as it does for lines."""

    dependencies = [
        ("reports", "0062_answers_are_awaited"),
    ]

    operations = [
        migrations.CreateModel(
            name="Silence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("lookup", models.BinaryField(max_length=32, unique=True)),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "silence",
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE silence SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)",
            "ALTER TABLE silence RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)",
        ),
    ]
