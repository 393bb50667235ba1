"""What the environment must say, and what stops the start."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.tables import each_of
from tipline import env, helping

ROOT = Path(__file__).resolve().parents[2]

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


def test_no_sign_that_nobody_sees_comes_into_a_name_that_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "\ufeffPolice of the \u202eIsles\u202c & Côte d’Or\u200b")
    assert env.text("X") == "Police of the Isles & Côte d’Or"
    monkeypatch.setenv("X", "Crisis\u200b line=758-555\u2011\u202d0136\u202c")
    assert env.pairs("X") == [("Crisis line", "758-555\u20110136")]


@each_of(
    [
        ("911", "911"),
        (" 0 800 12 34 56 ", "0 800 12 34 56"),
        ("+1 (758) 555\u20110134", "+1 (758) 555-0134"),
        ("*99", "*99"),
        ("(758) 555-0134", "(758) 555-0134"),
        ("452 2854", "452 2854"),
    ]
)
def test_a_telephone_number_is_taken_as_it_is_written(told: str, kept: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("X", told)
        assert env.telephone("X") == kept
        patch.setenv("X", f"Shelter={told}; Crisis line={told}")
        assert env.contacts("X") == [("Shelter", kept), ("Crisis line", kept)]


@each_of(
    [
        "17 / 112",
        "911;112",
        "911 or 999",
        "",
        "call the station",
        "1",
        "1, B=2",
        "+",
        "1234567890123456",
        "*99#",
        "911 999",
        "17  18",
        "452-2854 452-2855",
        "758)",
    ]
)
def test_what_a_touch_cannot_call_stops_the_start(told: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("X", told)
        with pytest.raises(ImproperlyConfigured, match="X must have one telephone number"):
            env.telephone("X")


@each_of(
    ["weather.example", "", "javascript:alert(1)", "https://", "https://line.example/en/", "http://weather.example/"]
)
def test_the_way_out_leads_to_another_site_alone(told: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("X", told)
        with pytest.raises(ImproperlyConfigured, match="another site"):
            env.another_site("X", "", ours="https://line.example")
        patch.setenv("X", "https://weather.example/today")
        assert env.another_site("X", "", ours="https://line.example") == "https://weather.example/today"


def test_a_contact_is_named_by_language_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELP_DESPAIR", "Crisis line | fr: Ligne de crise=12")
    assert helping.contacts(demo=False, languages=("en", "fr"))["despair"] == [
        ("Crisis line | fr: Ligne de crise", "12")
    ]
    for told in ("Crisis line | Ligne de crise=12", "Crisis line | pt: Linha de crise=12"):
        monkeypatch.setenv("HELP_DESPAIR", told)
        with pytest.raises(ImproperlyConfigured, match="HELP_DESPAIR: write"):
            helping.contacts(demo=False, languages=("en", "fr"))


@each_of(
    [
        ("-3", {}, "X must be 0 or more, not -3"),
        ("0", {"least": 1}, "X must be 1 or more, not 0"),
        ("9999", {"most": 60}, "X must be from 0 to 60, not 9999"),
        ("-2", {"least": -1, "most": 23}, "X must be from -1 to 23, not -2"),
        ("soon", {}, "X must be a whole number"),
    ]
)
def test_a_number_that_means_nothing_stops_the_start(told: str, bounds: dict[str, int], said: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("X", told)
        with pytest.raises(ImproperlyConfigured, match=said):
            env.number("X", 3, **bounds)


@each_of(["abcdef.onion", "http://line.example", "http://abcdef.onion/en", "ftp://abcdef.onion", "http://"])
def test_an_onion_service_is_named_with_its_whole_address(told: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("X", told)
        with pytest.raises(ImproperlyConfigured, match=r"X must be http:// and a name that ends in \.onion"):
            env.onion("X")
        patch.setenv("X", "http://abcdef.onion/")
        assert env.onion("X") == "http://abcdef.onion"
        patch.setenv("X", "")
        assert env.onion("X") == ""


def test_a_time_zone_that_is_none_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "Mars/Phobos")
    with pytest.raises(ImproperlyConfigured, match="X must be a time zone such as America/St_Lucia, not 'Mars/Phobos'"):
        env.time_zone("X", "America/St_Lucia")
    monkeypatch.setenv("X", "Europe/Paris")
    assert env.time_zone("X", "America/St_Lucia") == "Europe/Paris"


@each_of(["fr=banque", "any bank; Fr=banque", "any bank; toute banque", "; fr=banque", "a; fr=b; fr=c", "a; fr="])
def test_words_in_languages_begin_in_english_and_name_each_other_one(told: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("X", told)
        with pytest.raises(ImproperlyConfigured, match="X must be written in English first"):
            env.in_languages("X", "", languages=("en", "fr", "es"))
        for well in ("", "any bank", "any bank; fr=toute banque; es=todo banco;"):
            patch.setenv("X", well)
            assert env.in_languages("X", "", languages=("en", "fr", "es")) == well


def test_a_provider_is_asked_over_tls_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="https"):
        provider(monkeypatch, **WHOLE | {"ISSUER": "http://idp.example"})
    assert provider(monkeypatch, **WHOLE | {"ISSUER": "http://localhost:8080"})


def test_an_address_of_a_database_takes_nothing_that_would_be_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes `sslmode` there must not go on without TLS, unaware of it."""
    monkeypatch.setenv("X", "postgresql:///tips?host=/run&user=desk")
    assert env.database("X")["HOST"] == "/run"
    monkeypatch.setenv("X", "postgresql://desk:secret@db/tips?sslmode=verify-full")
    with pytest.raises(ImproperlyConfigured, match=r"sslmode.*PGSSLMODE") as refused:
        env.database("X")
    assert "secret" not in str(refused.value)


