"""The catalogues of our languages: locale/<language>/LC_MESSAGES/django.po for people, django.mo for Django.

A message with the flag `unchecked` has been read by no native speaker yet; whoever has checked it takes the flag away.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from reports.management.extracting import extract

UNCHECKED = "unchecked"
_BEFORE_MARK = re.compile(r" (?=[:;?!»])|(?<=«) ")
# Antillean Creoles do not change a word by its number: "yon chyen", "dé chyen".
_PLURAL = {
    "acf": "nplurals=1; plural=0;",
    "ht": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
}
_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Tipline\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"
"""


def languages() -> list[str]:
    """Return the codes of the languages that are translated into."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def po_file(code: str) -> Path:
    return Path(settings.BASE_DIR) / "locale" / code / "LC_MESSAGES" / "django.po"


def read(code: str) -> Catalog:
    """Return a language's catalogue; one without messages if it has no file yet."""
    path = po_file(code)
    text = path.read_text() if path.exists() else _HEADER.format(code=code, plural=_PLURAL[code])
    return read_po(io.StringIO(text), ignore_obsolete=True)


def bring_up_to_date(code: str) -> Catalog:
    """Write the catalogue anew: what is new stands in it as unchecked, what nobody says any more is gone."""
    catalog = read(code)
    known = {message.id for message in catalog}
    catalog.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    for message in catalog:
        if message.id not in known:
            message.flags.add(UNCHECKED)
    write(code, catalog)
    return catalog


def write(code: str, catalog: Catalog) -> None:
    """Write both files. Their heads tell no time and no tool, so an unchanged catalogue is an unchanged file."""
    path = po_file(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    write_po(body, catalog, width=120, omit_header=True, include_lineno=False)
    path.write_text(_HEADER.format(code=code, plural=_PLURAL[code]) + "\n" + body.getvalue().decode().lstrip("\n"))
    path.with_suffix(".mo").write_bytes(compiled(code, read(code)))


class _Headed(Catalog):
    """A catalogue with the head of its file: Babel gives no plural rule to a language that CLDR does not know."""

    code = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.code),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", _PLURAL[self.code]),
        ]


def compiled(code: str, catalog: Catalog) -> bytes:
    """Return the .mo of a catalogue."""
    headed = _Headed(charset="utf-8")
    headed.code = code
    for message in catalog:
        if message.id:
            headed.add(message.id, _spaced(code, message.string), context=message.context)
    out = io.BytesIO()
    write_mo(out, headed)
    return out.getvalue()


def _spaced(code: str, words: Any) -> Any:
    """French as it is printed: no line begins with one of its marks. In the .po plain spaces stand, for people to type.

    `words` are a sentence, or its forms by number.
    """
    if code != "fr":
        return words
    if isinstance(words, str):
        return _BEFORE_MARK.sub("\N{NO-BREAK SPACE}", words)
    return tuple(_spaced(code, each) for each in words or ())


def untranslated(catalog: Catalog) -> Iterator[Message]:
    for message in catalog:
        words = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and not all(words):
            yield message


def unchecked(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id and UNCHECKED in message.flags)
