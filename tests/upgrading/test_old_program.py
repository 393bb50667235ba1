"""Between steps 3 and 4 of docs/upgrading.md the released program itself runs on, on the tables of the new one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.compose import ROOT, Started
from tests.upgrading.installation import DATABASES, Installation, versions
from tests.upgrading.program import Program
from tipline.standalone import Servers

_RECEIPT = re.compile(r"(?:\d{4} *){5}")
_WAIT = 240.0  # seconds; a busy machine is no fault of the code
_LOOK = """
import sys
from benchmarks.officer import OfficerAtDesk
port, password, *tips = sys.argv[1:]
officer = OfficerAtDesk(int(port), "reid", password)
print(*(officer.page(f"/tips/{tip}") for tip in tips))
"""


@dataclass(frozen=True, slots=True)
class Between:
    """An installation that today's program brought up to date, and the released one that still runs."""

    servers: Servers
    old: Program
    new: Program

    def told(self, intake: Started, words: str) -> tuple[str, str]:
        """Send a tip by the form; return its id and its receipt."""
        before = self._asked("SELECT array_agg(id) FROM tip")
        page = intake.ask("/", {"text": words, "ticket": intake.ask("/").hidden("ticket")}).page
        found = _RECEIPT.search(re.sub("<[^>]*>", "", page))
        assert found, page
        return self._asked(f"SELECT id FROM tip WHERE id <> ALL ('{before}')"), found[0].replace(" ", "")

    def is_judged_by(self, program: Program, tip: str) -> bool:
        """Let a worker of this program judge what waits."""
        worker, judged = program.work(), f"SELECT triage FROM tip WHERE id = '{tip}'"
        try:
            return worker.wait_until(lambda: self._asked(judged) == "done", seconds=_WAIT)
        finally:
            worker.stop()

    def shown(self, desk: Started, *tips: str) -> str:
        """Return the pages of tips as an officer sees them, who signs in for it."""
        password = re.findall(r"reid +(\S+)", (self.servers.folder / "state" / "demo.txt").read_text())[0]
        return self.old.run("-c", _LOOK, str(desk.port), password, *tips)

    def read(self, receipt: str) -> dict[str, list[str]]:
        """Return what today's program reads for this officer, of all tips; the receipt must open a mailbox."""
        words = self.new.run("-m", "tests.upgrading.upgrade", "--only-read", receipt)
        tips: dict[str, list[str]] = json.loads(words)["tips"]["reid"]
        return tips

    def _asked(self, question: str) -> str:
        return self.servers.postgres.psql(question, database="tipline").strip()


@pytest.fixture(params=versions())
def between(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Between]:
    kept = Installation.of(request.param)
    with Servers(tmp_path / "house", durable=False) as servers:
        old, new = Program.of(kept.commit, tmp_path / "code", servers), Program(ROOT, "new", servers)
        if old is None:
            pytest.skip(f"{kept.commit} made what is kept of {request.param}, and is not in the history here")
        kept.put_files(servers.folder)
        new.run("manage.py", "grant_rights", "--roles-only")
        urls = {name: servers.postgres.url(name) for name in DATABASES}
        kept.put_tables(urls)
        kept.put_rows(urls)
        new.run("manage.py", "grant_rights", "--migrate")  # step 3
        yield Between(servers, old, new)


def test_the_released_program_runs_on_the_new_tables_until_the_new_one_takes_over(between: Between) -> None:
    first, second = "Thieves broke the door of the shop, zabriko", "Thieves took the till of the bakery, zandoli"
    intake, desk = between.old.serve("public,phone,api", "intake"), between.old.serve("dashboard,desk_api", "desk")
    try:
        assert intake.child.wait_until(lambda: _answers(intake, "/"), seconds=_WAIT), intake.child.last_lines()
        tip, _ = between.told(intake, first)
        assert between.is_judged_by(between.old, tip)
        later, receipt = between.told(intake, second)
        assert between.is_judged_by(between.new, later), "step 4: the new worker beside an old public host"
        assert desk.child.wait_until(lambda: _answers(desk, "/desk/sign-in"), seconds=_WAIT), desk.child.last_lines()
        page = between.shown(desk, tip, later)  # words of it may stand in marks of their own
        assert "zabriko" in page
        assert "zandoli" in page
    finally:
        for one in (intake, desk):
            one.child.stop()
    read = between.read(receipt)
    assert (read[tip], read[later]) == ([first], [second])


def _answers(web: Started, path: str) -> bool:
    try:
        return web.ask(path).status < 400
    except OSError:
        return False
