from django.db import migrations

_MADE = """
CREATE FUNCTION keeps_what_was_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was found in words stays as long as the words';
END $$;
CREATE TRIGGER keeps_what_was_found BEFORE UPDATE OF findings, body ON record
FOR EACH ROW WHEN (
    octet_length(NEW.body) > 0 AND (
        OLD.findings IS NOT NULL AND NEW.findings IS NULL
        OR octet_length(OLD.body) = 0 AND current_user = 'tipline_desk'
    )
) EXECUTE FUNCTION keeps_what_was_found();
CREATE TRIGGER stays_judged BEFORE UPDATE OF triage ON tip
FOR EACH ROW WHEN (OLD.triage = 'done' AND NEW.triage <> 'done' AND current_user = 'tipline_desk')
EXECUTE FUNCTION keeps_what_was_found();
"""
_GONE = """
DROP TRIGGER stays_judged ON tip;
DROP TRIGGER keeps_what_was_found ON record;
DROP FUNCTION keeps_what_was_found();
"""


class Migration(migrations.Migration):
    """Masks stand in what triage found: no process may take that away and leave the words.

    What is set apart goes with its words, and the worker leaves a record without any in its place. Findings that are
    changed are sealed under the tip's own keys. And the desk can neither bring words back without what was found in
    them, nor say of a judged tip that it was not: then none would be missing.
    """

    dependencies = [
        ("reports", "0101_longest_unconfirmed_first"),
    ]

    operations = [
        migrations.RunSQL(_MADE, _GONE),
    ]
