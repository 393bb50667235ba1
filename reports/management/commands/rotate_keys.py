"""`manage.py rotate_keys [WHAT]`: make a secret anew, one safe step at a time. Alone, it tells how old each one is."""

import secrets
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from reports import vault
from reports.fingerprints import LIKENESS_KEY
from reports.people import peppers, worker_keys
from reports.people.founding import SIGNING_KEYS, write_secret
from reports.people.likeness_key import DoNotOpen, make_first, seal_fingerprints_anew
from reports.people.row_key import ROW_KEY, end_row_key, end_signing_of_tips, sign_rows_anew, what_needs_the_key_before
from reports.people.secret_files import OFFICER_PEPPER, write_in_place
from reports.people.signing import WrongPassphrase, install
from reports.people.worker_keys import Stage, StillNeeded
from reports.queries.key_ages import NAMES, ages, late_keys

PAUSE = 20  # seconds


class Command(BaseCommand):
    """Each run does the next step, and says when the one after it is due. It may be broken off anywhere."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is to be made anew."""
        parser.add_argument("what", nargs="?", choices=sorted(_STEPS), help="left out: tell how old each one is")
        told = "end the officers' old pepper although some have not signed in: a colleague has to let them in"
        parser.add_argument("--without-them", action="store_true", help=told)
        told = "stop between the steps of a pepper, so that its file can be copied to every host"
        parser.add_argument("--several-hosts", action="store_true", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell, or do the next step."""
        if options["what"]:
            _STEPS[options["what"]](self.stdout.write, options)
            return
        for name, days in ages().items():
            self.stdout.write(f"{NAMES.get(name, name)}: {days} days")
        for told in late_keys():
            self.stdout.write(f"due: {told}")


def _worker(tell: Callable[[str], Any], _options: Mapping[str, Any]) -> None:
    worker_keys.note()
    stage = worker_keys.stage()
    if stage == Stage.LOST:
        raise CommandError("The manifest lists a worker's key that is not here. Restore the secrets, or find the host.")
    if stage == Stage.IN_FORCE:
        _end_worker(tell)
        return
    if stage == Stage.STEADY:
        worker_keys.make()
        tell("New keys are made; the worker opens with both. On several hosts: copy triage_key and relay_key now.")
    path = settings.SECRETS_DIR / "root_key.sealed"
    if not path.exists():
        raise CommandError("Bring root_key.sealed back into the secrets folder, and run this once more.")
    try:
        install(worker_keys.sign(passphrase=getpass("Root passphrase: "), sealed_root=path.read_text()))
    except WrongPassphrase:
        raise CommandError("That passphrase does not open the root key of this house.") from None
    worker_keys.note()
    tell("In force: what comes in is sealed to the new keys. On several hosts: copy manifest.json to each now.")
    tell(f"{worker_keys.box_anew()} waiting things boxed anew. Take root_key.sealed away; run this again in two days.")


def _end_worker(tell: Callable[[str], Any]) -> None:
    tell(f"{worker_keys.box_anew()} waiting things boxed anew.")
    try:
        worker_keys.end_old()
    except StillNeeded:
        raise CommandError(
            "The old keys stay: they were needed within two days. Does every host have the new manifest? Try tomorrow."
        ) from None
    tell("The old keys are destroyed. Back the secrets up anew, and destroy older backups of them.")


def _goes_on(name: str, tell: Callable[[str], Any], options: Mapping[str, Any]) -> bool:
    """Put a new version in force, in two steps where there are several hosts; return whether the next step may be now.

    Every host must understand the new version before one of them uses it.
    """
    if peppers.is_on_its_way(name) and not peppers.is_prepared(name):
        peppers.note(name)
        return True
    if options["several_hosts"] and not peppers.is_prepared(name):
        peppers.prepare(name)
        tell(f"A new version is made, and not in force. Copy {name} to every host that has it, then run this again.")
        return False
    peppers.begin(name)
    peppers.note(name)
    tell("The new version is in force.")
    if options["several_hosts"]:
        tell(f"Copy {name} to every host once more, then run this again.")
    return not options["several_hosts"]


def _officer_pepper(tell: Callable[[str], Any], options: Mapping[str, Any]) -> None:
    name = OFFICER_PEPPER
    if not _goes_on(name, tell, options):
        return
    if len(vault.trusted(name)) > 1:
        peppers.sign_people_anew()
        time.sleep(PAUSE)  # a request that signed with the old one just before has ended by now
        unsigned = peppers.sign_people_anew()
        peppers.end_signing()
        tell(f"Rows of people are signed anew. {unsigned} did not fit, and stay unsigned." if unsigned else _SIGNED)
        return
    try:
        peppers.end_officer_pepper(without_them=options["without_them"])
    except peppers.NotYet as left:
        raise CommandError(
            f"The old pepper stays: these have not signed in since: {left}. See --without-them."
        ) from None
    tell("The old pepper is destroyed. Back the secrets up anew, and destroy older backups of them.")


def _row_key(tell: Callable[[str], Any], options: Mapping[str, Any]) -> None:
    if not _goes_on(ROW_KEY, tell, options):
        return
    if len(vault.trusted(ROW_KEY)) > 1:
        sign_rows_anew()
        time.sleep(PAUSE)  # a request that signed with the old one just before has ended by now
        left = sign_rows_anew()
        end_signing_of_tips()
        tell(
            f"Tips, what finds them and the rules of the house are signed anew; {left} did not fit, and stay unsigned."
        )
        if still := what_needs_the_key_before():
            tell(f"The old key still stands, for them alone: {still}. Run this again when they are over.")
        else:
            tell("Nothing needs the old key any more. Run this again now: it destroys it.")
        return
    try:
        end_row_key()
    except peppers.NotYet as reason:
        raise CommandError(f"The old key stays, for them alone: {reason}.") from None
    tell("The old key is destroyed. Back the secrets up anew, and destroy older backups of them.")


def _request_pepper(tell: Callable[[str], Any], options: Mapping[str, Any]) -> None:
    is_new = not peppers.is_on_its_way(peppers.REQUEST_PEPPER) or peppers.is_prepared(peppers.REQUEST_PEPPER)
    if not _goes_on(peppers.REQUEST_PEPPER, tell, options) or is_new:
        tell("The one before is good for two days; run this again then.")
        return
    try:
        peppers.end_request_pepper()
    except peppers.NotYet as reason:
        raise CommandError(f"The old pepper stays: {reason}. Run this again in two days.") from None
    tell("The old pepper is destroyed.")


def _receipt_pepper(tell: Callable[[str], Any], options: Mapping[str, Any]) -> None:
    name = peppers.RECEIPT_PEPPER
    is_new = not peppers.is_on_its_way(name) or peppers.is_prepared(name)
    if not _goes_on(name, tell, options) or is_new:
        tell(
            "New receipts are made under the new pepper; a phone moves to it with its next text. The old one stays for"
        )
        tell("the mailboxes of its time, and a third cannot be made until then. Run this again in some months.")
        return
    try:
        peppers.end_receipt_pepper()
    except peppers.NotYet as reason:
        raise CommandError(f"The old pepper stays: {reason}.") from None
    tell("The old pepper is destroyed. Back the secrets up anew, and destroy older backups of them.")


def _likeness_key(tell: Callable[[str], Any], options: Mapping[str, Any]) -> None:
    if make_first():
        peppers.note(LIKENESS_KEY)
    elif not _goes_on(LIKENESS_KEY, tell, options):
        return
    try:
        lost = seal_fingerprints_anew()
        if peppers.is_on_its_way(LIKENESS_KEY):
            time.sleep(PAUSE)  # an arrival that was judged with the old one just before is kept by now
            lost += seal_fingerprints_anew()
    except DoNotOpen:
        raise CommandError(
            "The old key stays: rows of the key store do not open here. manage.py doctor names them. Bring them back"
            " from a backup, or delete them there; then run this again."
        ) from None
    if peppers.is_on_its_way(LIKENESS_KEY):
        peppers.end_version(LIKENESS_KEY)
    tell(f"Fingerprints are sealed anew and no older key opens one; {lost} did not open and are deleted.")
    tell("Back the secrets up anew, and destroy older backups of them. On several hosts: copy likeness_key once more.")


def _signing_key(name: str) -> Callable[..., None]:
    def make(tell: Callable[[str], Any], _options: Mapping[str, Any]) -> None:
        path, text = settings.SECRETS_DIR / name, secrets.token_urlsafe(50)
        (write_in_place if path.exists() else write_secret)(path, text)
        tell("It is made. Bring it to each host of these faces, and restart them. What the old one signed is void.")

    return make


_SIGNED = (
    "All rows of people are signed anew. Passwords follow as officers sign in: have each do so, and print a new"
    " recovery code under You. Then run this again, within a month."
)
_STEPS: dict[str, Callable[..., None]] = {
    "worker": _worker, "officer_pepper": _officer_pepper, "request_pepper": _request_pepper,
    "receipt_pepper": _receipt_pepper,
    "row_mac_key": _row_key, "likeness_key": _likeness_key,
    **{name: _signing_key(name) for name in SIGNING_KEYS},
}  # fmt: skip
