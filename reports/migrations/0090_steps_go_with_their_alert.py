from django.db import migrations

_MADE = """
CREATE FUNCTION steps_go_with_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    DELETE FROM public.alert_step WHERE alert_id = NEW.tip_id;
    RETURN NULL;
END $$;
CREATE TRIGGER steps_go_with_it AFTER UPDATE OF state ON alert
FOR EACH ROW WHEN (NEW.state = 'confirmed' AND OLD.state <> 'confirmed') EXECUTE FUNCTION steps_go_with_it();
"""
_GONE = "DROP TRIGGER steps_go_with_it ON alert; DROP FUNCTION steps_go_with_it();"


class Migration(migrations.Migration):
    """The steps of an alert go in the moment in which somebody confirms it, whoever writes that.

    So the public pages, by which officers confirm from their phones, need no right to delete steps: whoever may delete
    in a table may also lock all of it, and so hold up every alert.
    """

    dependencies = [
        ("reports", "0089_taken_on_counts_once"),
    ]

    operations = [
        migrations.RunSQL(_MADE, _GONE),
    ]
