from django.db import migrations, models


class Migration(migrations.Migration):
    """A number that still lies in the clear is forgotten: the officer puts callers through anew."""

    dependencies = [
        ("reports", "0022_tokens_and_hooks"),
    ]

    operations = [
        migrations.AddField(
            model_name="errand",
            name="call",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.RunSQL(
            "UPDATE hotline SET duty_number = '', duty_until = NULL WHERE duty_number <> ''",
            migrations.RunSQL.noop,
        ),
        # A default of text cannot be turned into one of bytes, so it goes first.
        migrations.AlterField(
            model_name="hotline",
            name="duty_number",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AlterField(
            model_name="hotline",
            name="duty_number",
            field=models.BinaryField(db_default=b"", default=bytes, max_length=128),
        ),
    ]
