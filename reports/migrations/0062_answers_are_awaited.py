from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0060_additions_nobody_could_judge"),
    ]

    operations = [
        migrations.AddField(
            model_name="line",
            name="answer_due",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("answer_due__isnull", False)),
                fields=["answer_due"],
                name="line_answer_due",
            ),
        ),
    ]
