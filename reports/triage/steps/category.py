"""What a tip is about: up to three of eighteen categories, from rules made of concepts."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.leaning import Leanings, leanings, said_outright
from reports.triage.steps.lexicon import Hit, concepts, rules
from reports.triage.steps.matching import Match, Rule, Words, matches, rules_said, spans_of
from reports.triage.steps.wording import tokens_of

CATEGORIES = (
    "drugs",
    "human_trafficking",
    "firearms",
    "homicide",
    "violence",
    "robbery",
    "theft",
    "sexual_offence",
    "child_abuse",
    "domestic_abuse",
    "missing_person",
    "wanted_person",
    "misconduct",
    "fraud",
    "smuggling",
    "threat",
    "traffic",
    "other",
)
_MOST = 3
UNNAMED = "unnamed"
"""The step of a kind that a tip is too little about to name: a conflict of interest and learning look at it too."""
CHOSEN = "chosen by the tipster"
_CHOSEN = 2.0
"""What the tipster's own choice weighs: about one plain word of crime."""
_NEGATION_WINDOW = 3
_STORY_WINDOW = 6
_SAME_IDEA = 3
"""Different words of one idea that count."""
_LOOKED_AT = 40
"""Places of one rule in a tip that are looked at: more are repeats."""

Spans = dict[str, list[Span]]


@cache
def _cues(name: str) -> frozenset[str]:
    """Folded, as the words of the tip are."""
    return frozenset(token.text for token in tokens_of(rules("category")["cues"][name].replace("_", "XX")))


@cache
def _ideas(name: str) -> frozenset[str]:
    return frozenset(rules("category")["cues"][name].split())


@cache
def _beside_harm() -> frozenset[str]:
    return frozenset(rules("harmed")["beside"].split())


def judge_category(draft: Draft) -> Draft:
    words = asserted(draft)
    spans = _by_rules(draft, words)
    chosen = draft.tip.answers.get("category", "")
    picked = chosen in CATEGORIES and chosen != "other"
    if picked:
        spans[chosen].append(Span(0, 0, CHOSEN, _CHOSEN))
    beside = _of_its_team(draft, chosen) if picked else frozenset[str]()
    _let_explain(spans, chosen, beside)
    # Ordinary words do not speak against the tipster's own choice.
    found = _findings(spans, Leanings() if picked else leanings(draft, words), harmed=_is_harmed(draft, words))
    return draft.adding(*_chosen_first(found, chosen, beside))


def asserted(draft: Draft) -> Words:
    """Return the ideas without figures of speech, and without what is denied or told of a story."""
    spoken = {name: hits for name, hits in draft.words.items() if "masks" not in concepts()[name]}
    stories = [at for at, token in enumerate(draft.tokens) if token.text in _cues("story")]
    return {name: kept for name, hits in spoken.items() if (kept := _asserted(draft, name, hits, stories))}


def _by_rules(draft: Draft, words: Words) -> Spans:
    """Return what the rules of category.toml say, by category."""
    spans: Spans = defaultdict(list)
    for rule in rules_said("category", words):
        for weight, match in _counted(rule, words, draft):
            spans[rule.means] += spans_of(match, draft.tokens, weight)
    return spans


def _is_harmed(draft: Draft, words: Words) -> bool:
    """Whether somebody is held, hurt, shot at, threatened or sold drugs beside words of refuse, beasts or noise."""
    if words.keys().isdisjoint(_beside_harm()):
        return False
    return any(next(matches(rule, words, draft.tokens), None) for rule in rules_said("harmed", words))


def _asserted(draft: Draft, concept: str, hits: tuple[Hit, ...], stories: Sequence[int]) -> tuple[Hit, ...]:
    deniable, of_stories = concept in _ideas("deniable"), concept in _ideas("of_stories")
    return tuple(
        hit
        for hit in hits
        if (of_stories or not _is_a_story(draft, hit, stories)) and not (deniable and _is_negated(draft, hit))
    )


def _counted(rule: Rule, words: Words, draft: Draft) -> Iterator[tuple[float, Match]]:
    """The first place in full; of a rule of one idea, other words of it for a share."""
    places: set[int] = set()
    phrases: set[str] = set()
    for seen, match in enumerate(matches(rule, words, draft.tokens)):
        if not places:
            yield rule.weight, match
        elif match.first not in places and match.hits[0].term.phrase not in phrases:
            yield round(rule.weight * rules("category")["further_words"], 4), match
        phrases.add(match.hits[0].term.phrase)
        places.update(range(match.first, match.last))
        if len(rule.parts) > 1 or len(phrases) >= _SAME_IDEA or seen >= _LOOKED_AT:
            return


