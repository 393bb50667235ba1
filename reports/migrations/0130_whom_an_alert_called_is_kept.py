from django.db import migrations, models

_MADE = """
CREATE FUNCTION keeps_whom_it_called() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    minutes CONSTANT integer[] := ARRAY[5, 15, 30, 60, 0];
    seconds CONSTANT float8[] := ARRAY[300, 900, 1800, 3600];
BEGIN
    NEW.called := NULL;
    BEGIN
        SELECT jsonb_build_object(
            'within',
            minutes[1 + width_bucket(extract(epoch FROM clock_timestamp() - OLD.begun_at)::float8, seconds)],
            'steps',
            coalesce(jsonb_agg(jsonb_build_object(
                'officer', told.officer_id, 'kind', told.kind, 'many', told.of_many, 'state', told.state,
                'within', minutes[1 + width_bucket(extract(epoch FROM told.made - OLD.begun_at)::float8, seconds)]
            ) ORDER BY told.made, told.kind DESC, told.id), '[]')
        ) INTO NEW.called FROM (
            SELECT step.id, step.officer_id, step.kind, step.state, step.summary_id IS NOT NULL AS of_many, coalesce(
                many.up_to,
                -- A step that was handed over is due again a minute later.
                step.due_at - CASE WHEN step.state <> 'due' AND step.summary_id IS NULL THEN interval '1 minute'
                                   ELSE interval '0' END
            ) AS made
            FROM public.alert_step AS step LEFT JOIN public.alert_step AS many ON many.id = step.summary_id
            WHERE step.alert_id = OLD.tip_id
            ORDER BY made, step.kind DESC, step.id LIMIT 200
        ) AS told;
    EXCEPTION WHEN OTHERS THEN
        NULL;
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_whom_it_called BEFORE UPDATE OF state ON alert
FOR EACH ROW WHEN (NEW.state = 'confirmed' AND OLD.state <> 'confirmed')
EXECUTE FUNCTION keeps_whom_it_called();
"""
_GONE = "DROP TRIGGER keeps_whom_it_called ON alert; DROP FUNCTION keeps_whom_it_called();"


class Migration(migrations.Migration):
    """Whom an alert called, and what became of it, stays with it in the moment in which somebody confirms.

    No number, code or clock of its steps is kept. Whatever fails here, it is confirmed: then it tells nothing of them.
    """

    dependencies = [("reports", "0125_what_a_unit_was_called")]

    operations = [
        migrations.AddField(model_name="alert", name="called", field=models.JSONField(null=True)),
        migrations.RunSQL(_MADE, _GONE),
    ]
