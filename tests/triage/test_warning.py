from reports.triage.warning import what_identifies


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
