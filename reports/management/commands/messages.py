"""`manage.py messages`: bring the catalogues up to date with the code, and compile them."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.management.catalogues import bring_up_to_date, languages, untranslated


class Command(BaseCommand):
    """What is new in the code appears untranslated in each .po; fill it in and run this again."""

    help = "Extract every sentence a tipster can meet into locale/*/LC_MESSAGES/django.po, and compile it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for code in languages():
            missing = [message.id for message in untranslated(bring_up_to_date(code))]
            self.stdout.write(f"{code}: {len(missing)} without a translation")
            for words in missing:
                self.stdout.write(f"    {words}")
