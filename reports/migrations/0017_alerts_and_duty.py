
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0016_tips_belong_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='alert', serialize=False, to='reports.tip')),
                ('state', models.CharField(choices=[('running', 'Calling those on duty, one after the other'), ('everybody', 'Calling everybody'), ('confirmed', 'Confirmed'), ('off', 'Called off')], default='running', max_length=10)),
                ('borne_out', models.BooleanField(default=False)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('begun_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('key', 'by a key in the call'), ('text', 'by text'), ('link', 'by the link'), ('desk', 'at the desk')], max_length=6)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('confirmed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'alert',
            },
        ),
        migrations.CreateModel(
            name='AlertPhone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.BinaryField()),
                ('lookup', models.BinaryField(db_index=True, max_length=32)),
                ('hour', models.DateTimeField(null=True)),
                ('rings', models.PositiveSmallIntegerField(default=0)),
                ('low_rings', models.PositiveSmallIntegerField(default=0)),
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='alert_phone', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'alert_phone',
            },
        ),
        migrations.CreateModel(
            name='AlertStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('call', 'Call')], max_length=4)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('due', 'on its way'), ('handed', 'handed to the phone company'), ('sent', 'sent'), ('failed', 'not delivered'), ('unknown', 'unknown whether it went out'), ('used', 'confirmed')], default='due', max_length=8)),
                ('code', models.CharField(max_length=6)),
                ('token', models.BinaryField(max_length=32, null=True, unique=True)),
                ('up_to', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('alert', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reports.alert')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'alert_step',
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.SmallIntegerField()),
                ('until', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='reports.unit')),
            ],
            options={
                'db_table': 'duty',
            },
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['-borne_out', 'due_at'], name='alert_due'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['running', 'everybody']), models.Q(('begun_at__isnull', True), ('due_at__isnull', True)), _connector='OR'), name='alert_over_without_clocks'),
        ),
        migrations.AddConstraint(
            model_name='alertstep',
            constraint=models.UniqueConstraint(fields=('alert', 'round', 'officer', 'kind'), name='one_alert_step_each'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('unit', 'officer'), name='on_duty_once'),
        ),
    ]
