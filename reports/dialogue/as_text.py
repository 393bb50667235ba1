"""How an officer's words stand in a text: whose they are before them, and behind them that one may answer here."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from reports.dialogue.canned import ENGLISH
from reports.gateways.segments import cheaper, segments


def as_text(words: str, language: str) -> str:
    """Return what is sent. Where to answer is said in the language of the tip, if it costs no segment more.

    Letters stand for plain ones where that costs fewer ("día"); the mailbox keeps them as they were written.
    """
    named = f"{settings.HOTLINE_NUMBER}: {words.strip()}"
    listed = _answer_here()
    said, whole = cheaper(named), cheaper(f"{named}\n{listed.get(language, listed[ENGLISH])}")
    return whole if segments(whole).parts == segments(said).parts else said


@cache
def _answer_here() -> dict[str, str]:
    told: dict[str, str] = tomllib.loads(Path(__file__).with_name("canned.toml").read_text("utf-8"))["answer_here"]
    return told
