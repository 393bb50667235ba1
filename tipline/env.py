"""Typed readers for the environment and the secrets folder: a missing value stops the start with a hint."""

import os
import re
from collections.abc import Collection
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

from reports.as_seen import as_seen

PUBLIC_KEY, DESK_KEY = "django_secret_key", "desk_secret_key"
_NUMBER = re.compile(r"\+?(\([0-9]+\) ?)?[0-9*]([0-9* ().-]*[0-9*])?")
_MOST_DIGITS = 15  # ITU-T E.164
_AS_TYPED = str.maketrans(
    "\u2010\u2011\u2012\u2013\xa0\u202f\u2009", "----   "
)  # what a word processor makes of - and blank
_PUBLIC, _DESK = {"public", "phone", "api"}, {"dashboard", "desk_api"}


def text(name: str, default: str | None = None) -> str:
    """Return the variable `name` as its reader sees it, or `default`; without either the start stops."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: see .env.example for what it means.")
    return as_seen(value)


def flag(name: str) -> bool:
    """Return whether the variable is switched on (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def answer(name: str) -> bool | None:
    """Return the variable as an answer, yes or no; None where nobody has answered yet."""
    value = os.environ.get(name, "").strip().lower()
    if value not in {"yes", "no", ""}:
        raise ImproperlyConfigured(f"{name} must be yes, no or empty, not {value!r}.")
    return None if not value else value == "yes"


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return the variable as a whole number from `least`, and to `most` where that is given."""
    value = os.environ.get(name, str(default))
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if found < least or (most is not None and found > most):
        allowed = f"from {least} to {most}" if most is not None else f"{least} or more"
        raise ImproperlyConfigured(f"{name} must be {allowed}, not {found}.")
    return found


def words(name: str, default: str = "") -> list[str]:
    """Return a comma separated variable as a list without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def pairs(name: str, default: str = "") -> list[tuple[str, str]]:
    """Return a variable such as `Coast guard=555; Women's shelter=556` as its pairs, in order."""
    found = [part.partition("=") for part in text(name, default).split(";") if part.strip()]
    if not all(value.strip() for _, _, value in found):
        raise ImproperlyConfigured(f"{name} must be written as name=value; name=value.")
    return [(key.strip(), value.strip()) for key, _, value in found]


def telephone(name: str, default: str | None = None) -> str:
    """Return the variable as one telephone number, such as 911 or +1 758 555 0134: a link of each page calls it."""
    return _one_number(name, text(name, default))


def contacts(name: str, default: str = "") -> list[tuple[str, str]]:
    """Return names and telephone numbers, written as `pairs` are."""
    return [(called, _one_number(name, number)) for called, number in pairs(name, default)]


def _one_number(name: str, value: str) -> str:
    plain = value.strip().translate(_AS_TYPED)
    if not _NUMBER.fullmatch(plain) or _is_two(plain) or not 2 <= sum(sign.isdigit() for sign in plain) <= _MOST_DIGITS:
        raise ImproperlyConfigured(
            f"{name} must have one telephone number, such as 911 or 758-555-0134, not {value!r}."
        )
    return plain


def _is_two(numbers: str) -> bool:
    """Whether two numbers stand side by side, both as short as 911 or as long as 452-2854."""
    digits = [sum(sign.isdigit() for sign in part) for part in numbers.split()]
    return len(digits) == 2 and (max(digits) <= 3 or min(digits) >= 7)


def another_site(name: str, default: str, *, ours: str) -> str:
    """Return the variable as an https address of another host than `ours`, the line's own address."""
    address = text(name, default).strip()
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.hostname == urlsplit(ours).hostname:
        raise ImproperlyConfigured(f"{name} must be the https:// address of another site, not {address!r}.")
    return address


def onion(name: str) -> str:
    """Return the variable as the address of an onion service, without a path; empty where there is none."""
    address = text(name, "").strip().rstrip("/")
    parts = urlsplit(address)
    is_onion = parts.scheme in {"http", "https"} and (parts.hostname or "").endswith(".onion") and not parts.path
    if address and not is_onion:
        raise ImproperlyConfigured(f"{name} must be http:// and a name that ends in .onion, not {address!r}.")
    return address


def time_zone(name: str, default: str) -> str:
    """Return the variable as a time zone that this host knows."""
    zone = text(name, default).strip()
    if zone not in available_timezones():
        raise ImproperlyConfigured(f"{name} must be a time zone such as {default}, not {zone!r}.")
    return zone


def in_languages(name: str, default: str, *, languages: Collection[str]) -> str:
    """Return the variable as words in English first, and then in others, as `any bank; fr=toute banque`."""
    value = text(name, default)
    first, *others = (part.strip() for part in value.split(";"))
    told = [part.partition("=") for part in others if part]
    codes = {code.strip() for code, _, words in told if words.strip()}
    has_english = "=" not in first and bool(first or not value.strip())
    if not has_english or not codes <= {*languages} or len(codes) < len(told):
        raise ImproperlyConfigured(
            f"{name} must be written in English first, and then once in each language, as any bank; fr=toute banque. "
            f"The languages: {', '.join(languages)}."
        )
    return value


def folder(name: str, default: Path | None = None) -> Path:
    """Return the variable as an absolute path."""
    return Path(text(name, None if default is None else str(default))).expanduser().resolve()


def database(name: str) -> dict[str, object]:
    """Return Django's settings for the Postgres address in the variable `name`.

    Reads `postgresql://user:password@host:port/name` and, for a unix socket,
    `postgresql:///name?host=/folder&user=name`.
    """
    address = text(name)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://, see .env.example.")
    query = dict(parse_qsl(parts.query))
    if unknown := sorted(query.keys() - {"user", "host", "port"}):  # else who asks for TLS goes without, unaware of it
        raise ImproperlyConfigured(f"{name} takes no {unknown[0]}. For TLS set PGSSLMODE: docs/several-hosts.md.")
    return {
        "ENGINE": "tipline.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": query.get("user") or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, "application_name": "tipline"},
    }


