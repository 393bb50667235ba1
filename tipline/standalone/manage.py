"""`.venv/bin/python -m tipline.standalone.manage COMMAND …`: a command of manage.py, for what `make run` has started.

TIPLINE_DATA and PORT as there. So whoever runs the line can try each command of docs/operations.md before the night.
"""

import os
import sys
from pathlib import Path
from typing import Final

from django.core.management import execute_from_command_line

from tipline.standalone import telephone
from tipline.standalone.place import SELF_TEST
from tipline.standalone.servers import Servers

_ROOT: Final = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Run it as the owner of both databases, as the container `admin` does."""
    data = Path(os.environ.get("TIPLINE_DATA") or _ROOT / "data").expanduser().resolve()
    here = {"PUBLIC_URL": f"http://localhost:{os.environ.get('PORT', '8000')}"} | telephone.begun(data) | SELF_TEST
    os.environ.update(here | {"DJANGO_SETTINGS_MODULE": "tipline.settings"} | Servers(data).env())
    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()
