"""Guides and answers to them, made up by hypothesis."""

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from reports.guides import Guide, Question, categories, guide

guides = st.sampled_from(categories()).map(guide)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Guide, dict[str, str]]:
    """A guide and answers as a page or something worse may send them: right, odd, or to other questions."""
    ours = draw(guides)
    answers: dict[str, str] = {}
    blocks = [each for block in ours.blocks for number in (1, 2) for each in block.numbered(number)]
    for question in (*ours.single, *blocks):
        if draw(st.booleans()):
            options = [option.id for option in question.options] or ["x"]
            several = st.lists(st.sampled_from([*options, "nonsense"]), max_size=4).map(",".join)
            answers[question.id] = draw(several if question.options else st.text(max_size=8))
    answers |= draw(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2))
    return ours, answers


def posted(questions: Iterable[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """What a browser sends for these answers: a field for each tick."""
    sent = {}
    for question in questions:
        if question.kind == "many":
            sent |= {f"{question.id}:{each}": "on" for each in answers[question.id].split(",") if each}
        else:
            sent[question.id] = answers[question.id]
    return sent
