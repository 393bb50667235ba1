"""Officers' programs, as tests play them."""

from typing import Any

from django.test import Client

from reports.people.tokens import make_token
from tests.conftest import House

JSON = "application/json"


class Caller:
    """A program with a token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}
        self._client = Client()

    def get(self, path: str, **query: str) -> Any:
        return self._client.get(f"/api/v1/desk/{path}", query, headers=self.headers)

    def post(self, path: str, **body: object) -> Any:
        return self._client.post(f"/api/v1/desk/{path}", body, content_type=JSON, headers=self.headers)


def program(house: House, username: str = "reid", scopes: tuple[str, ...] = ("read", "act", "statistics")) -> Caller:
    """Return a program of this officer."""
    return Caller(make_token(label="Records system", scopes=scopes, days=30, ring=house.ring(username)))
