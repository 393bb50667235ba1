from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0059_tallies_are_counted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tip",
            name="triage",
            field=models.CharField(
                choices=[
                    ("waiting", "Not yet triaged"),
                    ("done", "Triaged"),
                    ("failed", "Triage failed: read it yourself"),
                    ("unjudged", "Not judged: look whether it names an officer"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
