"""docs/benchmarks.md: the table of `make bench` first, then a section for each measurement that runs by itself."""

import re
from pathlib import Path

BY_HAND = "<!-- By hand from here to the next heading: a run leaves it as it is. -->"
_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def put_table(text: str) -> None:
    """Write all that `make bench` tells, its section "How it is measured" included; the other sections stay."""
    others = re.search(r"^## (?!How it is measured$).*", _PAGE.read_text(), re.MULTILINE | re.DOTALL)
    _PAGE.write_text(text.rstrip() + "\n" + (f"\n{others[0]}" if others else ""))


def put_section(title: str, text: str) -> None:
    """Write one section anew, where it stands or else at the end; the others stay, and what is by hand in it."""
    _PAGE.write_text(with_section(_PAGE.read_text(), title, text))


def with_section(page: str, title: str, text: str) -> str:
    """Return the page with this section anew."""
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    start, end = found.span() if found else (len(page), len(page))
    _, marked, kept = page[start:end].partition(BY_HAND)
    section = f"## {title}\n\n{text.strip()}\n" + (f"\n{BY_HAND}\n\n{kept.strip()}\n" if marked else "")
    return f"{page[:start].rstrip()}\n\n{section}\n{page[end:]}".rstrip() + "\n"
