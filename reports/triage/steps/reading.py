"""First step: find the words of the tip and every term of the rules in them."""

from collections import defaultdict
from dataclasses import replace

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import Hit, lexicon
from reports.triage.steps.wording import tokens_of


def read(draft: Draft) -> Draft:
    tokens = tokens_of(draft.tip.text)
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in lexicon().read(tokens):
        hits[hit.term.list].append(hit)
    return replace(draft, tokens=tokens, hits={name: tuple(found) for name, found in hits.items()})
