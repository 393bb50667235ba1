from django.db import migrations, models


class Migration(migrations.Migration):
    """A voucher refuses who had a hand in it, and its mailbox can say how it ended."""

    dependencies = [("reports", "0123_what_broke_off_is_counted")]

    operations = [
        migrations.AddField(
            model_name="reward",
            name="bars",
            field=models.BinaryField(db_default=b"", default=bytes, max_length=192),
        ),
        migrations.AddField(
            model_name="reward",
            name="kept_slip",
            field=models.BinaryField(db_default=b"", default=bytes),
        ),
    ]
