"""A browser without script and without cookies, as far as a form needs one: fetch, fill in, send."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client


@dataclass
class Page(HTMLParser):
    """An answer as a person has it: its text, and what stands in its fields."""

    response: HttpResponse
    fields: dict[str, str] = field(default_factory=dict)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._area = self._select = ""
        self.feed(self.response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        name = told.get("name", "")
        if tag == "textarea":
            self._area, self.fields[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "input" and told.get("type") not in {"radio", "checkbox", "file"}:
            self.fields[name] = told.get("value", "")
        elif (tag == "input" and "checked" in told) or (tag == "option" and "selected" in told):
            self.fields[name or self._select] = told.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
            self.fields = {key: value.removeprefix("\n") for key, value in self.fields.items()}

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data
        if self.tags and self.tags[-1][0] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def status(self) -> int:
        return self.response.status_code

    def number_of(self, tag: str) -> int:
        return sum(1 for name, _ in self.tags if name == tag)

    @property
    def receipt(self) -> str:
        found = re.search(r"(?:\d{4} ){4}\d{4}", self.text)
        assert found, "no receipt on the page: " + self.text[:300]
        return found.group()


def fetch(path: str) -> Page:
    return Page(Client().get(path))  # type: ignore[arg-type]


def send(path: str, page: Page, **typed: object) -> Page:
    """Send the page's form with what was typed into it. Each sending comes from a fresh browser: no cookie helps."""
    return Page(Client(enforce_csrf_checks=True).post(path, {**page.fields, **typed}))  # type: ignore[arg-type]