def test_each_face_signs_with_its_own_key(tmp_path: Path) -> None:
    for name in ("django_secret_key", "desk_secret_key"):
        (tmp_path / name).write_text(f"{name}\n")
    for faces in (["public", "phone", "api"], ["phone"]):
        assert env.signing_key(tmp_path, faces, demo=False) == "django_secret_key"
    for faces in (["dashboard", "desk_api"], ["dashboard"]):
        assert env.signing_key(tmp_path, faces, demo=False) == "desk_secret_key"
    for faces in ([], ["counter"]):
        ours = env.signing_key(tmp_path, faces, demo=False)
        assert len(ours) > 50
        assert ours != env.signing_key(tmp_path, faces, demo=False)


def test_a_face_does_not_start_without_a_key(tmp_path: Path) -> None:
    for faces, key in ((["public"], "django_secret_key"), (["dashboard"], "desk_secret_key")):
        with pytest.raises(ImproperlyConfigured, match=key):
            env.signing_key(tmp_path, faces, demo=False)
    (tmp_path / "django_secret_key").write_text("shared")
    assert env.signing_key(tmp_path, ["dashboard"], demo=False) == "shared", "a house from before goes on"
    assert env.signing_key(tmp_path / "none", [], demo=True) == "unset"


def test_a_mail_server_is_set_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def mail(server: str = "smtps://u:p@mail.example", whose: str = "a@x", to: str = "b@x, c@x") -> dict[str, Any]:
        for name, told in (("SERVER", server), ("FROM", whose), ("TO", to)):
            monkeypatch.setenv(f"X_{name}", told)
        return env.mail(prefix="X")

    assert mail(server="") == {}
    assert mail() == {"server": "smtps://u:p@mail.example", "from": "a@x", "to": ["b@x", "c@x"]}
    for wrong in (
        {"server": "mail.example"},
        {"server": "http://mail.example"},
        {"whose": ""},
        {"to": ""},
        {"to": "b"},
    ):
        with pytest.raises(ImproperlyConfigured, match="X_SERVER"):
            mail(**wrong)


def test_a_number_with_bounds_is_refused_outside_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for told in ("0", "60"):
        monkeypatch.setenv("X_EVERY", told)
        assert env.number("X_EVERY", 15, most=60) == int(told)
    for told in ("-1", "61", "quarter"):
        monkeypatch.setenv("X_EVERY", told)
        with pytest.raises(ImproperlyConfigured, match="X_EVERY"):
            env.number("X_EVERY", 15, most=60)
    monkeypatch.setenv("X_EVERY", "-1")
    assert env.number("X_EVERY", 15, least=-1) == -1


@each_of(
    [
        ("TIPLINE_TEXTS_EVERY", "61", "from 0 to 60"),
        ("TIPLINE_SELF_TEST_READ_BY", "24", "from 0 to 23"),
        ("TIPLINE_FEEDBACK_DAYS", "0", "1 or more"),
        ("TIPLINE_LINE_DAYS", "0", "1 or more"),
        ("TIPLINE_CLAIM_DAYS", "0", "1 or more"),
        ("TIPLINE_DRAFT_DAYS", "0", "1 or more"),
        ("TIPLINE_ALERT_ROUNDS", "0", "1 or more"),
        ("TIPLINE_ALERT_CAP", "0", "1 or more"),
        ("TIPLINE_ALERT_LOW_CAP", "0", "1 or more"),
    ]
)
def test_a_setting_out_of_reach_stops_the_start(name: str, told: str, allowed: str) -> None:
    env = os.environ | {name: told}
    start = subprocess.run([sys.executable, "-c", "import tipline.settings"], env=env, capture_output=True, text=True)
    assert start.returncode
    assert f"{name} must be {allowed}, not {told}" in start.stderr


def test_a_command_says_in_one_line_which_setting_is_missing() -> None:
    asked = [sys.executable, "manage.py", "check"]
    bare = {"PATH": os.environ["PATH"]}
    done = subprocess.run(asked, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Set PUBLIC_URL: see .env.example for what it means.\n"
