from django.db import migrations, models

_READING = [
    "tip.read", "file.read", "release.read", "source.shown", "source.searched", "tip.printed", "release.exported",
]  # fmt: skip


class Migration(migrations.Migration):
    """Unusual reading counts tips that were printed, or of which a copy was saved.

    Older code counts hours without them. It finds its readings in the wider index as in the one before.
    """

    dependencies = [
        ("reports", "0087_keys_of_what_was_added"),
    ]

    operations = [
        migrations.AddField("readingcount", "taken", models.PositiveIntegerField(db_default=0, default=0)),
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
