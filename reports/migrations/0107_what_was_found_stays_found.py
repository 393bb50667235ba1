from django.db import migrations

_MADE = """
CREATE FUNCTION keeps_what_was_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was found in words stays as long as the words';
END $$;
CREATE TRIGGER keeps_what_was_found BEFORE UPDATE OF findings ON record
FOR EACH ROW WHEN (OLD.findings IS NOT NULL AND NEW.findings IS NULL AND octet_length(NEW.body) > 0)
EXECUTE FUNCTION keeps_what_was_found();
"""
_GONE = "DROP TRIGGER keeps_what_was_found ON record; DROP FUNCTION keeps_what_was_found();"


class Migration(migrations.Migration):
    """Masks stand in what triage found: no process may take that away and leave the words.

    What is set apart goes with its words. Findings that are changed are sealed under the tip's own keys.
    """

    dependencies = [
        ("reports", "0101_longest_unconfirmed_first"),
    ]

    operations = [
        migrations.RunSQL(_MADE, _GONE),
    ]
