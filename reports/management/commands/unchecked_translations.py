"""`manage.py unchecked_translations`: what no native speaker has read yet."""

import re
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.guides import loading, translated
from reports.management.catalogues import languages, read, unchecked

# Words beside the catalogues: of texts and calls, and the questions officers may send as they stand. The list `checked`
# at the head of such a file names the languages that had a native reader.
SPOKEN: Final = ("reports/phone/words.toml", "reports/phone/calls/words.toml", "reports/dialogue/canned.toml")

# Pages that no catalogue draws, with what stands before and behind the words of a language. They are beside the source,
# not in the image. A line `checked:` names the languages that had a native reader.
PAGES: Final = {
    "Caddyfile": r'<section lang="{code}">(.*?)</section>',
    "docs/leaflet.md": r"\*\*{name}\.\*\* (.*?)(?:\n\n|\Z)",
}


def spoken_in(path: str, code: str) -> Iterator[str]:
    """Yield what one of these files says in a language."""
    return _below(tomllib.loads((Path(settings.BASE_DIR) / path).read_text("utf-8")), code)


def has_had_a_reader(path: str, code: str) -> bool:
    return code in tomllib.loads((Path(settings.BASE_DIR) / path).read_text("utf-8")).get("checked", ())


def printed_in(path: str, code: str) -> list[str]:
    """Return what one of these pages says in a language, a paragraph each, as long as nobody has checked it."""
    page = Path(settings.BASE_DIR) / path
    if not page.exists():
        return []
    told = page.read_text("utf-8")
    if re.search(rf"^\W*checked:.*\b{code}\b", told, re.MULTILINE):
        return []
    [words] = re.findall(PAGES[path].format(code=code, name=dict(settings.LANGUAGES)[code]), told, re.DOTALL)
    lines = re.split(r"</h1>|</p>|<br>", words)
    return [said for line in lines if (said := " ".join(unescape(re.sub(r"<[^>]*>", "", line)).split()))]


def _below(value: Any, code: str, *, ours: bool = False) -> Iterator[str]:
    """Every text that stands under the name of the language, however deep."""
    if isinstance(value, str):
        yield from [value] if ours else []
    elif isinstance(value, list):
        for each in value:
            yield from _below(each, code, ours=ours)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _below(each, code, ours=ours or name == code)


class Command(BaseCommand):
    """Lists the messages that carry the flag `unchecked` in the catalogue."""

    help = "List what no native speaker has checked, by language. Take the flag `unchecked` away once it is."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", nargs="?", choices=languages(), help="one language, with each sentence")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["language"]
        for code in [chosen] if chosen else languages():
            catalog = read(code)
            waiting = list(unchecked(catalog))
            self.stdout.write(f"{code}: {len(waiting)} of {len(catalog)} sentences unchecked")
            asked = translated.unchecked(code) if code in loading.languages() else ()
            self.stdout.write(f"{code}: {len(asked)} texts of the guides unchecked (reports/guides/words/{code}.toml)")
            beside = {path: list(spoken_in(path, code)) for path in SPOKEN if not has_had_a_reader(path, code)}
            beside |= {path: texts for path in PAGES if (texts := printed_in(path, code))}
            for path, texts in beside.items():
                self.stdout.write(f"{code}: {len(texts)} texts unchecked ({path})")
            for message in waiting if chosen else []:
                self.stdout.write(f"  {message.id}\n    {message.string}")
            for name in asked if chosen else []:
                self.stdout.write(f"  {name}")
            for words in [each for texts in beside.values() for each in texts] if chosen else []:
                self.stdout.write(f"  {words}")
