from django.db import migrations, models

_READING = [
    "tip.read", "file.read", "release.read", "source.shown", "source.searched", "tip.printed", "release.exported",
    "release.given_unit", "release.given",
]  # fmt: skip


class Migration(migrations.Migration):
    """Unusual reading counts copies that were saved for another unit or an agency, too.

    Older code counts hours without them. It finds its readings in the wider index as in the one before.
    """

    dependencies = [
        ("reports", "0093_plans_of_each_page_are_kept"),
    ]

    operations = [
        migrations.RemoveIndex("auditentry", "audit_reading"),
        migrations.AddIndex(
            "auditentry",
            models.Index(
                condition=models.Q(("act__in", _READING)),
                fields=["actor", "at"],
                include=("act", "unit_id", "tip_id"),
                name="audit_reading",
            ),
        ),
    ]
