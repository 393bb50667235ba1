from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0108_sign_what_finds_a_tip")]

    operations = [
        migrations.AlterField(
            model_name="capsule",
            name="turn",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Immediate"),
                    (1, "Today"),
                    (2, "Routine"),
                    (3, "Unseen"),
                    (4, "Junk"),
                    (5, "Copy"),
                    (9, "Quiet"),
                    (10, "Looked At"),
                ],
                db_default=3,
                default=3,
            ),
        ),
    ]
