"""`manage.py backup [tips|keys|secrets] [--to FOLDER]`: write sealed backups, each set into a folder of its own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError

from reports import vault
from reports.gateways.postgres_tools import PostgresToolFailed
from reports.lifecycle.backup import PUBLIC_KEY, BackupRefused, BackupSet, back_up
from reports.sealing.keys import fingerprint


class Command(BaseCommand):
    """Backs up the sets that are named, else those that have a folder in the settings."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sets and the folder."""
        parser.add_argument("sets", nargs="*", choices=[*BackupSet, []], metavar="set", help="tips, keys or secrets")
        parser.add_argument("--to", type=Path, help="the folder, for one set; else TIPLINE_BACKUP_TIPS and so on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, and say what was written."""
        folders = {BackupSet(name): Path(folder) for name, folder in settings.BACKUP_FOLDERS.items() if folder}
        wanted = [BackupSet(name) for name in options["sets"]] or list(folders)
        if options["to"]:
            if len(wanted) != 1:
                raise CommandError("--to is the folder of one set: name it.")
            folders[wanted[0]] = options["to"]
        if not wanted or set(wanted) - set(folders):
            raise CommandError("Say which set and --to which folder, or set TIPLINE_BACKUP_TIPS, _KEYS and _SECRETS.")
        for which in wanted:
            others = [folder for name, folder in folders.items() if name != which]
            self._back_up(which, folders[which], others)

    def _back_up(self, which: BackupSet, folder: Path, others: list[Path]) -> None:
        try:
            written = back_up(which, folder, others)
        except ImproperlyConfigured:
            raise CommandError("There is no key to seal backups to: manage.py backup_key --to FILE.") from None
        except (BackupRefused, PostgresToolFailed, OSError) as problem:
            raise CommandError(f"{which} were NOT backed up: {problem}") from problem
        size = sum(path.stat().st_size for path in written) / 1e6
        self.stdout.write(f"{which}: {len(written)} files, {size:.1f} MB in {folder}")
        self.stdout.write(f"  sealed to {fingerprint(vault.secret(PUBLIC_KEY))}")