def provider(*, prefix: str) -> dict[str, str]:
    """Return an OpenID Connect provider: its issuer, our client and secret there, and its name; empty without one."""
    found = {part: text(f"{prefix}_{part.upper()}", "").strip() for part in ("issuer", "client", "secret", "name")}
    if not found["issuer"]:
        return {}
    if missing := [f"{prefix}_{part.upper()}" for part, value in found.items() if not value]:
        raise ImproperlyConfigured(f"{prefix}_ISSUER is set: set {' and '.join(missing)} as well, or none of them.")
    issuer = urlsplit(found["issuer"])
    if issuer.scheme != "https" and issuer.hostname != "localhost":
        raise ImproperlyConfigured(f"{prefix}_ISSUER must begin with https://.")
    return found


def mail(*, prefix: str) -> dict[str, Any]:
    """Return the mail server, whom its mails are from and the list that they go to; empty without a server."""
    found = {part: text(f"{prefix}_{part.upper()}", "").strip() for part in ("server", "from")}
    to = words(f"{prefix}_TO")
    if not found["server"]:
        return {}
    if urlsplit(found["server"]).scheme not in {"smtp", "smtps"} or not urlsplit(found["server"]).hostname:
        raise ImproperlyConfigured(f"{prefix}_SERVER must begin with smtp:// or smtps://.")
    if not to or not all("@" in address for address in (found["from"], *to)):
        raise ImproperlyConfigured(f"{prefix}_SERVER is set: set {prefix}_FROM and {prefix}_TO as well, to addresses.")
    return {**found, "to": to}


def signing_key(folder: Path, faces: Collection[str], *, demo: bool) -> str:
    """Return Django's key of the faces that this process serves; one that signs nothing gets one of its own.

    The desk has another than the public faces, so that who takes the public host signs no session at the desk. A desk
    to which nobody has brought its own yet goes on with theirs where it lies beside it; doctor tells.
    """
    if demo:  # one process is both, and founds itself
        return secret(folder, PUBLIC_KEY, optional=True) or "unset"
    if _DESK.intersection(faces) and not _PUBLIC.intersection(faces):
        has_none = not (folder / DESK_KEY).exists() and (folder / PUBLIC_KEY).exists()
        return secret(folder, PUBLIC_KEY if has_none else DESK_KEY)
    return secret(folder, PUBLIC_KEY) if _PUBLIC.intersection(faces) else token_urlsafe(50)


def secret(folder: Path, name: str, *, optional: bool = False) -> str:
    """Return the secret file `name`; one that is missing stops the start unless this process may lack it."""
    try:
        return (folder / name).read_text().strip()
    except OSError as problem:
        if optional:
            return ""
        raise ImproperlyConfigured(
            f"The secret {name} cannot be read from {folder} ({problem.strerror}). Run `manage.py init` first."
        ) from None
