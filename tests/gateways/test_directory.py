"""The force's directory, spoken with as authlib speaks, and a provider of others that answers over real HTTP."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from oidc_provider_mock import app
from pytest_django import Settings

from reports.gateways.directory import Account, Directory, NoDirectory, Question, Refused, Unavailable, directory
from tests.directory import Provider, running

BACK = "https://desk.example/desk/sign-in/directory/back"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as found:
        yield found


def answer_of(provider: Provider, question: Question, subject: str) -> dict[str, str]:
    query = urlsplit(provider.come_back(question.address, subject)).query
    return {name: told[0] for name, told in parse_qs(query).items()}


def asked(provider: Provider, subject: str, **claims: object) -> Account:
    """Go the whole way, with what the token of this account says."""
    provider.says(subject, **claims)
    found = Directory(**provider.settings)
    question = found.ask(BACK)
    return found.answered(answer_of(provider, question, subject), question, BACK)


def test_an_account_is_known_by_issuer_and_subject_and_shown_by_its_name(provider: Provider) -> None:
    shown = asked(provider, "s-1", preferred_username="m.reid\n", email="reid@police.example")
    assert shown == Account(provider.issuer, "s-1", "m.reid")
    assert asked(provider, "s-2", name="Anton Jules").name == "Anton Jules"
    assert asked(provider, "s-3", email="felix@police.example").name == ""


def test_the_browser_is_sent_with_state_nonce_and_a_challenge_and_comes_back_to_one_address(provider: Provider) -> None:
    found = Directory(**provider.settings)
    question, other = found.ask(BACK), found.ask(BACK, anew=True)
    told = {name: each[0] for name, each in parse_qs(urlsplit(question.address).query).items()}
    assert told["redirect_uri"] == BACK
    assert told["scope"] == "openid profile"
    assert (told["state"], told["nonce"]) == (question.state, question.nonce)
    assert not {question.state, question.nonce, question.verifier} & {other.state, other.nonce, other.verifier}
    assert question.verifier not in question.address + repr(question)
    assert "prompt=login" in other.address
    assert "prompt" not in told
    found.answered(answer_of(provider, question, "s-1"), question, BACK)
    verifier = provider.asked[-1]["code_verifier"]
    assert told["code_challenge_method"] == "S256"
    assert told["code_challenge"] == urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert provider.asked[-1]["redirect_uri"] == BACK


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another question"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": ["another client"], "azp": "tipline"},
        {"iss": "https://elsewhere.example"},
        {"exp": int(time.time() // 3600 - 2) * 3600},
        {"nbf": int(time.time() // 3600 + 2) * 3600},
        {"at_hash": "of another token"},
    ],
    ids=["nonce", "no nonce", "audience", "party", "issuer", "expired", "not yet", "token"],
)
def test_a_token_that_says_anything_else_is_refused(provider: Provider, claims: dict[str, object]) -> None:
    with pytest.raises(Refused):
        asked(provider, "s-1", **claims)
    assert asked(provider, "s-2").subject == "s-2"


def test_a_subject_longer_than_the_standard_allows_is_refused(provider: Provider) -> None:
    assert len(asked(provider, "x" * 255).subject) == 255
    with pytest.raises(Refused):
        asked(provider, "x" * 256)


def test_a_wrong_state_a_used_code_and_a_no_are_refused(provider: Provider) -> None:
    found = Directory(**provider.settings)
    question, other = found.ask(BACK), found.ask(BACK)
    answer = answer_of(provider, question, "s-1")
    for wrong in (answer | {"state": other.state}, {"code": answer["code"]}, {"state": answer["state"]}, {}):
        with pytest.raises(Refused):
            found.answered(wrong, question, BACK)
    with pytest.raises(Refused):
        found.answered(answer | {"state": other.state}, other, BACK)  # the nonce in it is the other question's
    with pytest.raises(Refused):
        found.answered(answer, question, BACK)
    denied = urlsplit(provider.come_back(other.address, action="deny")).query
    with pytest.raises(Refused):
        found.answered({name: told[0] for name, told in parse_qs(denied).items()}, other, BACK)


def test_a_key_that_the_directory_does_not_publish_signs_nothing(provider: Provider) -> None:
    provider.publishes = app()
    with pytest.raises(Refused):
        asked(provider, "s-1")
    provider.publishes = None
    assert asked(provider, "s-1").subject == "s-1"


def test_a_directory_that_is_down_or_is_none_is_unavailable(
    provider: Provider, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    found = Directory(**provider.settings)
    found.check()
    question = found.ask(BACK)
    answer = answer_of(provider, question, "s-1")
    provider.stop()
    for ask in (lambda: found.ask(BACK), lambda: found.answered(answer, question, BACK), found.check):
        with pytest.raises(Unavailable):
            ask()
    assert answer["code"] not in caplog.text
    provider.start()
    assert found.answered(answer, question, BACK).subject == "s-1"
    with pytest.raises(Unavailable):
        Directory(**provider.settings | {"issuer": f"{provider.issuer}/jwks/"}).ask(BACK)
    with pytest.raises(Refused):
        Directory(**provider.settings | {"issuer": f"{provider.issuer}/"}).check()


def test_without_settings_there_is_none(settings: Settings) -> None:
    assert isinstance(directory(), NoDirectory)
    directory().check()
    for ask in (lambda: directory().ask(BACK), lambda: directory().answered({}, Question("", "", "", ""), BACK)):
        with pytest.raises(Unavailable):
            ask()
    settings.OIDC = {"issuer": "https://idp.example", "client": "c", "secret": "s", "name": "N"}
    assert directory() == Directory(issuer="https://idp.example", client="c", secret="s", name="N")
    assert "'s'" not in repr(directory())
