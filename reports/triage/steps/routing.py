"""Which unit reads the tip, and whether an officer named in it must not."""

from collections.abc import Iterator
from dataclasses import replace

from reports.triage.assessment import Finding, Span
from reports.triage.steps.category import CHOSEN, UNNAMED
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token, tokens_of


def choose_unit(draft: Draft) -> Draft:
    """A tip about the police goes to standards, one about standards to oversight."""
    conflict = _conflict(draft)
    if conflict is not None:
        routed = Finding(step="routing", value=conflict.value, score=0.0, reason=conflict.reason)
        return draft.adding(replace(conflict, step="conflict"), routed)
    table = {**rules("routing")["units"], **draft.tip.units}
    found = draft.of("category")
    category = found[0].value if found else "other"
    unit = table.get(category, "reception")
    reason = f"Tips about '{category.replace('_', ' ')}' go to this unit by version {draft.tip.routes} of the routing."
    return draft.adding(Finding(step="routing", value=unit, score=0.0, reason=reason))


def _conflict(draft: Draft) -> Finding | None:
    spans = list(_named_officers(draft))
    kinds = (*draft.of("category"), *draft.of(UNNAMED))
    about = [f for f in kinds if f.value == "misconduct" and _is_meant(f)]
    spans += [span for finding in about for span in said_outright(finding.spans)]
    if not spans:
        return None
    standards = list(_words_of_standards(draft))
    if standards:
        reason = "It speaks of the standards unit, so oversight reads it."
        return _conflict_finding("oversight", reason, spans + standards)
    reason = "It speaks of an officer or of police conduct, so standards reads it."
    return _conflict_finding("standards", reason, spans)


def _is_meant(misconduct: Finding) -> bool:
    """Not every tip that mentions the police is about them, and no leaning of ordinary words makes it so."""
    outright = said_outright(misconduct.spans)
    chosen = any(span.rule == CHOSEN for span in outright)
    return chosen or total(outright) >= rules("routing")["misconduct_from"]


def _conflict_finding(unit: str, reason: str, spans: list[Span]) -> Finding:
    return Finding(step="conflict", value=unit, score=total(spans), reason=reason, spans=tuple(spans))


def _named_officers(draft: Draft) -> Iterator[Span]:
    """A full name, or a rank before the last name. A last name alone names half a village."""
    ranks = frozenset(rules("routing")["ranks"].split())
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for name in draft.tip.officers:
        words = tuple(token.text for token in tokens_of(name))
        if words:
            by_last.setdefault(words[-1], []).append(words)
    tokens = draft.tokens
    for at, token in enumerate(tokens):
        names = by_last.get(token.text)
        if names is None or at == 0:
            continue
        if tokens[at - 1].text in ranks or _is_rank_and_first_name(tokens, at, ranks):
            yield Span(tokens[at - 1].start, token.end, "rank and name of an officer", 2.0)
        elif any(len(n) > 1 and tokens[at - 1].text == n[0] for n in names):
            yield Span(tokens[at - 1].start, token.end, "name of an officer", 2.0)


def _is_rank_and_first_name(tokens: tuple[Token, ...], at: int, ranks: frozenset[str]) -> bool:
    return at >= 2 and tokens[at - 2].text in ranks and tokens[at - 1].clause == tokens[at].clause


def _words_of_standards(draft: Draft) -> Iterator[Span]:
    phrases = {tuple(t.text for t in tokens_of(p)) for p in rules("routing")["standards"]}
    words = tuple(token.text for token in draft.tokens)
    for phrase in sorted(phrases):
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase:
                start, end = draft.tokens[at].start, draft.tokens[at + len(phrase) - 1].end
                yield Span(start, end, "names the standards unit", 1.0)
                break
