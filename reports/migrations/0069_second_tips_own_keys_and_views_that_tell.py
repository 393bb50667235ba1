import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """At the desk: a second tip of words of another, other keys, and kept views that tell of what comes to them."""

    dependencies = [
        ("reports", "0067_answers_have_tags"),
    ]

    operations = [
        migrations.CreateModel(
            name="Split",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="split",
                        serialize=False,
                        to="reports.tip",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.officer",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="splits", to="reports.tip"
                    ),
                ),
            ],
            options={
                "db_table": "tip_split",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tip", models.F("origin")), _negated=True), name="split_of_another"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="officer",
            name="key_map",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="savedview",
            name="tells_since",
            field=models.DateTimeField(null=True),
        ),
    ]
