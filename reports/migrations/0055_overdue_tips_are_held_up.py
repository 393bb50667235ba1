import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0058_searches_of_masked_words_are_readings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to_head", models.BooleanField()),
                ("due_at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chases",
                        to="reports.tip",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.unit",
                    ),
                ),
            ],
            options={
                "db_table": "chase",
                "constraints": [
                    models.UniqueConstraint(fields=("tip", "officer", "to_head"), name="one_chase_each"),
                ],
            },
        ),
    ]
