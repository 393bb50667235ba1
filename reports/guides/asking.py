"""Which questions are asked, given the answers so far, and which answers may be sent. The server decides, twice:
when a page is drawn and again when the tip is sent."""

from collections.abc import Mapping

from reports.guides.guide import BOTH, Guide, Question

type Answers = Mapping[str, str]
"""By question id. A list's answer is an option's id, or several joined by a comma."""
_ONESELF = "human_trafficking.self"
_KIND_ALONE = frozenset(("category", "notice"))


def picked(answers: Answers, question_id: str) -> frozenset[str]:
    """The options chosen for a question."""
    return frozenset(filter(None, answers.get(question_id, "").split(",")))


def ticked(answers: Answers, sign: str) -> bool:
    """Whether a sign of a guide was ticked, such as `human_trafficking.movement:locked`; of several joined, all."""
    parts = (part.partition(":") for part in sign.split(BOTH))
    return all(option in picked(answers, question) for question, _colon, option in parts)


def holds(question: Question, answers: Answers) -> bool:
    """Whether a question's condition is met."""
    return all(picked(answers, earlier) & wanted for earlier, wanted in question.only_if.items())


def asked(questions: tuple[Question, ...], answers: Answers) -> tuple[Question, ...]:
    """Those questions whose condition is met by the answers that may themselves be kept."""
    return tuple(question for question in questions if holds(question, _kept(questions, answers)))


def how_many(guide: Guide, answers: Answers) -> dict[str, int]:
    """For each block the highest number that has an answer, and at least 1."""
    highest = {block.name: 1 for block in guide.blocks}
    for block in guide.blocks:
        for number in range(1, block.most + 1):
            if any(answers.get(question.id) for question in block.numbered(number)):
                highest[block.name] = number
    return highest


def kept(guide: Guide, answers: Answers) -> dict[str, str]:
    """What may be sent: answers to questions of this guide whose condition holds, in the guide's order.

    Options that the guide does not offer are dropped, and so is whatever answers no question of it.
    """
    sent = _kept(guide.single, answers)
    for block in guide.blocks:
        for number in range(1, block.most + 1):
            sent |= _kept(block.numbered(number), answers)
    return sent


def tells_something(answers: Answers) -> bool:
    """Whether any answer says more than a kind or a notice: a button or a page may have brought those."""
    return not _KIND_ALONE.issuperset(answers)


def says_danger(guide: Guide, answers: Answers) -> bool:
    """Whether a kept answer says that somebody is in danger now: the first page's, or one that the guide marks so."""
    sent = kept(guide, answers)
    return sent.get("danger") == "yes" or any(picked(sent, each.id) & each.danger for each in guide.own)


def says_oneself(guide: Guide, answers: Answers) -> bool:
    """Whether a kept answer says that what is told happens to who tells it."""
    return kept(guide, answers).get(_ONESELF) == "me"


def _kept(questions: tuple[Question, ...], answers: Answers) -> dict[str, str]:
    """One pass is enough: a condition only looks at earlier questions."""
    sent: dict[str, str] = {}
    for question in questions:
        answer = fitting(question, answers.get(question.id, ""))
        if answer and holds(question, sent):
            sent[question.id] = answer
    return sent


def fitting(question: Question, answer: str) -> str:
    """An answer as this question takes it: its own options in its own order, one or several, or the typed words."""
    if question.kind == "line":
        return answer.strip()
    chosen = [option.id for option in question.options if option.id in answer.split(",")]
    if question.kind != "many":
        return chosen[0] if len(chosen) == 1 else ""
    certain = [option for option in chosen if option != "unknown"]
    return ",".join(certain or chosen)
