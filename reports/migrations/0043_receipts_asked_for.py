from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0042_accounts_of_officers'),
    ]

    operations = [
        migrations.AddField(
            model_name='line',
            name='asked',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
