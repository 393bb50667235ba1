"""`make audit`: hold what is installed against the known holes, by pip-audit. Fails for a hole; without data says so.

pip-audit is no part of the line: uv fetches it for the moment, as any program of others.
"""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

_PATIENCE = 90.0  # seconds; without a network its tries are over sooner


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [sys.argv[1], "tool", "run", "--quiet", "pip-audit", "--progress-spinner=off"]
        command += ["--path", sysconfig.get_path("purelib"), "--format", "json", "--output", str(told)]
        run(command, patience=_PATIENCE)
        return tell(parts_in(told))


def run(command: list[str], *, patience: float) -> None:
    """Run a program to its end, or end it with all that it began: uv waits for pip-audit, which would live on."""
    nothing = subprocess.DEVNULL
    program = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    try:
        with suppress(subprocess.TimeoutExpired):
            program.wait(patience)
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def parts_in(told: Path) -> list[dict[str, Any]]:
    """What pip-audit wrote; nothing where it wrote nothing, or was ended while it wrote."""
    try:
        return list(json.loads(told.read_text())["dependencies"])
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return []


def tell(parts: list[dict[str, Any]]) -> int:
    """Say what is known of the parts that could be asked for; return how this ends."""
    asked = [part for part in parts if "skip_reason" not in part]
    if not asked:
        print("NOT AUDITED: no data of known holes could be had here. Run `make audit` where there is a network.")
        return 0
    holes = [(part, hole) for part in asked for hole in part["vulns"]]
    for part, hole in holes:
        print(f"{part['name']} {part['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}")
    print(f"{len(asked)} of {len(parts)} parts were held against the known holes: {len(holes)} found.")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
