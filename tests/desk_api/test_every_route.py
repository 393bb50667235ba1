"""Every route of the officers' API, tried with every scope and by everybody's tokens: each keeps its one rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reports.clock import today
from reports.models import ApiToken
from reports.people.tokens import SCOPES
from reports.signed_people import sign
from tests.conftest import House
from tests.desk_api.programs import JSON, program
from tests.everybody import PLANTED, USERNAMES, Role, World, found_world, suspend_without_ending_anything
from tests.untouched import Writes

SCOPE_OF: Final = {
    **dict.fromkeys(["queue", "search", "tips", "tip", "record"], "read"),
    **dict.fromkeys(
        [
            "claim",
            "release",
            "move",
            "close",
            "ask",
            "note",
            "refer",
            "inform",
            "step_back",
            "outcomes",
            "strike_outcome",
        ],
        "act",
    ),
    "statistics": "statistics",
}
OF_A_TIP: Final = set(SCOPE_OF) - {"queue", "search", "tips", "statistics"}
READING: Final = {"presence", "reading", "tip_key", "api_token"}
"""What reading leaves behind beside the trail; a token keeps the day on which it was used."""

OVER: Final = ("nothing shown", "never made", "expired", "suspended")
IN_PART: Final = {"no scope": (), "only read": ("read",), "only act": ("act",), "only statistics": ("statistics",)}
STRANGERS: Final = (Role.ELSEWHERE, Role.HEAD_ELSEWHERE, Role.ADMINISTRATOR, Role.STANDARDS, Role.OVERSIGHT)
WITHOUT_THE_TIP: Final = (*STRANGERS, Role.RECUSED)


def routes() -> dict[str, URLPattern]:
    """Return every named route of the officers' API; the two without a name say that nothing is there."""
    [face] = [one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "desk_api"]
    assert isinstance(face, URLResolver)
    return {str(one.name): one for one in face.url_patterns if isinstance(one, URLPattern) and one.name}


def tokens(house: House) -> dict[str, str]:
    """Return everybody's tokens; those of officers have every scope."""
    made = {name: kept(house, "reid", scopes or ("read",), scopes=list(scopes)) for name, scopes in IN_PART.items()}
    made |= {"expired": kept(house, "reid", SCOPES, ends_on=today() - timedelta(days=1)), "never made": "tipline_x"}
    made |= {role: kept(house, USERNAMES[role], SCOPES) for role in (*WITHOUT_THE_TIP, Role.INFORMED, Role.MEMBER)}
    return made | {"suspended": kept(house, USERNAMES[Role.SUSPENDED], SCOPES), "nothing shown": ""}


def kept(house: House, username: str, wanted: tuple[str, ...], **changed: Any) -> str:
    """Make a token, change its row, and return it."""
    before = list(ApiToken.objects.values_list("pk", flat=True))
    token = program(house, username, wanted).token
    row = ApiToken.objects.exclude(pk__in=before).get()
    for name, value in changed.items():
        setattr(row, name, value)
    sign(row)
    row.save()
    return token


@dataclass(frozen=True, slots=True)
class Tried:
    """One request, how it was answered, and into which tables it wrote."""

    who: str
    name: str
    status: int
    text: str
    written: frozenset[str]

    @property
    def refusal(self) -> int:
        """Return with which status the rule refuses it; 0 where it lets it in."""
        scope, is_of_a_tip = SCOPE_OF[self.name], self.name in OF_A_TIP
        if self.who in OVER:
            return 401
        if scope not in IN_PART.get(self.who, SCOPES):
            return 403
        if self.who in WITHOUT_THE_TIP and is_of_a_tip:
            return 404
        if self.who == Role.ADMINISTRATOR and scope == "statistics":
            return 400  # of no unit: there is nothing to count
        return 403 if self.who == Role.INFORMED and is_of_a_tip and self.name != "tip" else 0

    def wrong(self, world: World) -> Iterator[str]:
        """Say what is not as it must be."""
        told = f"{self.who}: {self.name}: "
        if self.status not in ({self.refusal} if self.refusal else {200, 409}):
            yield f"{told}{self.status} instead of {self.refusal or 200}"
        written = self.written - READING - ({"record"} if self.name == "search" and not self.refusal else set())
        if written and (self.refusal or SCOPE_OF[self.name] != "act"):
            yield f"{told}wrote to {', '.join(sorted(written))}"
        if self.who in (*OVER, *WITHOUT_THE_TIP):
            words = (PLANTED, world.tip.reference, str(world.tip.pk))
            yield from (f"{told}told {word}" for word in words if word in self.text)


def walk(world: World, shown: dict[str, str]) -> Iterator[Tried]:
    body = {
        "version": world.tip.version,
        "text": "Seen there",
        "to": "new",
        "reason": "prank",
        "unit": "general",
        "counts": {"arrests": 1},
        "words": "cocaine",
        "outcome": str(world.ids["outcome_id"]),
        "why": "twice",
    }
    writes = Writes()
    query = {"first": "2026-01", "last": "2036-12", "reference": world.tip.reference}
    for name, route in routes().items():
        path = reverse(f"desk_api:{name}", kwargs={each: world.ids[each] for each in route.pattern.converters})
        sent = {key: said for key, said in body.items() if name != "search" or key == "words"}
        for who, token in shown.items():
            client = Client(
                headers={"Authorization": f"Bearer {token}"} if token else {}, raise_request_exception=False
            )
            for method in ("get", "post"):
                if hasattr(route.callback.cls, method):
                    with writes.taken_back():
                        send = (
                            client.get(path, query) if method == "get" else client.post(path, sent, content_type=JSON)
                        )
                    yield Tried(who, name, send.status_code, send.text, writes.tables)


def test_every_route_has_its_scope() -> None:
    there, known = set(routes()), set(SCOPE_OF)
    assert there <= known, f"Write their scope into SCOPE_OF of this file: {', '.join(sorted(there - known))}"
    assert known <= there, f"These routes are gone, and so are their lines: {', '.join(sorted(known - there))}"


def test_every_route_answers_every_token_by_its_scope_and_officer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = found_world(house, monkeypatch)
    shown = tokens(house)
    suspend_without_ending_anything(house)
    tried = list(walk(world, shown))
    wrong = [each for one in tried for each in one.wrong(world)]
    assert not wrong, "\n".join(wrong)
    acted = {one.name for one in tried if one.who == Role.MEMBER and one.written - READING}
    acts = {name for name, scope in SCOPE_OF.items() if scope == "act"}
    assert acts - acted <= {"release"}, "control: a member's own token does it; giving back is for who took it on"
