from reports.triage.warning import clearly_told, look_at, what_identifies


def test_a_tipster_is_warned_of_words_that_name_him() -> None:
    text = "It is my brother who keeps it. My name is Peter Doe."
    kinds = {finding.value for finding in what_identifies(text)}
    assert {"kin", "own_name"} <= kinds


def test_the_marked_words_are_characters_of_the_text() -> None:
    text = "a man sells there. my neighbour knows"
    [finding] = what_identifies(text)
    assert [text[span.start : span.end] for span in finding.spans] == ["my neighbour"]


def test_a_text_about_others_gives_no_warning() -> None:
    assert what_identifies("Two men with a white van sell it by the bridge every Friday.") == ()


def test_a_kind_is_told_clearly_by_words_of_the_lists_alone() -> None:
    assert clearly_told("My husband hits me every Friday.") == "domestic_abuse"
    assert clearly_told("I saw something strange by the road.") == ""
    assert clearly_told("Good morning.") == ""


def test_what_words_lean_to_is_seen_as_well() -> None:
    assert look_at("He touches my daughter at night.").tells_of == ("sexual_offence",)
    assert clearly_told("He touches my daughter at night.") == ""
    assert look_at("Good morning.").tells_of == ()
