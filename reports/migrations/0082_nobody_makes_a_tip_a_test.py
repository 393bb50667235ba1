from django.db import migrations

_MADE = """
CREATE FUNCTION stays_a_test_or_not() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'whether a tip is a test of the line is decided when it comes';
END $$;
CREATE TRIGGER stays_a_test_or_not BEFORE UPDATE OF self_test ON tip
FOR EACH ROW WHEN (OLD.self_test IS DISTINCT FROM NEW.self_test) EXECUTE FUNCTION stays_a_test_or_not();
"""
_GONE = "DROP TRIGGER stays_a_test_or_not ON tip; DROP FUNCTION stays_a_test_or_not();"


class Migration(migrations.Migration):
    """Tests of the line are erased the next day without a warning: so no process may make a tip one later.

    The desk and the worker save whole tips, so a right by column cannot say it.
    """

    dependencies = [
        ("reports", "0081_forgetting_notes_the_days"),
    ]

    operations = [
        migrations.RunSQL(_MADE, _GONE),
    ]
