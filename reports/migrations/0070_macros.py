import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a unit often does to a tip, as one act."""

    dependencies = [
        ("reports", "0069_second_tips_own_keys_and_views_that_tell"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bulk",
            name="act",
            field=models.CharField(
                choices=[
                    ("claim", "Take them on"),
                    ("give", "Give them to a colleague"),
                    ("close", "Close them with an outcome"),
                    ("category", "Say what they are about"),
                    ("ask_again", "Ask again on a day"),
                    ("macro", "Do what a macro does"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Macro",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.SmallIntegerField()),
                ("takes_on", models.BooleanField(default=False)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("drugs", "Drugs"),
                            ("human_trafficking", "People forced, held or trafficked"),
                            ("firearms", "Guns or ammunition"),
                            ("homicide", "Killing"),
                            ("violence", "Violence or assault"),
                            ("robbery", "Robbery"),
                            ("theft", "Theft or break-in"),
                            ("sexual_offence", "Rape or sexual offence"),
                            ("child_abuse", "Child being hurt or neglected"),
                            ("domestic_abuse", "Violence at home"),
                            ("missing_person", "Missing person"),
                            ("wanted_person", "Wanted person"),
                            ("misconduct", "Police or official doing wrong"),
                            ("fraud", "Fraud or scam"),
                            ("smuggling", "Smuggling"),
                            ("threat", "Threats"),
                            ("traffic", "Dangerous driving or vehicles"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=80)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("arrest", "Arrest"),
                            ("charge", "Charge"),
                            ("cleared", "Case cleared"),
                            ("seizure", "Something was seized or recovered"),
                            ("person_safe", "A person was found or made safe"),
                            ("prevented", "A crime was prevented"),
                            ("information", "Useful information, no further action now"),
                            ("linked", "Belongs to a case that was open already"),
                            ("referred", "Given to another agency"),
                            ("nothing", "Checked, nothing found"),
                            ("not_found", "Person or place not found"),
                            ("insufficient", "Not enough to act on"),
                            ("no_means", "No means to act on it"),
                            ("known", "Known already"),
                            ("duplicate", "Tells what another tip tells"),
                            ("unfounded", "Found to be untrue"),
                            ("malicious", "Made to harm somebody"),
                            ("prank", "Prank"),
                            ("spam", "Advert or spam"),
                            ("not_a_tip", "Not a tip"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="macros",
                        to="reports.unit",
                    ),
                ),
            ],
            options={
                "db_table": "macro",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="one_macro_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 9)), name="macro_has_a_digit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("question", "")),
                            models.Q(("question", ""), ("to", None)),
                            models.Q(("outcome", ""), ("to", None)),
                            _connector="OR",
                        ),
                        name="macro_ends_once",
                    ),
                ],
            },
        ),
    ]
