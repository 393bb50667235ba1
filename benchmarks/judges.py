"""`python -m benchmarks.judges BIN [MINUTES]`: strangers' tools against this run's own servers, on loopback alone.

BIN is a folder that has bandit, sqlmap and wapiti (`pip install bandit sqlmap wapiti3` in a venv of its own). A house
is founded as in production; sqlmap and wapiti get its public pages and, with an officer's cookies, its desk; sqlmap
also gets signed texts, an officer's act, the sign-in and a program's search. None gets more than MINUTES (3) for each.
Prints what each found; docs/judges.md answers it. With `sqlmap` behind MINUTES the others stay away, and with
addresses in its place (`/ /desk/sign-in`) it is let at these alone.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.house import House, running_house, wait_until
from benchmarks.http import Browser
from benchmarks.officer import OfficerAtDesk
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN
from benchmarks.relay import act_by, relaying, text_signed
from benchmarks.visits import visit_tipline

_ROOT = Path(__file__).parent.parent
_TOLD = re.compile(r"\[(?:WARNING|CRITICAL|ERROR)\] |injectable|Payload:|testing URL|HTTP error codes|^\d{3} \(")
_DULL = re.compile(r"reflective|unhandled|it is recommended|legal disclaimer|provided empty|heuristic \(basic\)")
_WRITTEN = "text,danger,category,place"
_ATTACKS = "sql,xss,exec,file,crlf,redirect"
_ROW = re.compile(r'<a class="preview" href="/desk(/tips/[0-9a-f-]{36})')
_PROVIDER = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER,
             "TWILIO_API_URL": "http://127.0.0.1:9"}  # fmt: skip
_MAKE_TOKEN = """
import django; django.setup()
from reports.management.commands.seed_demo import demo_ring
from reports.people.tokens import make_token
print(make_token(label="Judge", scopes=("read", "act"), days=1, ring=demo_ring("jules")))
"""
_DEPLOYED = {"PUBLIC_URL": "https://tips.example", "DESK_URL": "https://desk.example"}


class Judges:
    """The tools, and what they are let at."""

    def __init__(self, bin_folder: Path, house: House, folder: Path, minutes: float, only: list[str]) -> None:
        self._bin, self._house, self._folder, self._seconds = bin_folder, house, folder, 60 * minutes
        self.addresses = {each for each in only if each.startswith("/")}

    def deployed(self) -> None:
        """Django's own list of what is wrong in production, for each kind of web process."""
        for faces in ("public,phone,api", "dashboard,desk_api", "counter"):
            env = self._house.env | _DEPLOYED | {"TIPLINE_FACES": faces}
            self._run(f"manage.py check --deploy, {faces}", [sys.executable, "manage.py", "check", "--deploy"], env)

    def source(self) -> None:
        """What reads the source."""
        self._run("bandit", [str(self._bin / "bandit"), "-q", "-ll", "-r", "reports", "tipline", "manage.py"])

    def injections(self, officer: OfficerAtDesk) -> None:
        """Sqlmap on every public form, on the filters of a list and on the search of the desk."""
        public, desk = f"http://127.0.0.1:{self._house.intake_port}", f"http://127.0.0.1:{self._house.desk_port}/desk"
        signed_in = ["--cookie", officer.cookies()]
        answer = "reference=ABCD2345&number=123456789012&used=yes&code=unfounded&text=goat&ticket=x"
        self._sqlmap(f"{public}/answer", "--data", answer, *_fetched(f"{public}/answer", "ticket"))
        for page in ("/mailbox", "/short"):
            self._sqlmap(f"{public}{page}", "--forms", "--csrf-token=ticket")
        tip = "text=goat&danger=no&category=drugs&place=Dennery&do=send&ticket=x"
        self._sqlmap(f"{public}/", "--data", tip, "-p", _WRITTEN, *_fetched(f"{public}/", "ticket"))
        self._sqlmap(f"{desk}/?list=open&status=new&category=drugs&days=7", *signed_in)
        search = ["--data", "csrfmiddlewaretoken=x&words=goat&days=7"]
        self._sqlmap(f"{desk}/search", *search, *_fetched(f"{desk}/search", "csrfmiddlewaretoken"), *signed_in)
        password = ["--data", "csrfmiddlewaretoken=x&username=felix&password=goat"]
        password += ["-p", "username,password"]
        self._sqlmap(f"{desk}/sign-in", *password, *_fetched(f"{desk}/sign-in", "csrfmiddlewaretoken"))

    def beside_forms(self) -> None:
        """Sqlmap on what takes no form that was fetched: a signed text, an officer's act, a program's search."""
        with relaying(text_signed(self._house.intake_port)) as texts:
            self._sqlmap(texts, "--data", "From=%2B17582345678&Body=goat")
        jules = OfficerAtDesk(self._house.desk_port, "jules", self._house.passwords["jules"])
        visit_tipline(Browser(self._house.intake_port))
        wait_until(lambda: bool(_ROW.search(jules.page("/"))), "a tip at the desk", seconds=120)
        [tip] = _ROW.findall(jules.page("/"))[:1]
        with relaying(act_by(jules, tip, "note")) as notes:
            self._sqlmap(notes, "--data", "text=goat&plain=off")
        token = self._house.run("-c", _MAKE_TOKEN, env=self._house.env | {"TIPLINE_STANDALONE": "1"}).strip()
        program = ["--headers", f"Authorization: Bearer {token}\nContent-Type: application/json"]
        words = ["--data", '{"words": "goat", "days": "7", "category": "drugs"}', *program]
        self._sqlmap(f"http://127.0.0.1:{self._house.desk_port}/api/v1/desk/search", *words)

    def crawlers(self, officer: OfficerAtDesk) -> None:
        """Wapiti on the public pages and on the desk."""
        self._wapiti(f"http://127.0.0.1:{self._house.intake_port}/")
        desk = f"http://127.0.0.1:{self._house.desk_port}/desk/"
        self._wapiti(desk, "-H", f"Cookie: {officer.cookies()}", "-x", f"{desk}sign-out", "-x", f"{desk}leave")

    def _sqlmap(self, url: str, *more: str) -> None:
        if self.addresses and urlsplit(url).path not in self.addresses:
            return
        command = [str(self._bin / "sqlmap"), "-u", url, "--batch", "--level=1", "--risk=1", "--flush-session"]
        command += ["--disable-coloring", f"--output-dir={self._folder}", "--ignore-code=*", *more]
        command += ["--answers=refresh intent=N"]  # to the cover that a page left alone leads to
        said = self._heard(command)
        lines = [line for line in said.splitlines() if _TOLD.search(line) and not _DULL.search(line)]
        print(f"\n== sqlmap {url} {' '.join(word for word in more if word.startswith('--'))}\n" + "\n".join(lines))

    def _wapiti(self, url: str, *more: str) -> None:
        report = self._folder / "wapiti.json"
        report.unlink(missing_ok=True)
        command = [str(self._bin / "wapiti"), "-u", url, "--scope", "folder", "--flush-session", "--no-bugreport"]
        command += ["-m", _ATTACKS, "-d", "2", "--max-links-per-page", "25", "--max-scan-time", str(int(self._seconds))]
        command += ["--max-attack-time", str(int(self._seconds / 3)), "-f", "json", "-o", str(report), *more]
        said = self._heard(command, patience=4.0)
        nothing = {"infos": said[-800:], "vulnerabilities": {}}
        found: dict[str, Any] = json.loads(report.read_text()) if report.exists() else nothing
        kinds = found["vulnerabilities"] | found.get("anomalies", {}) | found.get("additionals", {})
        print(f"\n== wapiti {url}\n{found['infos']}")
        for kind, rows in kinds.items():
            for row in rows[:6]:
                print(f"{kind}: {row['method']} {row['path']} {row.get('parameter', '')} {row['info'][:200]}")

    def _run(self, name: str, command: list[str], env: dict[str, str] | None = None) -> None:
        print(f"\n== {name}\n{self._heard(command, env=env)[-9000:]}")

    def _heard(self, command: list[str], *, env: dict[str, str] | None = None, patience: float = 1.0) -> str:
        """Return what a tool said until its time was over."""
        env = env or dict(os.environ) | {"HOME": str(self._folder)}
        with tempfile.TemporaryFile("w+") as told:
            try:
                subprocess.run(command, cwd=_ROOT, env=env, stdin=subprocess.DEVNULL, stdout=told, stderr=told,
                               timeout=patience * self._seconds, check=False)  # fmt: skip
            except subprocess.TimeoutExpired:
                told.write("\n[WARNING] its time was over\n")
            told.seek(0)
            return told.read()


