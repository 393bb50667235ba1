from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A number that is there already rings on, but is nobody's until it is entered once more and confirmed."""

    dependencies = [("reports", "0135_the_phone_of_callers_is_an_officers")]

    operations = [
        migrations.AddField(
            model_name="alertphone",
            name="is_confirmed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="AskedPhone",
            fields=[
                ("id", models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.BinaryField()),
                ("lookup", models.BinaryField(max_length=32)),
                ("code", models.BinaryField()),
                ("good_until", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("handed_over", models.BooleanField(default=False)),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_phone",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "asked_phone"},
        ),
    ]
