from django.db import migrations, models


class Migration(migrations.Migration):
    """How often the cleaning of a file was broken off stays known, whatever ended it: none is tried for ever."""

    dependencies = [("reports", "0114_what_is_looked_at_waits")]

    operations = [
        migrations.AddField(
            model_name="errand",
            name="broken_off",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
