"""Mailboxes for the tests of their pages: a tip told, a question asked, and what can be added."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports.casework.claim import claim_tip
from reports.dialogue.reply import ask_tipster
from reports.models import Record, RecordKind
from tests.conftest import House, only_tip, triage_all
from tests.intake.telling_films import film
from tests.public.browser import Page, fetch, send
from tests.uploads import voice
from tests.waiting import make_files_safe


def told(text: str = "A boat lands each Friday.") -> str:
    return send("/", fetch("/"), text=text).receipt


def opened(receipt: str) -> Page:
    return send("/mailbox", fetch("/mailbox"), receipt=receipt)


def asked(house: House, question: str = "Which boat?") -> str:
    """A receipt whose mailbox holds an officer's question."""
    receipt = told()
    triage_all()
    tip, reid = only_tip(), house.officer("reid")
    claim_tip(tip=tip, by=reid, version=tip.version)
    ask_tipster(tip=tip, text=question, by=reid)
    return receipt


def add(page: Page, **typed: object) -> Page:
    """Send from the mailbox, as it is where the page warns of what could show who sends it."""
    answer = send("/mailbox", page, **{"do": "add", **typed})
    return as_it_is(answer, "/mailbox", "add")


def with_film(house: House) -> str:
    """A receipt whose mailbox holds news of a film that told its place and time."""
    receipt = asked(house)
    add(opened(receipt), text="", files=SimpleUploadedFile("a.mp4", film()))
    triage_all()
    make_files_safe()
    return receipt


def as_it_is(page: Page, path: str = "/", verb: str = "send") -> Page:
    """What follows when the warning, if there is one, is answered by sending."""
    return send(path, page, do=f"{verb}:as_it_is") if "look at this first" in page.text else page


def additions() -> int:
    return Record.objects.filter(kind=RecordKind.ADDITION).count()


def png() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue())


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.wav", voice())


def attributes(page: Page, name: str) -> dict[str, str]:
    (told,) = [told for tag, told in page.tags if told.get("name") == name]
    return told
