"""Fitting weights to decisions: a multinomial logistic model that starts from the term list.

The penalty pulls towards "the term list is right", so that little data changes little. A feature that fewer than
FEWEST tips had gets no weight: the weights are readable, and must not tell what a single tip said.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reports.triage.learning.decision import Decision
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.learned import contributions

FEWEST = 5  # tips that had a feature
_PENALTY = 0.5  # how strongly weights are held to the term list
_STIFF = 10.0  # the same for what nearly every tip has: how often something happens here must not become a reason
_TRUST = 2.0  # what a point of the term list weighs before anything is learned
_OTHER = 1.8  # what speaks for `other` until then: less than the least score that names a category
_LEAST = 0.01  # smaller weights are left out
Weights = dict[str, dict[str, float]]
_Matrix = NDArray[np.float64]


def fit(decisions: Sequence[Decision]) -> Weights:
    """Return weights by feature and category, rounded to two digits."""
    from scipy.optimize import minimize  # 34 MB, which no process that never learns needs

    names = _names(decisions)
    x = np.array([_row(decision.features, names) for decision in decisions])
    y = np.array([CATEGORIES.index(decision.meant["category"]) for decision in decisions])
    prior = _prior(names)
    wanted = np.eye(len(CATEGORIES))[y]
    everyday = [name.startswith(("channel:", "language:", "always")) for name in names]
    hold = _PENALTY * np.where(everyday, _STIFF, 1.0)[:, np.newaxis]

    def loss(flat: _Matrix) -> tuple[float, _Matrix]:
        w = flat.reshape(prior.shape)
        logits = x @ w
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        shares = odds / odds.sum(axis=1, keepdims=True)
        likely = -np.log(np.maximum((shares * wanted).sum(axis=1), 1e-12)).sum()
        away = w - prior
        return float(likely + (hold * away**2).sum()), (x.T @ (shares - wanted) + 2 * hold * away).ravel()

    fitted = minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return _readable(names, fitted.x.reshape(prior.shape))


def choose(weights: Mapping[str, Mapping[str, float]], features: Mapping[str, float]) -> str:
    """Return the category that the weights speak for."""
    added = contributions(features, weights)
    return max(sorted(added), key=lambda category: sum(added[category].values())) if added else "other"


def _names(decisions: Sequence[Decision]) -> list[str]:
    seen = Counter(name for decision in decisions for name in decision.features)
    scores = {f"score:{category}" for category in CATEGORIES}
    return [*sorted(scores | {name for name, tips in seen.items() if tips >= FEWEST}), "always"]


def _row(features: Mapping[str, float], names: Sequence[str]) -> list[float]:
    return [1.0 if name == "always" else features.get(name, 0.0) for name in names]


def _prior(names: Sequence[str]) -> _Matrix:
    """The term list as weights: each score speaks for its own category, and nothing at all for `other`."""
    prior = np.zeros((len(names), len(CATEGORIES)))
    for at, category in enumerate(CATEGORIES):
        prior[names.index(f"score:{category}"), at] = _TRUST
    prior[names.index("always"), CATEGORIES.index("other")] = _OTHER
    return prior


def _readable(names: Sequence[str], w: _Matrix) -> Weights:
    kept: Weights = {}
    for name, row in zip(names, w, strict=True):
        weights = {
            category: round(float(weight), 2)
            for category, weight in zip(CATEGORIES, row, strict=True)
            if abs(weight) >= _LEAST
        }
        if weights:
            kept[name] = weights
    return kept