def _of_its_team(draft: Draft, chosen: str) -> frozenset[str]:
    """The kinds that the same team works on: which of them comes first sends a tip to nobody else."""
    teams = draft.teams
    return frozenset(kind for kind in CATEGORIES if teams.get(kind) == teams.get(chosen)) - {chosen}


def _chosen_first(found: list[Finding], chosen: str, beside: frozenset[str]) -> list[Finding]:
    """What the tipster chose comes before what stands `beside` it, where a word speaks for it too."""
    own = [replace(one, step="category") for one in found if one.value == chosen and one.score > _CHOSEN]
    if not own or found[0].value not in beside:
        return found
    return [*own, *(one for one in found if one.value != chosen)]


def _let_explain(spans: Spans, chosen: str, beside: frozenset[str]) -> None:
    """A robbery with a gun is about the robbery: what another crime explains weighs less.

    What stands `beside` the tipster's own choice explains nothing of it.
    """
    scores = {category: total(found) for category, found in spans.items()}
    for first, second, weight in rules("category")["explains"]:
        if second == chosen and first in beside:
            continue
        if first in scores and second in scores and scores[first] >= rules("category")["explains_from"]:
            spans[second].append(Span(0, 0, f"explained by {first}", -float(weight)))


def _findings(spans: Spans, leaning: Leanings, *, harmed: bool) -> list[Finding]:
    """What stands for a kind; where somebody is `harmed`, nothing but a crime."""
    order = rules("category")
    scores = {
        category: round(total(spans.get(category, ())) + leaning.sums.get(category, 0.0), 6)
        for category in spans.keys() | leaning.sums.keys()
        if not (harmed and category == "other")
    }
    ranked = sorted(scores, key=lambda category: (-scores[category], CATEGORIES.index(category)))
    if not any(total(found) >= order["least"] for found in spans.values()):
        ranked = ranked[: 1 if ranked[:1] == ["other"] else 2]  # ordinary words alone name two kinds at most
    best = max(scores.values(), default=0.0)
    bar = max(order["least"], order["share_to_know"] * best)
    known = [
        category
        for category in ranked
        if category == ranked[0] == "other" or _is_named(category, scores[category], bar, alone=not spans.get(category))
    ][:_MOST]
    if not known:
        reason = "No words of a known kind of crime: needs reading."
        return [Finding(step="category", value="other", score=0.0, reason=reason)]
    return [
        _finding(
            "category" if scores[category] >= order["share_of_best"] * scores[known[0]] else UNNAMED,
            category,
            [*spans.get(category, ()), *leaning.spans(category)],
        )
        for category in known
    ]


def _is_named(category: str, score: float, bar: float, *, alone: bool) -> bool:
    """'other' is named only where nothing else is; a kind that ordinary words alone speak for needs more of them."""
    return category != "other" and score >= (max(bar, rules("leaning")["alone"]) if alone else bar)


def _finding(step: str, category: str, spans: list[Span]) -> Finding:
    said = dict.fromkeys(span.rule.rpartition("/")[2] for span in said_outright(spans) if span.end)
    parts = [f"Words of the list: {', '.join(list(said)[:6])}."] if said else []
    parts += [] if said else ["No word of the list, but ordinary words that lean to it."]
    if any(span.rule == CHOSEN for span in spans):
        parts.append("The tipster chose it.")
    return Finding(
        step=step,
        value=category,
        score=total(spans),
        reason=" ".join(parts),
        spans=tuple(spans),
    )


def _is_negated(draft: Draft, hit: Hit) -> bool:
    """'no gun', 'pa ni zam': a denial shortly before, in the same clause and sentence part."""
    clause = draft.tokens[hit.first].clause
    for at in range(hit.first - 1, max(-1, hit.first - 1 - _NEGATION_WINDOW), -1):
        token = draft.tokens[at]
        if token.clause != clause or token.text in _cues("subjects"):
            return False
        if token.text in _cues("negation"):
            return draft.tokens[at + 1].text not in _cues("not_only")
    return False


def _is_a_story(draft: Draft, hit: Hit, stories: Sequence[int]) -> bool:
    """'the movie where he killed them': told, sung or played, not done. `stories` are the words that say so."""
    low, high = hit.first - _STORY_WINDOW, hit.last + _STORY_WINDOW
    near = stories[bisect_left(stories, low) : bisect_left(stories, high)]
    return any(draft.tokens[at].clause == draft.tokens[hit.first].clause for at in near)
