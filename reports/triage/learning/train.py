"""When to learn anew, and whether what was learned may be used: only if it beats the term list on the newest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.models import LearnedModel
from reports.triage.assessment import LearnedWeights
from reports.triage.learning.decision import Decision
from reports.triage.learning.decisions import all_decisions
from reports.triage.learning.fit import choose, fit
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.lexicon import rules_version

FEWEST_DECISIONS = 50
NEW_DECISIONS = 25  # since the last time, before it is worth while again
HELD_OUT = 0.25  # the newest share, which the model does not see
CHANCE = 0.05  # of a model that is no better passing the test


@dataclass(frozen=True, slots=True)
class Trial:
    """How a model and the term list did on decisions that neither had seen."""

    held_out: int
    list_agreed: int
    agreed: int
    better: int
    worse: int

    @property
    def passed(self) -> bool:
        """Whether the model was right where the list was wrong more often than luck would have it (sign test)."""
        differing = self.better + self.worse
        if self.better <= self.worse:
            return False
        as_lucky = sum(comb(differing, k) for k in range(self.better, differing + 1))
        return float(as_lucky / 2**differing) <= CHANCE


def learn() -> LearnedModel | None:
    """Learn anew if there is enough to learn from; return the new model, in use or not."""
    decisions = [decision for decision in all_decisions() if decision.meant.get("category") in CATEGORIES]
    if not _is_due(decisions):
        return None
    cut = len(decisions) - max(1, round(len(decisions) * HELD_OUT))
    weights = fit(decisions[:cut])
    trial = judge(weights, decisions[cut:])
    with transaction.atomic():
        model = LearnedModel.objects.create(
            made_at=timezone.now(),
            rules_version=rules_version(),
            decisions=cut,
            held_out=trial.held_out,
            list_agreed=trial.list_agreed,
            agreed=trial.agreed,
            weights=weights,
        )
        if trial.passed:
            use(model, by=audit.WORKER)
        else:
            _drop_one_that_fell_behind(decisions)
    return model


def _is_due(decisions: Sequence[Decision]) -> bool:
    """Tell whether enough is new. Older decisions die with their tips, so how many there are tells nothing of that."""
    last = LearnedModel.objects.order_by("-made_at").first()
    if len(decisions) < FEWEST_DECISIONS or last is None:
        return len(decisions) >= FEWEST_DECISIONS
    since = sum(decision.at > last.made_at for decision in decisions)
    return since >= NEW_DECISIONS or last.rules_version != rules_version()


def judge(weights: Mapping[str, Mapping[str, float]], decisions: Sequence[Decision]) -> Trial:
    """Compare a model with the term list on decisions that it has not seen."""
    by_list = [decision.said.get("category") == decision.meant["category"] for decision in decisions]
    by_model = [choose(weights, decision.features) == decision.meant["category"] for decision in decisions]
    pairs = list(zip(by_list, by_model, strict=True))
    return Trial(
        held_out=len(decisions),
        list_agreed=sum(by_list),
        agreed=sum(by_model),
        better=pairs.count((False, True)),
        worse=pairs.count((True, False)),
    )


@transaction.atomic
def use(model: LearnedModel | None, *, by: object) -> None:
    """Use this model from now on, or none; the earlier ones are kept, so that this can be undone."""
    LearnedModel.objects.filter(in_use=True).update(in_use=False)
    if model is not None:
        LearnedModel.objects.filter(pk=model.pk).update(in_use=True)
        model.in_use = True
    audit.enter("triage.model_chosen", by=str(by), model=str(model.pk) if model else "none")


def weights_in_use() -> LearnedWeights | None:
    """Return what the pipeline may use, or None."""
    model_id = LearnedModel.objects.filter(in_use=True).values_list("pk", flat=True).first()
    return _loaded(model_id) if model_id else None


@lru_cache(maxsize=2)
def _loaded(model_id: UUID) -> LearnedWeights:
    model = LearnedModel.objects.get(pk=model_id)
    return LearnedWeights(
        weights=model.weights,
        decisions=model.decisions,
        held_out=model.held_out,
        list_agreed=model.list_agreed,
        agreed=model.agreed,
    )


def _drop_one_that_fell_behind(decisions: Sequence[Decision]) -> None:
    """Stop using a model that is worse than the term list on what came after it."""
    current = LearnedModel.objects.filter(in_use=True).first()
    if current is None:
        return
    since = [decision for decision in decisions if decision.at > current.made_at]
    trial = judge(current.weights, since)
    if trial.agreed < trial.list_agreed:
        use(None, by=audit.WORKER)
