"""Migrations that the code of the release before survives: it runs on while the tables change, and can come back."""

from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, Field, ManyToManyField

_SAFE = (
    operations.CreateModel,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RenameIndex,
    operations.RemoveConstraint,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
)
# Nothing was released before this one: whoever tries such a version begins anew.
FIRST = 27
# What old code cannot survive by its kind alone, each with the reason why it does all the same, or how it is done.
MARKED: dict[str, str] = {
    "0028_answers_of_agencies": "a list of choices that Django alone reads: the column stays",
    "0032_signed_rules_of_the_house": "such lists again, and each version gets a signature that old code does not read",
    "0035_lists_by_their_index": "new columns are filled, an index is dropped: tips that old code informs a unit of"
    " meanwhile are missing from that unit's list, until they are informed of again",
    "0037_what_keys_are_for": "such a list again",
    "0041_keys_are_tidied_often": "says only how often Postgres tidies a table up",
    "0045_a_key_for_each_day": "such a list again; new code finds what old code took in as soon as it is judged",
    "0050_more_is_kept_half_written": "such a list again",
    "0059_tallies_are_counted": "says only how often Postgres tidies two tables up",
    "0060_additions_nobody_could_judge": "such a list again",
    "0062_answers_are_awaited": "the column is null where old code writes; and how often Postgres tidies a table up",
    "0066_silence_before_a_tip": "a table that old code does not know, and how often Postgres tidies it up",
    "0070_macros": "such a list again",
    "0076_questions_have_keys": "such a list again; old code reads questions of new code as none",
    "0081_forgetting_notes_the_days": "fills a table that old code does not know, and that holds up no erasing",
    "0082_nobody_makes_a_tip_a_test": "refuses what no version does",
    "0084_no_alert_is_put_off": "refuses what no version does, and passes over a later moment that one may write",
    "0087_keys_of_what_was_added": "a table that old code does not know, and that goes with its tip and record",
    "0090_steps_go_with_their_alert": "drops what each version drops in the same moment, and finds none left",
    "0093_plans_of_each_page_are_kept": "functions that old code does not call",
    "0101_longest_unconfirmed_first": "the same function with better rows in the same columns",
    "0107_what_was_found_stays_found": "refuses what no version does",
    "0108_sign_what_finds_a_tip": "each row gets a signature that old code does not read; a line, a number or a token"
    " that old code makes meanwhile is refused by new code, as docs/upgrading.md tells",
    "0130_whom_an_alert_called_is_kept": "a column that old code does not know, and that a trigger alone fills",
    "0133_duty_is_planned_ahead": "a column that old code does not know: while it runs, it takes who is planned for on"
    " duty already, and refuses nobody",
    "0135_the_phone_of_callers_is_an_officers": "a null column that old code leaves alone; what it empties was an"
    " officer's to set anew, and old code offers callers a recording until then",
    "0132_a_note_on_a_case_is_kept_half_written": "such a list again; old code names such words by the tip alone",
}


def breaks(operation: operations.base.Operation) -> bool:
    """Whether old code may fail once this is done: a column it does not fill, or one it misses."""
    if isinstance(operation, operations.AddField):
        return not _fills_itself(operation.field)
    if isinstance(operation, operations.AlterField):
        return not (operation.field.null or operation.field.db_default is not NOT_PROVIDED)
    return not isinstance(operation, _SAFE)


def _fills_itself(field: "Field[object, object]") -> bool:
    return field.null or field.db_default is not NOT_PROVIDED or isinstance(field, ManyToManyField)


def ours() -> dict[str, Migration]:
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    named = {name: migration for (app, name), migration in found.items() if app == "reports"}
    return {name: migration for name, migration in named.items() if int(name[:4]) >= FIRST}


def test_the_code_before_survives_each_migration_or_the_reason_is_written_down() -> None:
    broken = {name for name, migration in ours().items() if any(map(breaks, migration.operations))}
    assert broken == set(MARKED), "add a default in the database, split it over two releases, or mark it with a reason"


def test_what_old_code_does_not_survive_is_found() -> None:
    assert breaks(operations.RemoveField("tip", "status"))
    assert breaks(operations.RunSQL("DROP TABLE tip"))
    assert breaks(operations.RenameField("tip", "status", "state"))
