"""Every route of the desk, tried by everybody: each answers by its rule in tests/dashboard/route_rules.py."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reports.dashboard.keyless import WITHOUT_KEY
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in
from tests.dashboard.route_rules import ALIVE, OWN, READERS, READING, RULE_OF, SIGNED_OUT, Rule, bodies
from tests.dashboard.test_gate import is_shut_out
from tests.everybody import PLANTED, USERNAMES, Role, World, found_world, suspend_without_ending_anything
from tests.public.put_up import october_brought
from tests.untouched import Writes

FACES = {"dashboard", "desk_api", "api", "phone", "programs", "public"}


def faces() -> dict[str, URLResolver]:
    """Return what the whole table of contents leads to, by name."""
    found = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    return {str(one.app_name): one for one in found}


def routes() -> dict[str, URLPattern]:
    """Return every route of the desk by its name."""
    patterns = faces()["dashboard"].url_patterns
    assert all(isinstance(one, URLPattern) and one.name for one in patterns)
    return {str(one.name): one for one in patterns if isinstance(one, URLPattern)}


@dataclass
class Visitor:
    """Somebody at a browser, whose cookies stay as they were whatever an answer does to them."""

    role: Role
    client: Client
    cookies: SimpleCookie

    def send(self, method: str, path: str, body: Mapping[str, str]) -> HttpResponse:
        self.client.cookies = deepcopy(self.cookies)
        return self.client.post(path, body) if method == "POST" else self.client.get(path)


@dataclass(frozen=True, slots=True)
class Tried:
    """One request, how it was answered, and into which tables it wrote."""

    role: Role
    method: str
    name: str
    answer: str
    text: str
    written: frozenset[str]

    @property
    def rule(self) -> Rule:
        return RULE_OF[self.name]

    @property
    def waits(self) -> bool:
        """Whether what is sent waits for a unit's key, whatever the route's rule."""
        return self.role == Role.WAITING and self.method == "POST" and self.name not in WITHOUT_KEY

    @property
    def expected(self) -> str:
        if self.waits:
            return "waits for a key"
        if self.role in self.rule.enter:
            return "let in"
        return "shut out" if self.role in SIGNED_OUT else "nothing"

    @property
    def may_write(self) -> frozenset[str]:
        if self.role not in self.rule.enter or self.waits:
            return frozenset()
        return OWN.get(self.name, frozenset()) | (READING if self.role in READERS | {Role.RECUSED} else frozenset())

    @property
    def wrong(self) -> list[str]:
        """Say what is not as it must be."""
        is_as_expected = self.answer == self.expected or (
            self.answer == "no such method" and self.role not in SIGNED_OUT
        )
        found = []
        if not (is_as_expected or (self.rule.is_entrance and not self.answer.startswith("5"))):
            found.append(f"{self.answer} instead of {self.expected}")
        if (self.waits or self.role not in self.rule.acts) and (written := self.written - self.may_write):
            found.append(f"wrote to {', '.join(sorted(written))}")
        if PLANTED in self.text and self.role not in READERS:
            found.append("told words of the tip")
        return [f"{self.role}: {self.method} {self.name}: {each}" for each in found]


_GIVEN_BACK = re.compile(r'<textarea id="typed-\d+".*?</textarea>', re.DOTALL)
"""What the visitor himself had sent, to be copied: no word of it comes from the tip."""


def told(response: HttpResponse, text: str) -> str:
    """Return the kind of an answer."""
    gives_back = response.status_code == 403 and "You were signed out" in text  # the words that were sent, to be copied
    if gives_back or is_shut_out(response.status_code, response.headers.get("Location", ""), text):
        return "shut out"
    if response.status_code == 403 and "You hold no unit's key yet" in text:
        return "waits for a key"
    kinds = {404: "nothing", 405: "no such method"}
    is_let_in = response.status_code < 400 or response.status_code in (409, 422)
    return kinds.get(response.status_code, "let in" if is_let_in else str(response.status_code))


def visitors(house: House) -> Iterator[Visitor]:
    for role in Role:
        client = Client(raise_request_exception=False)
        if role == Role.HALF:
            Desk(client, USERNAMES[role]).give_password(house.password(USERNAMES[role]))
        elif role != Role.NOBODY:
            sign_in(house, USERNAMES[role], client)
        yield Visitor(role, client, deepcopy(client.cookies))


def walk(world: World, everybody: list[Visitor]) -> Iterator[Tried]:
    """Try every route; a method that it does not serve is tried by the first officer who comes, and by no other."""
    sent, writes = bodies(world), Writes()
    for name, route in routes().items():
        path = reverse(f"dashboard:{name}", kwargs={each: world.ids[each] for each in route.pattern.converters})
        body = {"version": str(world.tip.version), **sent.get(name, {})}
        for method in ("GET", "POST"):
            for visitor in everybody:
                with writes.taken_back():
                    response = visitor.send(method, path, body)
                    text = response.getvalue().decode(errors="replace")
                own = _GIVEN_BACK.sub("", text) if PLANTED in body.values() else text
                tried = Tried(visitor.role, method, name, told(response, text), own, writes.tables)
                yield tried
                if tried.answer == "no such method":
                    break


def test_every_route_has_a_line_under_its_rule() -> None:
    there, known = set(routes()), set(RULE_OF)
    new = f"Write into RULES of tests/dashboard/route_rules.py whom they let in: {', '.join(sorted(there - known))}"
    assert there <= known, new
    assert known <= there, f"These routes are gone, and so are their lines: {', '.join(sorted(known - there))}"
    assert {*OWN, *ALIVE} <= there


def test_nothing_but_these_faces_is_served() -> None:
    assert set(faces()) == FACES, "Another face, an admin's for one, needs a walk of its own"


def test_every_route_answers_everybody_by_its_rule(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_world(house, monkeypatch)
    october_brought(house)
    everybody = list(visitors(house))
    suspend_without_ending_anything(house)
    tried = list(walk(found, everybody))
    wrong = [each for one in tried for each in one.wrong]
    assert not wrong, "\n".join(wrong)
    still = ALIVE - {one.name for one in tried if one.role in one.rule.acts and one.written - READING - {"officer"}}
    assert still == set(), "control: whoever may do it changes something"
