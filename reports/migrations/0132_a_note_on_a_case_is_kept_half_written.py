from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0130_whom_an_alert_called_is_kept"),
    ]

    operations = [
        migrations.AlterField(
            model_name="draft",
            name="field",
            field=models.CharField(
                choices=[
                    ("question", "Question"),
                    ("text", "Note"),
                    ("copy", "Release copy"),
                    ("call", "A call"),
                    ("outcome", "What came of it"),
                    ("correct", "A correction"),
                    ("hold", "A legal hold"),
                    ("case", "Note on a case"),
                ],
                max_length=8,
            ),
        ),
    ]
