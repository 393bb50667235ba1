"""The force's directory, where it has one: an OpenID Connect provider that says whose account sits at a browser.

It comes before the password and replaces neither that nor the second factor; it opens no key. authlib speaks with it
and checks its answer: signature, issuer, audience, times, nonce and state. Nothing of it is remembered between two
sign-ins, so changed keys or addresses count at once.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Protocol
from urllib.parse import urlencode

import requests
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings

from reports.gateways.in_time import Clock

LONGEST: Final = 255
"""Signs of an issuer or of a subject: what the standard allows the second."""
_PATIENCE: Final = (3.0, 5.0)  # seconds to connect, and for the next bytes
_IN_ALL: Final = 15.0
_LEEWAY: Final = 60  # seconds by which the two clocks may differ
# Never a key that both sides know: the directory alone signs.
_SIGNED_BY: Final = [f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)] + ["EdDSA", "Ed25519"]
# What an address gives rise to that does not answer, or with something else than a directory would.
_NONE_THERE: Final = (requests.RequestException, RuntimeError, TypeError, ValueError)
log = logging.getLogger(__name__)


class DirectoryFault(Exception):
    """What every error of this gateway is."""


class Unavailable(DirectoryFault):
    """The directory does not answer, or there is none."""


class Refused(DirectoryFault):
    """What came back is no answer to what was asked, or the directory said no."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account in the directory. `name` is how its owner knows it: it is shown, and compared with nothing."""

    issuer: str
    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """Where a browser is sent, and what it has to bring along when it comes back."""

    address: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class Gateway(Protocol):
    @property
    def name(self) -> str: ...
    def ask(self, back_to: str, *, anew: bool = False) -> Question: ...
    def answered(self, answer: Mapping[str, str], question: Question, back_to: str) -> Account: ...
    def check(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str

    def ask(self, back_to: str, *, anew: bool = False) -> Question:
        """Return a new question. `anew`: who sits there has to sign in at the directory again. Raises Unavailable."""
        more = {"prompt": "login"} if anew else {}
        try:
            told = self._app().create_authorization_url(back_to, **more)
            return Question(told["url"], told["state"], told["nonce"], told["code_verifier"])
        except _NONE_THERE as problem:
            raise _unavailable(problem) from None

    def answered(self, answer: Mapping[str, str], question: Question, back_to: str) -> Account:
        """Return whose account it is, by what the browser brought back. Raises Refused, Unavailable."""
        if not (answer.get("code") and answer.get("state")):
            raise Refused  # it says why in English, for which no officer has asked
        try:
            claims = self._claims(answer, question, back_to)
            issuer, subject = str(claims["iss"]), str(claims["sub"])
        except requests.RequestException as problem:
            raise _unavailable(problem) from None
        except Exception as problem:  # noqa: BLE001 - the library reads what somebody may have made up
            log.warning("The directory's answer was refused: %s", type(problem).__name__)
            raise Refused from None
        if not 0 < len(subject) <= LONGEST:
            raise Refused
        return Account(issuer, subject, _shown(claims.get("preferred_username") or claims.get("name")))

    def check(self) -> None:
        """Look whether the directory is there and is the one that is meant. Raises Unavailable, Refused."""
        try:
            told = self._app().load_server_metadata()
        except _NONE_THERE as problem:
            raise _unavailable(problem) from None
        if told.get("issuer") != self.issuer:
            raise Refused

    def _claims(self, answer: Mapping[str, str], question: Question, back_to: str) -> Mapping[str, Any]:
        app = self._app()
        app.load_server_metadata()["id_token_signing_alg_values_supported"] = _SIGNED_BY
        token = app.fetch_access_token(
            back_to,
            grant_type="authorization_code",
            authorization_response=f"{back_to}?{urlencode({name: answer[name] for name in ('code', 'state')})}",
            state=question.state,
            code_verifier=question.verifier,
        )
        options = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client},
        }
        claims: Mapping[str, Any] | None = app.parse_id_token(
            token, nonce=question.nonce, claims_options=options, leeway=_LEEWAY
        )
        if claims is None:
            raise Refused
        return claims

    def _app(self) -> Any:
        return _App(
            DjangoIntegration("directory"),
            client_id=self.client,
            client_secret=self.secret,
            server_metadata_url=f"{self.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "default_timeout": _PATIENCE,
            },
        )


class _Session(OAuth2Session):  # type: ignore[misc]
    """Whose every question ends in time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clock = Clock(_IN_ALL)
        self._clock.watch_session(self)

    def close(self) -> None:
        self._clock.stop()
        super().close()


class _App(DjangoOAuth2App):  # type: ignore[misc]
    client_cls = _Session


class NoDirectory:
    """Stands where the force has none, or wants none: sign-ins begin with the password."""

    name = ""

    def ask(self, back_to: str, *, anew: bool = False) -> Question:
        raise Unavailable

    def answered(self, answer: Mapping[str, str], question: Question, back_to: str) -> Account:
        raise Unavailable

    def check(self) -> None:
        """Find nothing wrong: there is nothing."""


def directory() -> Gateway:
    """Return the force's directory. One without a name is none."""
    return Directory(**settings.OIDC) if settings.OIDC else NoDirectory()


def remembered(question: Question) -> dict[str, str]:
    """Return what the browser keeps of a question."""
    return {name: told for name, told in asdict(question).items() if name != "address"}


def _unavailable(problem: Exception) -> Unavailable:
    log.warning("The directory cannot be asked: %s", type(problem).__name__)
    return Unavailable()


def _shown(name: object) -> str:
    return "".join(sign for sign in str(name or "") if sign.isprintable())[:120]
