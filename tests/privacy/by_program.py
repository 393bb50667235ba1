"""A tip, an answer and an officer's program by the API, with marks in all that they send."""

import io
from typing import Any

import requests

from tests.line import SENT_BY, Line

HOST = "kribichkwi.example"
_KEY = {"Idempotency-Key": "zeklekanmizwi" * 2}
_TOKEN = """
from django.conf import settings
from reports.hooks.keeping import make_hook
from reports.management.commands.seed_demo import demo_ring
from reports.people.tokens import make_token
settings.HOOK_HOSTS = ["{host}"]
ring = demo_ring("reid")
make_hook(label="Records", address="https://{host}/told", unit_id=ring.unit_ids[0], by=ring.officer)
print(make_token(label="Records", scopes=["read", "act", "statistics"], days=1, ring=ring))
"""


def tell_by_program(line: Line, words: dict[str, str], picture: bytes, file_name: str) -> str:
    """Send a tip with answers and a file, have it looked at first, and return the receipt."""
    answers = f'{{"drugs.stash": "in the yard of {words["api_answer"]}"}}'
    said = {"ticket": _ticket(line), "text": f"They sell {words['api']}", "category": "drugs", "answers": answers}
    assert _post(line, "check", {"text": said["text"], "category": "drugs"})["marked"] == []
    files = {"files": (file_name, io.BytesIO(picture), "image/jpeg")}
    sent = requests.post(
        f"{line.url}/api/v1/tips/with-files", data=said, files=files, headers=SENT_BY | _KEY, timeout=30
    )
    assert sent.status_code == 201, sent.text
    return str(sent.json()["receipt"])


def answer_by_program(line: Line, receipt: str, words: dict[str, str]) -> None:
    """Open the mailbox and add to the tip."""
    opened = _post(line, "mailbox/open", {"receipt": receipt, "ticket": _ticket(line)})
    body = {"pass_token": opened["pass_token"], "ticket": _ticket(line), "text": f"By the mill {words['api_later']}"}
    assert _post(line, "mailbox/add", body)["repeated"] is False


def officers_program(line: Line, asked: str) -> str:
    """Make a token and a hook, list, read and search with it; return the token."""
    token = line.manage("shell", "-c", _TOKEN.format(host=HOST)).split()[-1]
    headers = {"Authorization": f"Bearer {token}"}
    queue = requests.get(f"{line.url}/api/v1/desk/queue", headers=headers, timeout=30).json()
    tip = queue["tips"][0]["id"]
    assert requests.get(f"{line.url}/api/v1/desk/tips/{tip}", headers=headers, timeout=30).json()["entries"]
    found = requests.post(f"{line.url}/api/v1/desk/search", json={"words": asked}, headers=headers, timeout=30)
    assert found.status_code == 200, f"{found.text}\n{line.web.last_lines()}"
    return token


def _ticket(line: Line) -> str:
    return str(_post(line, "tickets", {})["ticket"])


def _post(line: Line, path: str, body: dict[str, Any]) -> Any:
    answer = requests.post(f"{line.url}/api/v1/{path}", json=body, headers=SENT_BY | _KEY, timeout=30)
    assert answer.ok, answer.text
    return answer.json()
