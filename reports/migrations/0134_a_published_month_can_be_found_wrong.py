import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "db_index": False}
_WHY = [
    ("number", "A number was written down wrong"),
    ("twice", "Something was counted twice"),
    ("lacks", "Something was not counted"),
    ("nothing", "Something that was counted did not come about"),
]


class Migration(migrations.Migration):
    """Beside a month, in a table of its own: what was published can be written over by no process."""

    dependencies = [("reports", "0133_duty_is_planned_ahead")]

    operations = [
        migrations.CreateModel(
            name="StatementFault",
            fields=[
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="fault",
                        serialize=False,
                        to="reports.statement",
                    ),
                ),
                ("why", models.CharField(choices=_WHY, max_length=8)),
                ("asked_by", models.ForeignKey(to=settings.AUTH_USER_MODEL, **_PERSON)),
                ("confirmed_by", models.ForeignKey(null=True, to=settings.AUTH_USER_MODEL, **_PERSON)),
                ("day", models.DateField(null=True)),
            ],
            options={
                "db_table": "statement_fault",
                "constraints": [
                    models.CheckConstraint(condition=Q(why__in=[code for code, _words in _WHY]), name="fault_known"),
                    models.CheckConstraint(
                        condition=Q(confirmed_by__isnull=True, day__isnull=True)
                        | Q(confirmed_by__isnull=False, day__isnull=False) & ~Q(confirmed_by=F("asked_by")),
                        name="fault_confirmed_by_a_colleague",
                    ),
                ],
            },
        ),
    ]
