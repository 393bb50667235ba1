"""Every sentence that a tipster can meet, gathered from the code, the templates and the stored words.

Neither xgettext nor msgfmt is needed: Babel reads Python, and Django turns its own templates into something like it.
The desk's sentences stay out; officers work in English.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import override
from django.utils.translation.template import templatize

from reports.models.choices import Category, CloseReason
from reports.models.notice import NoticeKind
from reports.notices import published

TEMPLATES = ("base.html", "404.html", "500.html", "components/*.html", "public/**/*.html")
_KEYWORDS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
# What Django itself says on these pages; it does not speak every one of our languages.
_FROM_DJANGO: tuple[str | tuple[str, str], ...] = (
    "This field is required.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Null characters are not allowed.",
    ("%(size)d byte", "%(size)d bytes"),
    "%s KB",
    "%s MB",
)

Found = tuple[str, str | tuple[str, ...], str | None]  # where, what, in which context


def extract() -> Catalog:
    """Return a catalogue without translations, in the order of the files."""
    catalog = Catalog(charset="utf-8")
    for where, words, context in _everything():
        catalog.add(words, locations=[(where, 0)], context=context)
    return catalog


def _everything() -> Iterator[Found]:
    root = Path(settings.BASE_DIR)
    for pattern in TEMPLATES:
        for path in sorted((root / "templates").glob(pattern)):
            pseudo = templatize(path.read_text(), origin=path.name)
            # Only the calls matter, and Python would stumble over the indentation of HTML.
            yield from _calls("\n".join(line.lstrip() for line in pseudo.splitlines()), _name(path))
    reports = root / "reports"
    others = (reports / "intake" / "checking.py", reports / "needs.py", reports / "number_field.py")
    for path in (*sorted((reports / "public").rglob("*.py")), *others):
        yield from _calls(path.read_text(), _name(path))
    with override("en"):
        for label in (*Category.labels, *CloseReason.labels):
            yield "reports/models/choices.py", str(label), None
        for label in NoticeKind.labels:
            yield "reports/models/notice.py", str(label), None
        for told in (*published.WORDS.values(), *published.FAULTS.values()):
            yield "reports/notices/published.py", str(told), None
        for word in (*WEEKDAYS.values(), *MONTHS.values()):
            yield "django", str(word), None
        for words in _FROM_DJANGO:
            yield "django", words, None


def _calls(source: str, where: str) -> Iterator[Found]:
    for _, function, told, _ in extract_python(io.BytesIO(source.encode()), dict.fromkeys(_KEYWORDS), [], {}):
        words = [part for part in (told if isinstance(told, tuple | list) else [told]) if isinstance(part, str)]
        if not words or not re.search(r"\S", words[0]):
            continue
        context = words.pop(0) if str(function).startswith("pgettext") else None
        yield where, (tuple(words[:2]) if str(function).startswith("ngettext") else words[0]), context


def _name(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()
