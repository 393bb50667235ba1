from django.db import migrations

_MADE = """
CREATE FUNCTION puts_off_no_alert() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.begun_at := least(NEW.begun_at, clock_timestamp());
    ELSE
        IF NEW.state = 'running' AND (OLD.state <> 'running' OR NEW.begun_at IS DISTINCT FROM OLD.begun_at) THEN
            RAISE EXCEPTION 'the public pages begin no alert anew';
        END IF;
        IF NEW.due_at > OLD.due_at THEN
            NEW.due_at := OLD.due_at;
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER puts_off_no_alert BEFORE INSERT OR UPDATE ON alert
FOR EACH ROW WHEN (current_user = 'tipline_intake') EXECUTE FUNCTION puts_off_no_alert();
"""
_GONE = "DROP TRIGGER puts_off_no_alert ON alert; DROP FUNCTION puts_off_no_alert();"


class Migration(migrations.Migration):
    """The public pages put no alert off, not even by a little each time: a policy sees the new row alone.

    A later moment is passed over and not refused: they say "now" of an alert that a slow worker has left waiting.
    """

    dependencies = [
        ("reports", "0083_outcomes_are_struck_out"),
    ]

    operations = [
        migrations.RunSQL(_MADE, _GONE),
    ]
