from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0037_what_keys_are_for'),
    ]

    operations = [
        migrations.AddField(
            model_name='line',
            name='renewed',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
