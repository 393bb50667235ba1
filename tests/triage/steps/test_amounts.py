from reports.triage.steps import amounts


def test_no_number_in_words_is_listed_twice() -> None:
    """Two ways to read each of four numbers are sixteen, begun anew at every word."""
    said = amounts._SAID.split("|")
    assert len(said) == len(set(said))
