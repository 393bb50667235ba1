"""What the environment must say, and what stops the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tipline import env

WHOLE = {"ISSUER": "https://idp.example/realm", "CLIENT": "tipline", "SECRET": "a secret", "NAME": "Directory"}


def provider(monkeypatch: pytest.MonkeyPatch, **told: str) -> dict[str, str]:
    for name in WHOLE:
        monkeypatch.setenv(f"X_{name}", told.get(name, ""))
    return env.provider(prefix="X")


def test_a_provider_is_set_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provider(monkeypatch) == {}
    assert provider(monkeypatch, **WHOLE) == {name.lower(): told for name, told in WHOLE.items()}
    for name in ("CLIENT", "SECRET", "NAME"):
        with pytest.raises(ImproperlyConfigured, match=f"X_{name}"):
            provider(monkeypatch, **WHOLE | {name: " "})


def test_a_provider_is_asked_over_tls_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="https"):
        provider(monkeypatch, **WHOLE | {"ISSUER": "http://idp.example"})
    assert provider(monkeypatch, **WHOLE | {"ISSUER": "http://localhost:8080"})
