from django.db import migrations, models


class Migration(migrations.Migration):
    """Where old code writes there is no mark, and its addresses bear no tag: new code takes them for each other's."""

    dependencies = [
        ("reports", "0066_silence_before_a_tip"),
    ]

    operations = [
        migrations.AddField(
            model_name="line",
            name="answer_mark",
            field=models.BinaryField(max_length=32, null=True),
        ),
    ]
