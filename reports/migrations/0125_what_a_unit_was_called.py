from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a unit was called before is known where tips are judged."""

    dependencies = [("reports", "0124_rewards_know_payers_and_ends")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="former_names",
            field=ArrayField(base_field=models.CharField(max_length=80), db_default=[], default=list),
        ),
    ]