def _fetched(page: str, token: str) -> list[str]:
    """Let sqlmap fetch a page's token before each form, and not ask for that page as the form is sent, without one."""
    return [f"--csrf-token={token}", f"--csrf-url={page}", "--csrf-method=GET"]


def main() -> None:
    minutes, only = float((*sys.argv, "", "3")[2] or 3), sys.argv[3:]
    folder = tempfile.TemporaryDirectory(prefix="tipline-judges-")
    with folder as place, running_house(Path(place), **_PROVIDER) as house:
        judges = Judges(Path(sys.argv[1]).absolute(), house, Path(place), minutes, only)
        if not only:
            judges.deployed()
            judges.source()
        desk = house.serving(house.desk, house.desk_port, "/desk/sign-in")
        with house.serving(house.intake, house.intake_port), desk, house.working():
            officer = OfficerAtDesk(house.desk_port, "reid", house.passwords["reid"])
            if not judges.addresses:
                judges.beside_forms()
            judges.injections(officer)
            if not only:
                judges.crawlers(officer)
        for name in ("intake", "desk", "worker"):
            log = house.servers.logs / f"{name}.log"
            print(f"\n== what {name} logged\n{log.read_text()[-3000:] if log.exists() else ''}")


if __name__ == "__main__":
    main()
