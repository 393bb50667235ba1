from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """A duty may begin later. By hand an officer is on the duty of a unit once, by plan as often as he is planned."""

    dependencies = [("reports", "0132_a_note_on_a_case_is_kept_half_written")]

    operations = [
        migrations.AddField(model_name="duty", name="begins", field=models.DateTimeField(null=True)),
        migrations.RemoveConstraint(model_name="duty", name="on_duty_once"),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=["unit", "officer"], condition=Q(begins__isnull=True), name="on_duty_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(until__gt=F("begins")), name="duty_ends_after_it_begins"
            ),
        ),
    ]
