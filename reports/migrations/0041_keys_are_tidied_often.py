from django.db import migrations


class Migration(migrations.Migration):
    """Reading for the first time changes a tip's key, and a list looks into the table wherever something changed.

    By itself Postgres tidies up when a fifth of the table has changed: of a million keys, never within a year.
    """

    dependencies = [
        ('reports', '0040_indexes_hold_what_narrows'),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE tip_key SET (autovacuum_vacuum_scale_factor = 0.01)",
            "ALTER TABLE tip_key RESET (autovacuum_vacuum_scale_factor)",
        ),
    ]
