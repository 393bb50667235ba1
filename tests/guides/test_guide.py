"""The records of a guide: numbers in blocks, labels of options."""

from reports.guides import guide


def test_the_questions_of_a_second_person_have_ids_of_their_own() -> None:
    [person] = [block for block in guide("drugs").blocks if block.name == "person"]
    first, second = ({each.id for each in person.numbered(number)} for number in (1, 2))
    assert "person.2.name" in second
    assert not first & second


def test_an_option_that_is_not_offered_any_more_stands_for_itself() -> None:
    kind = guide("drugs").own[0]
    assert kind.label_of("crack") == "Crack"
    assert kind.label_of("opium") == "opium"
