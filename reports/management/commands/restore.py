"""`manage.py restore tips|keys|secrets --from FOLDER --key FILE`: put a backup back, with the processes stopped.

`restore keys --spoilt-only` puts back single keys that do not open, while everything runs.
"""

from argparse import ArgumentParser
from base64 import b64decode
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import OperationalError

from reports.gateways.postgres_tools import PostgresToolFailed
from reports.lifecycle.backup import BackupSet
from reports.lifecycle.restoring import (
    FilesMissing,
    NothingToRestore,
    mend_keys,
    restore_keys,
    restore_secrets,
    restore_tips,
)
from reports.management.broken import why_it_broke
from reports.models import StoredKey, Tip
from reports.sealing.keys import KeyPair, pair_from_seed


class Command(BaseCommand):
    """Restores one set. The order is secrets, keys, tips (docs/operations.md)."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the set, its folder and the stick."""
        parser.add_argument("set", choices=list(BackupSet))
        parser.add_argument("--from", dest="folder", type=Path, required=True)
        parser.add_argument("--key", type=Path, required=True, help="the file that backup_key wrote")
        parser.add_argument("--keys-from", type=Path, help="with tips: the keys, with the list of erasures")
        parser.add_argument("--without-erasures", action="store_true", help="with tips: that list is lost too")
        told = "with keys: put back those alone that do not open here, and leave the rest; nothing is stopped for it"
        parser.add_argument("--spoilt-only", action="store_true", help=told)
        parser.add_argument("--yes", action="store_true", help="replace what is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, and say what was found."""
        which, folder = BackupSet(options["set"]), options["folder"]
        if options["spoilt_only"] and which != BackupSet.KEYS:
            raise CommandError("--spoilt-only is for keys.")
        if which != BackupSet.SECRETS and not (options["yes"] or options["spoilt_only"]):
            raise CommandError("Stop every process but the databases, then add --yes: what is there is replaced.")
        if which == BackupSet.TIPS and not options["keys_from"] and not options["without_erasures"]:
            raise CommandError(
                "Name the folder of the keys with --keys-from: tips that were erased since this backup must be erased "
                "again. Only if there is none: --without-erasures."
            )
        try:
            pair = _pair(options["key"])
            if options["spoilt_only"]:
                told = "Mended: {}. Still not opening: {}.".format(*mend_keys(folder, pair))
            else:
                told = self._restore(which, folder, pair, options["keys_from"])
        except FilesMissing as problem:
            told = "The tips are back and every erasure was done again, but not all files are"
            raise CommandError(f"{told}: {problem} Run manage.py register_people and doctor, then start.") from problem
        except OperationalError as problem:
            raise CommandError(f"{which} were NOT restored: {why_it_broke(problem)}") from problem
        except (NothingToRestore, PostgresToolFailed, OSError) as problem:
            raise CommandError(f"{which} were NOT restored: {problem}") from problem
        self.stdout.write(told)

    def _restore(self, which: BackupSet, folder: Path, pair: KeyPair, keys_from: Path | None) -> str:
        match which:
            case BackupSet.KEYS:
                readable, count = restore_keys(folder, pair)
                return f"The key store is back. {readable} of its {count} keys open with the key files here."
            case BackupSet.TIPS:
                count = restore_tips(folder, pair, keys_folder=keys_from)
                told = f"The tips are back, and {count} erasures were done again."
                if Tip.objects.exists() and not StoredKey.objects.exists():
                    told += " NO KEY of theirs is here, so none opens: manage.py restore keys."
                return f"{told} Run manage.py register_people and doctor, then start."
            case BackupSet.SECRETS:
                return f"{restore_secrets(folder, pair)} secrets are back; what was here was left as it is."


def _pair(file: Path) -> KeyPair:
    try:
        return pair_from_seed(b64decode(file.read_text()))
    except (OSError, ValueError) as problem:
        raise CommandError(f"{file} is not the file that backup_key wrote.") from problem
