"""The examples of docs/api.md, run as they stand against a running line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from reports.people.tokens import make_token
from tests.conftest import House, triage_all
from tests.intake.bodies import picture

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_every_example_does_what_it_says(house: House, live_server: LiveServer, tmp_path: Path) -> None:
    told = re.findall(r"```sh\n(.*?)```", DOCS.read_text(), re.S)
    assert len(told) == 5
    (tmp_path / "photo.jpg").write_bytes(picture())
    token = make_token(label="Docs", scopes=["read", "act", "statistics"], days=1, ring=house.ring("reid"))
    known = {"HOST": live_server.url, "TOKEN": token}
    for part in told:
        # Here a ticket is ripe at once. What one part learns, the next one knows.
        script = f"set -euo pipefail\n{part.replace('sleep 3', ':')}\nprintf '\\nRECEIPT=%s\\n' \"${{RECEIPT:-}}\""
        env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", **known}
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        if receipt := re.search(r"^RECEIPT=(\d{20})$", done.stdout, re.M):
            known["RECEIPT"] = receipt[1]
        triage_all()
    assert '"came"' in done.stdout
    assert (tmp_path / "tipline_client" / "api" / "desk" / "claim_tip.py").exists()
