"""`manage.py unchecked_translations`: what no native speaker has read yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.guides import loading, translated
from reports.management.catalogues import languages, read, unchecked


class Command(BaseCommand):
    """Lists the messages that carry the flag `unchecked` in the catalogue."""

    help = "List what no native speaker has checked, by language. Take the flag `unchecked` away once it is."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", nargs="?", choices=languages(), help="one language, with each sentence")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["language"]
        for code in [chosen] if chosen else languages():
            catalog = read(code)
            waiting = list(unchecked(catalog))
            self.stdout.write(f"{code}: {len(waiting)} of {len(catalog)} sentences unchecked")
            asked = translated.unchecked(code) if code in loading.languages() else ()
            self.stdout.write(f"{code}: {len(asked)} texts of the guides unchecked (reports/guides/words/{code}.toml)")
            for message in waiting if chosen else []:
                self.stdout.write(f"  {message.id}\n    {message.string}")
            for name in asked if chosen else []:
                self.stdout.write(f"  {name}")
