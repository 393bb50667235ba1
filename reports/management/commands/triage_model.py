"""`manage.py triage_model`: learn now, use an earlier model, or go back to the term list alone."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from reports.models import LearnedModel
from reports.triage.learning.train import FEWEST_DECISIONS, NEW_DECISIONS, learn, use


class Command(BaseCommand):
    """Chooses what triage may use of what was learned."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one of three wishes."""
        wish = parser.add_mutually_exclusive_group(required=True)
        wish.add_argument("--learn", action="store_true", help="learn now, if there are enough new decisions")
        wish.add_argument("--off", action="store_true", help="judge by the term list alone")
        wish.add_argument("--use", type=UUID, metavar="ID", help="use this model; triage_report lists them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what is used now."""
        if options["learn"]:
            self._learn()
        elif options["off"]:
            use(None, by="command line")
            self.stdout.write("Triage judges by the term list alone.")
        else:
            model = LearnedModel.objects.filter(pk=options["use"]).first()
            if model is None:
                raise CommandError("There is no such model. manage.py triage_report lists them.")
            use(model, by="command line")
            self.stdout.write(f"In use: learned from {model.decisions} decisions.")

    def _learn(self) -> None:
        model = learn()
        if model is None:
            raise CommandError(
                f"Not enough decisions: {FEWEST_DECISIONS} at first, then {NEW_DECISIONS} new ones each time."
            )
        self.stdout.write(
            f"Of the {model.held_out} newest decisions the model agreed with {model.agreed}, the term list with "
            f"{model.list_agreed}. {'It is in use.' if model.in_use else 'That is not proof enough: it is not used.'}"
        )
