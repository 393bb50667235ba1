import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0055_overdue_tips_are_held_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("hour", models.DateTimeField()),
                ("actor", models.CharField(max_length=80)),
                ("unit_id", models.UUIDField()),
                ("opened", models.PositiveIntegerField()),
                ("closed", models.PositiveIntegerField()),
                ("unmasked", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "reading_count",
                "constraints": [
                    models.UniqueConstraint(fields=("hour", "actor", "unit_id"), name="one_reading_count_each"),
                ],
            },
        ),
    ]
