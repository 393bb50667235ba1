"""The server died: a new host with nothing but the mirror of the key files, three backups and the stick.

Told letter by letter as docs/operations.md tells it, by the commands that stand there, each a process of its own with
the settings of production, on two servers of Postgres for each host.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.models.rights import ROLES
from tests.architecture.compose import ROOT, filled, read
from tipline.embedded import embedded_programs
from tipline.standalone import Servers

WORDS = "They hide the engines in the mangrove, zabriko"
ERASED = "My neighbour keeps guns under the bed, zandoli"
PASSPHRASE = "a root passphrase for this test\n"
_STEP = re.compile(r"`(manage\.py \w[^`]*)`")

_LIVE = """
import json, os, sys
import django; django.setup()
from django.core.management import call_command
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Capsule, Channel, Tip
from reports.triage.together import assess_together
stick, kept, erased = sys.argv[1:]
told = []
for words in (kept, erased):
    before = set(Tip.objects.values_list("pk", flat=True))
    receipt = accept(Submission(channel=Channel.WEB, text=words, repeat_key=os.urandom(16))).receipt
    [tip] = Tip.objects.exclude(pk__in=before)
    for record in Capsule.objects.values_list("pk", flat=True):
        assess_together(record)
    told.append((str(tip.pk), receipt))
call_command("backup_key", "--to", stick)
call_command("backup")
call_command("erase_tip", told[1][0], "--yes")
call_command("backup", "keys")
print(json.dumps(told[0]))
"""
_READ = """
import json, sys
import django; django.setup()
from reports import vault
from reports.dialogue.mailbox import open_mailbox
from reports.keyring import KeyRing
from reports.models import Officer, Tip
from reports.people.enrol import read_password
from reports.queries.reading import read_tip
from reports.sealing.officers import open_slot, stretch
name, password, receipt = sys.argv[1:]
officer = Officer.objects.get(username=name)
salt, _ = read_password(officer)
slot_key = stretch(password, salt, vault.secret("officer_pepper")).slot_key
ring = KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))
read = {str(tip.pk): read_tip(ring, tip, by=officer).entries[0].text for tip in Tip.objects.all()}
print(json.dumps([read, str(open_mailbox(receipt).key.tip_id)]))
"""


@dataclass(frozen=True, slots=True)
class Host:
    """A machine with two servers of Postgres, a queue, and the places of the backups as its own three disks."""

    folder: Path
    tips: Servers
    keys: Servers
    disks: Path

    def run(self, *words: str, given: str = "", may_complain: bool = False) -> str:
        """Run a program as the container `admin` does; return what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self._env(),
            cwd=ROOT,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # no terminal, so that what is asked for is read from `given`
        )
        assert done.returncode in ({0, 1} if may_complain else {0}), done.stderr[-3000:]
        return done.stdout

    def manage(self, *words: str, given: str = "", may_complain: bool = False) -> str:
        """Run a command of manage.py."""
        return self.run("manage.py", *words, given=given, may_complain=may_complain)

    def _env(self) -> dict[str, str]:
        service = read()["services"]["admin"]
        env = {name: filled(str(value)) for name, value in service["environment"].items()}
        return env | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tipline.settings",
            "TIPLINE_DATA": str(self.folder / "data"),
            "TIPLINE_SECRETS": str(self.folder / "secrets"),
            "TIPLINE_PG_BIN": embedded_programs(),
            "DATABASE_URL": self.tips.postgres.url("tipline"),
            "KEYSTORE_URL": self.keys.postgres.url("keystore"),
            "REDIS_URL": self.tips.valkey.url,
            **{f"{role.name}_DATABASE_PASSWORD": "a password for this test" for role in ROLES},
            **{f"TIPLINE_BACKUP_{name.upper()}": str(self.disks / place) for name, place in _PLACES.items()},
        }


_PLACES = {"tips": "a", "keys": "b", "secrets": "c"}


@pytest.fixture
def disks(tmp_path: Path) -> Path:
    """Where the disks of the backups and the stick are plugged in."""
    (tmp_path / "mnt").mkdir()
    return tmp_path / "mnt"


@pytest.fixture
def hosts(tmp_path: Path, disks: Path) -> Iterator[tuple[Host, Host]]:
    """The host that dies, and an empty one."""
    with ExitStack() as stack:
        made = []
        for name in ("old", "new"):
            both = [stack.enter_context(Servers(tmp_path / name / part, durable=False)) for part in ("db", "keystore")]
            for part in ("blobs", "state"):
                (tmp_path / name / "data" / part).mkdir(parents=True)
            made.append(Host(tmp_path / name, both[0], both[1], disks))
        yield made[0], made[1]


def commands(heading: str) -> list[str]:
    """The commands of one section of docs/operations.md, in their order."""
    page = (ROOT / "docs" / "operations.md").read_text()
    return _STEP.findall(page.split(f"\n## {heading}\n")[1].split("\n## ")[0].split("\n| What died")[0])


def test_everything_comes_back_by_the_commands_of_the_page(hosts: tuple[Host, Host], disks: Path) -> None:
    old, new = hosts
    stick = disks / "stick"
    named = [word for name in ("Ann", "Ben", "Cleo", "Dan", "Eve") for word in ("--holder", name)]
    named += ["--keeper", "Fay", "--witness", "Gus", "--witness", "Hal"]
    officers = ["--officer", "mreid:Marcia Reid:all", "--officer", "ijules:Ian Jules:all"]
    founded = old.manage("init", *officers, *named, given=2 * PASSPHRASE)
    assert "Let an officer join Oversight who is not in Professional Standards: what accuses" in founded
    (old.folder / "secrets" / "root_key.sealed").unlink()  # step 4 of install.md: it leaves the host
    [password] = re.findall(r"^mreid\n(\S+)$", founded, re.MULTILINE)
    tip, receipt = json.loads(old.run("-c", _LIVE, str(stick), WORDS, ERASED).splitlines()[-1])

    new.folder.joinpath("secrets").mkdir(mode=0o700)
    shutil.copytree(old.folder / "secrets" / "keystore_keys", new.folder / "secrets" / "keystore_keys")
    old.tips.stop()
    old.keys.stop()
    shutil.rmtree(old.folder / "secrets")
    said = {line: _done(new, line, disks, stick) for line in commands("The server died")}
    assert len(said) == 7
    told = "\n".join(said.values())
    assert re.search(r"(\d+) of its \1 keys open with the key files here", told)
    assert "The tips are back, and 1 erasures were done again" in told
    assert "not believed" not in told
    assert json.loads(new.run("-c", _READ, "mreid", password, receipt)) == [{tip: WORDS}, tip]
    by_itself = read()["services"]["admin"]["command"]
    assert new.run(*by_itself[1:]).count("No migrations to apply") == 2, "docker compose run --rm admin"
    doctor = dict(line.split(": ", 1) for line in said["manage.py doctor"].splitlines())
    for part in ("Databases", "Rights in the databases", "Secrets", "Keys in the key store", "People", "Keeping"):
        assert doctor[part].startswith("well"), doctor[part]


def _done(host: Host, line: str, disks: Path, stick: Path) -> str:
    words = line.replace("/mnt/", f"{disks}/").replace("STICK", str(stick)).split()
    return host.manage(*words[1:], may_complain=words[1] == "doctor")
