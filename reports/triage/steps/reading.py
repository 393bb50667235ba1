"""First step: find the words of the tip and every term of the rules in them."""

from dataclasses import replace

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import lexicon
from reports.triage.steps.wording import tokens_of


def read(draft: Draft) -> Draft:
    tokens = tokens_of(draft.tip.text)
    return replace(draft, tokens=tokens, hits=lexicon().read(tokens))
