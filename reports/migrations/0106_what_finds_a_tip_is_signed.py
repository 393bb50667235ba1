from django.db import migrations, models


class Migration(migrations.Migration):
    """A place for the signature of each row by which later words find a tip, and of each token."""

    dependencies = [
        ("reports", "0107_what_was_found_stays_found"),
    ]

    operations = [
        migrations.AddField(name, "row_mac", models.BinaryField(db_default=b"", default=bytes, max_length=32))
        for name in ("line", "capsule", "feedback", "apitoken")
    ]
