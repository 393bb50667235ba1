"""A linear model over the pieces of words, fitted with numpy and scipy, and written as small whole numbers."""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

RULES = Path(__file__).parents[2] / "reports" / "triage" / "rules"
Features = Mapping[str, float]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Features of one message, its class, and how much it counts."""

    features: Features
    label: int
    weight: float


@dataclass(frozen=True, slots=True)
class Model:
    names: tuple[str, ...]
    weights: Numbers
    """One row a feature, one column a class."""
    bias: Numbers

    def scores(self, examples: Iterable[Features]) -> Numbers:
        return np.asarray(_matrix(list(examples), self.names) @ self.weights + self.bias)


def fit(examples: Sequence[Example], classes: int, *, ridge: float, rarest: int, keep: int) -> Model:
    """Fit by most likely weights with a ridge, keep the strongest features, and fit these again."""
    seen = Counter(name for example in examples for name in example.features)
    names = tuple(sorted(name for name, count in seen.items() if count >= rarest))
    model = _fit(examples, names, classes, ridge)
    if len(names) > keep:
        strength = np.abs(model.weights - model.weights.mean(axis=1, keepdims=True)).max(axis=1)
        strength *= np.log1p([seen[name] for name in names])
        chosen = tuple(sorted(names[at] for at in np.argsort(-strength)[:keep]))
        model = _fit(examples, chosen, classes, ridge)
    return model


def _fit(examples: Sequence[Example], names: tuple[str, ...], classes: int, ridge: float) -> Model:
    matrix = _matrix([example.features for example in examples], names)
    wanted = np.eye(classes)[[example.label for example in examples]]
    counts = np.array([example.weight for example in examples])[:, None]
    shape = (len(names) + 1, classes)

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        both = flat.reshape(shape)
        scores = matrix @ both[:-1] + both[-1]
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        missed = counts * (chances - wanted)
        cost = -(counts * wanted * np.log(chances + 1e-12)).sum() + ridge / 2 * (both**2).sum()
        slope = np.vstack([matrix.T @ missed, missed.sum(axis=0)]) + ridge * both
        return float(cost), slope.ravel()

    found = minimize(loss, np.zeros(shape[0] * classes), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    both = found.x.reshape(shape)
    return Model(names, both[:-1], both[-1])


def _matrix(rows: Sequence[Features], names: tuple[str, ...]) -> Any:
    places = {name: at for at, name in enumerate(names)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        for name, value in row.items():
            at = places.get(name)
            if at is not None:
                columns.append(at)
                values.append(value)
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(names)))


def write(model: Model, name: str, classes: Sequence[str]) -> int:
    """Write rules/<name>.json.gz and its digest in rules/<name>.toml; return its size in bytes."""
    scale = float(np.abs(model.weights).max()) / 127
    whole = np.rint(model.weights / scale).astype(int)
    pieces = {key: row.tolist() for key, row in zip(model.names, whole, strict=True) if row.any()}
    data = {"classes": list(classes), "bias": [round(b, 4) for b in model.bias], "scale": scale, "pieces": pieces}
    packed = gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
    (RULES / f"{name}.json.gz").write_bytes(packed)
    rules = RULES / f"{name}.toml"
    digest = hashlib.blake2b(packed, digest_size=8).hexdigest()
    rules.write_text(re.sub(r'^weights = "\w*"', f'weights = "{digest}"', rules.read_text(), count=1, flags=re.M))
    return len(packed)
