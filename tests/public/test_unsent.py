"""A tip on its way: whatever a browser posts or carries, only fitting answers remain, and none that fits is lost."""

from hypothesis import given
from hypothesis import strategies as st

from reports.guides import Guide, kept
from reports.intake.media import MediaKind
from reports.intake.uploads import HeldFile
from reports.public.carried import carry
from reports.public.sheet import due, questions_of, whole_sheet
from reports.public.unsent import FIRST, TakenUp, Unsent, take_up
from tests.guides.given import answered, posted

words = st.text(max_size=12)
ids = st.lists(st.sampled_from(["danger", "place", "when", "person.1.name"]), unique=True, max_size=4).map(tuple)


@st.composite
def held_files(draw: st.DrawFn) -> HeldFile:
    return HeldFile(
        blob=draw(st.uuids()),
        key=draw(st.binary(min_size=32, max_size=32)),
        media=draw(st.sampled_from(list(MediaKind))),
        mime="image/jpeg",
        size=draw(st.integers(0, 10**8)),
        digest=draw(st.binary(min_size=32, max_size=32)),
        raw=draw(st.booleans()),
        removed=draw(st.lists(st.sampled_from(["place", "date"]), unique=True).map(tuple)),
        told=draw(st.dictionaries(st.sampled_from(["place", "time"]), words)),
    )


@st.composite
def unsents(draw: st.DrawFn) -> Unsent:
    files = draw(st.lists(held_files(), max_size=3).map(tuple))
    return Unsent(
        text=draw(st.text(max_size=60)),
        answers=draw(st.dictionaries(words, words, max_size=4)),
        page=draw(st.sampled_from(["first", "short", "questions", "more", "check", "map"])),
        shown=draw(ids),
        blocks=draw(st.dictionaries(st.sampled_from(["person", "boat"]), st.integers(1, 9))),
        was_asked=draw(ids),
        files=files,
        telling=tuple(each.blob.hex for each in files if draw(st.booleans())),
    )


@given(unsents())
def test_a_page_carries_words_answers_and_files_unchanged(unsent: Unsent) -> None:
    assert take_up({"carried": unsent.carried()}) == TakenUp(unsent)


@given(st.text())
def test_a_field_that_is_not_ours_is_told_to_be_lost_and_stops_nothing(forged: str) -> None:
    taken = take_up({"carried": forged, "text": "A boat"})
    assert taken.lost == bool(forged)
    assert taken.unsent == Unsent()


@given(answered())
def test_without_what_was_carried_every_answer_that_came_is_still_there(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    asked = questions_of(ours, answers)
    came = posted(asked, answers)
    taken = take_up(came)
    assert taken.lost
    if any(name.partition(":")[0] not in FIRST for name in came):
        found = taken.unsent.answered(questions_of(taken.unsent.guide("en"), taken.unsent.shown), came)
        known = Unsent(answers={"category": ours.category}).answered(asked, came).answers
        own = {name: answer for name, answer in known.items() if name.startswith(f"{ours.category}.")}
        assert own.items() <= found.answers.items()


@given(answered())
def test_what_is_sent_is_what_the_guide_keeps_of_it(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    answers |= {"category": ours.category}
    unsent = Unsent(answers=answers).answered(questions_of(ours, answers), posted(questions_of(ours, answers), answers))
    assert unsent.to_send == kept(ours, answers)


@given(answered())
def test_a_further_page_asks_only_what_no_page_has_asked(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    shown = whole_sheet(ours, Unsent(answers=answers | {"category": ours.category})).shown
    unsent = Unsent(answers=answers | {"category": ours.category}, was_asked=shown)
    later = {question.id for question in due(ours, unsent)}
    assert not later & set(shown)
    assert not due(ours, Unsent(answers=unsent.answers, was_asked=(*shown, *later))), "then there is nothing left"


@given(answered())
def test_a_cleared_answer_is_gone_and_others_stay(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    unsent = Unsent(answers=answers).answered(questions_of(ours, FIRST), {})
    assert set(unsent.answers) == set(answers) - {each.id for each in questions_of(ours, FIRST)}


def test_what_another_page_sealed_is_told_as_lost() -> None:
    taken = take_up({"carried": carry({"shown": "the hash of a receipt"})})
    assert taken.lost
    assert taken.unsent == Unsent()
