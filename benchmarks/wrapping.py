"""A head makes a unit's next key and wraps its tips anew, as the desk does it; prints JSON for benchmarks.renewing."""

import json
import os
import time

import django
from django.conf import settings

django.setup()

from reports import vault  # noqa: E402
from reports.keyring import KeyRing  # noqa: E402
from reports.models import Officer, Unit  # noqa: E402
from reports.people.enrol import read_password  # noqa: E402
from reports.people.renewing import is_anything_old, make_key, note_in_force, wrap_anew  # noqa: E402
from reports.people.signing import install, sign_keys  # noqa: E402
from reports.sealing.officers import open_slot, stretch  # noqa: E402


def main() -> None:
    unit = Unit.objects.get(slug=os.environ["BENCH_UNIT"]).pk
    make_key(unit=unit, ring=_ring())
    sealed = (settings.SECRETS_DIR / "root_key.sealed").read_text()
    install(sign_keys(passphrase=os.environ["BENCH_PASSPHRASE"], sealed_root=sealed, by="command line"))
    note_in_force()
    done, presses, left = 0, 0, 1
    ring = _ring()
    begun, worked = time.perf_counter(), time.process_time()
    while left:
        pressed = wrap_anew(unit=unit, ring=ring)
        done, presses, left = done + pressed.done, presses + 1, pressed.left
        if not pressed.done or pressed.damaged:
            break
    whole, cpu = time.perf_counter() - begun, time.process_time() - worked
    left = left or int(is_anything_old(unit, _ring()))
    print(json.dumps({"done": done, "presses": presses, "left": left, "whole": whole, "cpu": cpu}))


def _ring() -> KeyRing:
    """Open the head's keys from the password, as the sign-in does."""
    head = Officer.objects.get(username="reid")
    salt, _ = read_password(head)
    slot_key = stretch(os.environ["BENCH_PASSWORD"], salt, vault.secret("officer_pepper")).slot_key
    return KeyRing(head, open_slot(slot_key, head.password_slot, head.pk, bytes(head.public_key)))


if __name__ == "__main__":
    main()
