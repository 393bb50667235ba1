"""A client that a generator makes from the description sends a tip, reads the mailbox and works at the desk."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from reports.dialogue.reply import ask_tipster
from reports.guides import categories
from tests.conftest import House, only_tip, triage_all
from tests.desk_api.programs import program

NAME = "tipline_client"


@pytest.fixture
def made(tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Make the client from the schema, and return its name."""
    (tmp_path / "schema.json").write_bytes(client.get("/api/schema").content)
    (tmp_path / "config.yml").write_text("post_hooks: []\n")
    maker = [str(Path(sys.executable).with_name("openapi-python-client")), "generate", "--fail-on-warning"]
    where = ["--path", "schema.json", "--config", "config.yml", "--meta", "none", "--output-path", NAME]
    done = subprocess.run([*maker, *where], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(tmp_path)
    yield NAME
    for module in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[module]


def part(name: str) -> ModuleType:
    return importlib.import_module(f"{NAME}.{name}")


def call(name: str, caller: Any, **more: Any) -> Any:
    """Call an address; a problem fails the test."""
    answer = part(f"api.{name}").sync(client=caller, **more)
    assert answer is not None
    assert type(answer).__name__ != "Problem", answer
    return answer


def test_a_generated_client_goes_from_ticket_to_answer(house: House, made: str, connected: None) -> None:
    transport = {"transport": httpx.WSGITransport(app=get_wsgi_application())}
    caller = part("client").Client(base_url="http://testserver", httpx_args=transport)
    models = part("models")

    def ticket() -> str:
        return str(call("tips.new_ticket", caller).ticket)

    told = models.TipInRequest(ticket=ticket(), text="Weed is sold at the bay.", category=models.CategoryEnum.DRUGS)
    sent = call("tips.send_tip", caller, body=told, idempotency_key="k" * 32)
    triage_all()
    ask_tipster(tip=only_tip(), text="Which bay?", by=house.officer("reid"))
    opening = models.OpenInRequest(receipt=sent.receipt, ticket=ticket())
    assert call("mailbox.open_mailbox", caller, body=opening).messages[-1].text == "Which bay?"
    assert len(call("guides.guides", caller, language="acf").categories) == len(categories())

    officers = part("client").AuthenticatedClient(
        base_url="http://testserver", token=program(house).token, httpx_args=transport
    )
    (tip,) = call("desk.queue", officers).tips
    act = models.ActInRequest(version=tip.version)
    assert call("desk.claim_tip", officers, tip_id=tip.id, body=act).assigned_to == "Marcia Reid"
    assert call("desk.read_tip", officers, tip_id=tip.id).entries[0].text == "Weed is sold at the bay."
