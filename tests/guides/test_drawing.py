"""Questions as a page draws them, and answers as it posts them."""

from hypothesis import given

from reports.guides import Guide, fitting, guide
from reports.guides.drawing import MAX_LINE, drawing, drawn_blocks, posted_answer
from tests.guides.given import answered, posted


@given(answered())
def test_posted_answers_are_taken_as_their_questions_take_them(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    blocks = [each for block in ours.blocks for number in (1, 2) for each in block.numbered(number)]
    questions = [each for each in (*ours.single, *blocks) if each.id in answers]
    fields = posted(questions, answers)
    for question in questions:
        assert posted_answer(question, fields) == fitting(question, answers[question.id])


@given(answered())
def test_what_is_drawn_shows_each_answer_and_refuses_a_line_that_is_too_long(
    made: tuple[Guide, dict[str, str]],
) -> None:
    ours, answers = made
    for drawn in drawing(answers, str)(ours.single):
        assert drawn.answer == answers.get(drawn.question.id, "")
        assert [option.id for option, is_chosen in drawn.options if is_chosen] == [
            option.id for option in drawn.question.options if option.id in drawn.answer.split(",")
        ]
        assert not drawn.errors
    line = next(each for each in ours.single if each.kind == "line")
    assert drawing({line.id: "x" * (MAX_LINE + 1)}, str)([line])[0].errors == (str(MAX_LINE + 1),)


def test_a_block_is_drawn_as_often_as_it_is_filled_in_or_asked_for() -> None:
    ours = guide("drugs")
    name = ours.blocks[0].name
    first = ours.blocks[0].numbered(2)[0].id
    assert [len(drawn.each) for drawn in drawn_blocks(ours, {}, str, {})] == [1] * len(ours.blocks)
    assert len(drawn_blocks(ours, {first: "x"}, str, {})[0].each) == 2
    drawn = drawn_blocks(ours, {}, str, {name: 99})[0]
    assert (len(drawn.each), drawn.is_open, drawn.has_room) == (ours.blocks[0].most, True, False)
