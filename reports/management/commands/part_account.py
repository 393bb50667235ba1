"""`manage.py part_account USERNAME`: part an officer from an account in the directory, where nobody at the desk can."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.models import Officer
from reports.people.accounts import part_account


class Command(BaseCommand):
    """For the only administrator, of whom nobody else decides."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whom to part."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Part the two."""
        officer = Officer.objects.filter(username=options["username"]).first()
        if officer is None or not part_account(officer=officer, by="command line"):
            raise CommandError("No such officer, or no account is bound.")
        self.stdout.write("Parted. The next account with which the officer signs in is bound.")
