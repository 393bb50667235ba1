"""`manage.py grant_rights`: give each process's database role exactly its rights, and the rows that it may see.

Run it after each migration; with --migrate it does that first.
"""

import os
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command

from reports.management.freeing import put_in
from reports.management.rights import grant, let_in, make_roles, shut_out
from reports.management.walls import put_up
from reports.models.rights import ROLES


class Command(BaseCommand):
    """Grants, and sets the roles' passwords where the environment names them. Safe to repeat."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --roles-only and --migrate."""
        parser.add_argument("--roles-only", action="store_true", help="make the roles, as before a restore")
        parser.add_argument("--migrate", action="store_true", help="bring both databases up to date first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through both databases."""
        if options["roles_only"]:
            for alias in settings.DATABASES:
                make_roles(alias)
            return
        if options["migrate"]:
            for alias in settings.DATABASES:
                call_command("migrate", database=alias, stdout=self.stdout)
        passwords = {role: os.environ.get(f"{role.name}_DATABASE_PASSWORD", "") for role in ROLES}
        for alias in settings.DATABASES:
            grant(alias, passwords)
            put_up(alias)
            put_in(alias)
        if settings.STANDALONE:
            let_in()
            return
        for alias in settings.DATABASES:
            for told in shut_out(alias):
                self.stderr.write(told)
