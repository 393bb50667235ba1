"""`manage.py erase_tip ID`: destroy a tip's keys, then all that is stored of it."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from reports.lifecycle.erasure import TipHeld, erase_tip
from reports.models import Erasure, Errand, Split, Tip


class Command(BaseCommand):
    """Erases one tip for good."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the tip, and a plain yes."""
        parser.add_argument("tip", type=UUID)
        parser.add_argument("--now", action="store_true", help="also where something still lies at the provider")
        parser.add_argument("--yes", action="store_true", help="really erase it; this cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase it."""
        if not options["yes"]:
            raise CommandError("Add --yes: an erased tip cannot be brought back, not from a backup either.")
        left = Errand.objects.filter(record__tip=options["tip"]).count()
        if left and not options["now"]:
            raise CommandError(
                f"{left} things of this tip still lie at the telephone provider; the worker deletes them there within "
                "minutes. Wait, or add --now: then they stay there."
            )
        tip = options["tip"]
        is_known = Tip.everything.filter(pk=tip).exists() or Erasure.objects.filter(pk=tip).exists()
        copies = [str(second) for second in Split.objects.filter(origin=options["tip"]).values_list("tip", flat=True)]
        try:
            erase_tip(tip_id=options["tip"], by="command line")
        except TipHeld:
            raise CommandError(
                "A legal hold keeps this tip or the one that leads it, or was asked for. Two officers can lift it at "
                "the desk; who asked can take it back."
            ) from None
        if not is_known:
            raise CommandError(
                "No tip has this ID here, and none was erased under it: look at the ID again. It is noted, and a tip "
                "that a backup brings back under it is erased."
            )
        self.stdout.write("Erased. Copies of the key store can no longer open it after eight days.")
        if copies:
            self.stdout.write(f"Second tips keep copies of words of it, {len(copies)} in number: {', '.join(copies)}")
