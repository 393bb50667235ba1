"""`manage.py triage_report`: how far triage and the officers agree, where it drifts, which terms are missing."""

from collections.abc import Iterable
from typing import Any

from django.core.management import BaseCommand

from reports.models import LearnedModel, ProposedTerm
from reports.triage.learning import agreement
from reports.triage.learning.agreement import Agreement
from reports.triage.learning.decisions import all_decisions
from reports.triage.learning.single import all_said, counted

_MOST = 15


class Command(BaseCommand):
    """Tells in numbers, never in words of a tip."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report."""
        decisions = all_decisions()
        self._single()
        if not decisions:
            self.stdout.write("No officer has confirmed or corrected a finding yet. It is done on a tip's page.")
            return
        self._table("What triage said and officers meant", agreement.by_step(decisions))
        self._table("Category, by category", agreement.by_category(decisions))
        self._table("Category, by language", agreement.by_language(decisions))
        self._table("Category, oldest decisions first", agreement.drift(decisions))
        self._missing(decisions)
        self._models()

    def _table(self, title: str, rows: Iterable[Agreement]) -> None:
        self.stdout.write(f"\n{title}")
        for row in rows:
            self.stdout.write(f"  {row.name:<24}{row.decisions:>6} decisions{row.share:>8.0%} agreed")

    def _single(self) -> None:
        lines = counted(all_said())
        if lines:
            self.stdout.write("What officers said of single findings, where five tips or more had it")
        for line, tips in lines[:_MOST]:
            self.stdout.write(f"  {line:<64}{tips:>4} tips")

    def _missing(self, decisions: list[Any]) -> None:
        self.stdout.write("\nTips without a single term of the category that was meant: words are missing here")
        missing = [(key, tips) for key, tips in agreement.without_a_term(decisions).most_common(_MOST)]
        for (category, language), tips in missing:
            self.stdout.write(f"  {category:<24}{language:<10}{tips:>6} tips")
        self.stdout.write("\nTerms that pointed to the wrong category most often")
        for rule, tips, wrong in list(agreement.misleading(decisions))[:_MOST]:
            self.stdout.write(f"  {rule:<40}{wrong:>4} of {tips} tips")
        self.stdout.write("\nWords that officers proposed")
        for term in ProposedTerm.objects.order_by("-times", "word")[:_MOST]:
            self.stdout.write(f"  {term.word:<24}{term.category:<20}{term.language:<10}{term.times:>4} times")

    def _models(self) -> None:
        self.stdout.write("\nWhat was learned, newest first (manage.py triage_model chooses)")
        for model in LearnedModel.objects.order_by("-made_at")[:5]:
            used = "in use" if model.in_use else "not used"
            self.stdout.write(
                f"  {model.pk}  {model.made_at:%Y-%m-%d}  from {model.decisions} decisions; of the {model.held_out} "
                f"newest it agreed with {model.agreed}, the term list with {model.list_agreed}; {used}"
            )
