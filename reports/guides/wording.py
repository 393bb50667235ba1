"""Answers in words: what was asked and what was said, for whoever reads a tip."""

from collections.abc import Iterator, Mapping
from functools import cache

from reports.guides.asking import Answers, ticked
from reports.guides.guide import Guide, Question
from reports.guides.loading import categories, file_words, guide, titles

_NO_WORDS = frozenset({"category", "notice"})
"""Lines in which a face writes an id."""


def few_know(answers: Answers) -> bool:
    """Tell whether so few could know this, by the tipster's own answer, that it points at them."""
    return answers.get("how_many_know") in ("me", "few")


def in_words(answers: Answers, language: str = "en", asked: Guide | None = None) -> list[tuple[str, str]]:
    """Each answer as (question, answer), in the guide's order; what no guide asks comes last and stands for itself.

    `asked` is the guide which asked: its questions then stand as they were.
    """
    about = dict.fromkeys([answers.get("category", "other"), *(key.partition(".")[0] for key in answers)])
    known = dict(_labelled(asked)) if asked else {}
    others = (name for name in about if name in categories() and not (asked and name == asked.category))
    known |= {key: told for name in others for key, told in _labelled(guide(name, language)) if key not in known}
    known = known or dict(_labelled(guide("other", language)))
    said = []
    for key in [key for key in known if key in answers] + [key for key in answers if key not in known]:
        heading, question = known.get(key) or (_of_file(key, language), None)
        answer = answers[key]
        if key == "category":
            answer = titles(language).get(answer, answer)
        elif question is not None and question.options:
            answer = ", ".join(question.label_of(option) for option in answer.split(","))
        said.append((heading, answer))
    return said


def weighed(answers: Answers) -> dict[str, tuple[str, ...]]:
    """The ticked signs by what they weigh, such as {"hard": ("human_trafficking.movement:locked",)}."""
    weights = guide(answers.get("category", "other")).weights
    return {weight: tuple(sign for sign in sorted(signs) if ticked(answers, sign)) for weight, signs in weights.items()}


def typed(answers: Answers) -> dict[str, str]:
    """Return the answers in the tipster's own words; what a house asks beyond the files counts as such."""
    return {name: said for name, said in answers.items() if said.strip() and _is_typed(name, said)}


def unnumbered(name: str) -> str:
    """Return the id of an answer as its block writes it, such as person.name for person.2.name."""
    return ".".join(part for part in name.split(".") if not part.isdigit())


def _is_typed(name: str, said: str) -> bool:
    offered = _offered().get(unnumbered(name))
    if offered is None:
        return name.partition(".")[0] in categories()
    return not offered.issuperset(said.split(","))


@cache
def _offered() -> Mapping[str, frozenset[str]]:
    """The options of every question that may be typed or ticked, by its id."""
    single = [question for each in categories() for question in guide(each).single if question.id not in _NO_WORDS]
    asked = {question.id: question for question in single}
    blocks = {block.name: block for each in categories() for block in guide(each).blocks}
    asked |= {f"{block.name}.{each.id}": each for block in blocks.values() for each in block.questions}
    return {name: frozenset(option.id for option in question.options) for name, question in asked.items()}


def _of_file(key: str, language: str) -> str:
    """What stands before a file's own place or time: file.2.place. Anything else stands for itself."""
    name, _, rest = key.partition(".")
    number, _, what = rest.partition(".")
    said = file_words(language).get(what) if name == "file" and number.isdigit() else None
    return f"{said} ({number})" if said else key


def _labelled(ours: Guide) -> Iterator[tuple[str, tuple[str, Question]]]:
    """Every question of a guide by its id, with what stands before its answer."""
    for question in ours.single:
        yield question.id, (question.ask, question)
    for block in ours.blocks:
        for number in range(1, block.most + 1):
            heading = block.title if number == 1 else f"{block.title} {number}"
            for question in block.numbered(number):
                yield question.id, (f"{heading}: {question.ask}", question)
