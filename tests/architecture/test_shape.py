"""The shape of the code: small files, one name in several places, migrations whole, no drawer for everything."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.db.models import AutoField, Model

from tests.longest import LONGEST

ROOT = Path(__file__).parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FOLDERS = ("reports", "tipline", "benchmarks", "tests")
DRAWERS = {"utils", "util", "helpers", "helper", "services", "service", "managers", "manager", "misc", "common", "lib"}
DRAWERS |= {"views", "forms", "handlers"}

# Verbs whose tests stand elsewhere, each for a reason.
TESTED_ELSEWHERE = {
    "reports/api/urls.py": "a table of contents; every face's tests go through it",
    "reports/dashboard/urls.py": "a table of contents; every face's tests go through it",
    "reports/phone/urls.py": "a table of contents; every face's tests go through it",
    "reports/public/urls.py": "a table of contents; every face's tests go through it",
    "reports/intake/media_child/main.py": "runs in a process of its own, started by media.py: tests/intake/test_media",
    "reports/people/sessions.py": "ended sessions are seen by who is signed out: tests/people/test_suspending",
    "reports/people/standing.py": "who may do what is asked by every act: the tests of each",
    "reports/queries/people.py": "what a page shows: tests/dashboard/test_people",
    "reports/sealing/__init__.py": "holds no verb",
}
# Faces whose screens are tested together, by journey rather than by file.
TESTED_BY_JOURNEY = {
    "reports/dashboard",
    "reports/public",
    "reports/api",
    "reports/desk_api",
    "reports/phone",
    "reports/gateways",
    "reports/triage/steps",
}


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below these folders, without migrations."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts and "__pycache__" not in path.parts)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def holds_a_verb(path: Path) -> bool:
    """Tell whether a file defines a public function, or a class with a public method."""
    for node in ast.parse(path.read_text()).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        functions = [part for part in inside if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
        if any(not function.name.startswith("_") for function in functions):
            return True
    return False


def mirror(path: Path) -> Path:
    """Return where the tests of a file of `reports` stand."""
    inside = path.relative_to(ROOT / "reports")
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


def rooms() -> list[Path]:
    """Return the files with verbs of every room and face; nouns and top modules have no room."""
    inside = [path for path in python_files("reports") if len(path.relative_to(ROOT / "reports").parts) > 1]
    return [path for path in inside if not {"models", "management"} & set(path.parts) and holds_a_verb(path)]


def test_no_file_is_longer_than_a_reader_keeps_in_mind() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in python_files(*FOLDERS)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = []
    for path in python_files("reports", "tipline"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION:
                long.append(f"{name(path)}: {node.name}")
    assert long == []


def test_every_verb_has_its_tests_under_the_same_name() -> None:
    missing = [
        name(path)
        for path in rooms()
        if name(path) not in TESTED_ELSEWHERE
        and name(path.parent) not in TESTED_BY_JOURNEY
        and not mirror(path).exists()
    ]
    assert missing == []


def test_the_exceptions_are_still_needed() -> None:
    for path in TESTED_ELSEWHERE:
        assert (ROOT / path).exists(), path
        assert not mirror(ROOT / path).exists(), path
    for folder in TESTED_BY_JOURNEY:
        assert list((ROOT / "tests" / Path(folder).relative_to("reports")).glob("test_*.py")), folder


def test_every_test_file_of_a_room_names_a_file_of_it() -> None:
    named = {mirror(path) for path in python_files("reports")}
    kept = {"casework", "dialogue", "lifecycle", "people", "queries", "sealing"}
    strays = [name(path) for room in kept for path in (ROOT / "tests" / room).glob("test_*.py") if path not in named]
    assert strays == []


def test_every_file_that_begins_first_is_there() -> None:
    assert [path for path in LONGEST if not (ROOT / "tests" / path).exists()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_no_folder_or_file_is_a_drawer_for_everything() -> None:
    drawers = [
        name(path) for path in python_files(*FOLDERS) if DRAWERS & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]
    assert drawers == []


@pytest.mark.django_db(databases=["default", "keystore"])
def test_the_migrations_are_complete() -> None:
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"A model has changed without a migration:\n{told.getvalue()}")


def test_every_migration_is_named_by_hand() -> None:
    stems = [path.stem for path in (ROOT / "reports" / "migrations").glob("[0-9]*.py")]
    assert stems
    assert [stem for stem in stems if re.search(r"_auto_|_initial$|_and_more$|_alter_|_\d{8}", stem)] == []


def test_the_old_postgres_driver_is_the_only_one() -> None:
    """Django would silently prefer psycopg 3, whose NUL handling and types differ."""
    assert is_psycopg3 is False


def test_no_path_of_one_machine_is_in_the_code() -> None:
    homes = re.compile(r"/(?:home|Users|work)/\w+/")
    found = [name(path) for path in python_files(*FOLDERS) if path != Path(__file__) and homes.search(path.read_text())]
    assert found == []


def test_no_table_that_a_tipster_fills_counts_its_rows() -> None:
    """A running number would tell the order of arrivals, and beside officers' acts nearly their minute."""
    counted = {model.__name__ for model in apps.get_app_config("reports").get_models() if is_counted(model)}
    assert counted == {"Membership", "UnitEscrow"}


def is_counted(model: type[Model]) -> bool:
    return isinstance(model._meta.pk, AutoField)
