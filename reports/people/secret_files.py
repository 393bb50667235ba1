"""Secrets in two versions: a fresh one is put in front, and the one before stays good until it is dropped.

A file holds a line for each version, the one in force first. It is written in place: where a container has it mounted,
a new file would not be seen.
"""

import os
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from reports import vault
from reports.clock import today
from reports.models import KeyAge
from reports.sealing.keys import derive, fingerprint, new_key
from reports.worker_box import RELAY, TRIAGE

WORKER_KEYS = (TRIAGE, RELAY)
OFFICER_PEPPER = "officer_pepper"


class OnItsWay(Exception):
    """A new version is on its way already: the one before it has to end first."""


class NoneBefore(Exception):
    """There is no earlier version."""


def write_in_place(path: Path, text: str) -> None:
    """Write a file's text over what it held, in one write; what is left of a longer one is blanked with it."""
    with open(os.open(path, os.O_RDWR), "r+b") as file:
        size = len(file.read())
        file.seek(0)
        file.write((text + "\n").encode().ljust(size))
        file.flush()
        os.fsync(file.fileno())


def add_version(name: str, *, behind: bool = False) -> None:
    """Put a fresh version of a secret in force; the one before stays good. Raises OnItsWay.

    `behind`: the fresh one is only good, and in force when it is brought to the front.
    """
    held = vault.versions(name)
    if len(held) > 1:
        raise OnItsWay
    _write(name, (*held, new_key()) if behind else (new_key(), *held))


def bring_to_front(name: str) -> None:
    """Put the version in force that was put behind."""
    _write(name, vault.versions(name)[::-1])


def limit_before(name: str) -> None:
    """Let what came before a secret only open and find things from now on: its signatures are believed no more."""
    _write(name, vault.versions(name), is_limited=True)


def drop_before(name: str) -> None:
    """Destroy what came before the secret in force. Raises NoneBefore."""
    held = vault.versions(name)
    if len(held) < 2:
        raise NoneBefore
    _write(name, held[:1])


def mark(name: str) -> str:
    """Return what tells this version of a secret from the next, and nothing of the secret itself."""
    if name in WORKER_KEYS:
        return fingerprint(vault.worker_pair(name).public)
    return derive(vault.secret(name), "mark")[:8].hex()


def note_in_force(name: str, told: str, *, before_is_good: bool) -> bool:
    """Note that a version is in force from today on, unless that is known. Returns whether it was news."""
    if KeyAge.objects.filter(name=name, mark=told).exists():
        return False
    fresh = {"mark": told, "since": today(), "before_is_good": before_is_good, "before_used_on": None}
    KeyAge.objects.update_or_create(name=name, defaults=fresh)
    return True


def _write(name: str, held: Sequence[bytes], *, is_limited: bool = False) -> None:
    in_force, *before = (b64encode(one).decode() for one in held)
    lines = [in_force, *("-" * is_limited + one for one in before)]
    write_in_place(settings.SECRETS_DIR / name, "\n".join(lines))
