from reports.triage.warning import clearly_told, look_at, what_identifies
from tests.tables import each_of


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


@each_of(["My man beats me.", "My man beats me. 12 Rose Lane, Bexon", "he beats me", "beats me every night, he drunk"])
def test_who_says_plainly_that_he_beats_her_has_the_number(text: str) -> None:
    look = look_at(text)
    assert look.of_peril
    assert look.for_oneself
    assert look.tells_of[0] == "domestic_abuse"


@each_of(
    [
        "My name is Anna Joseph, guns by the church 4841234.",
        "guns by the church",
        "gun in the church yard",
        "They hide guns in the yard behind the church.",
        "He had a gun last year, it is in the church yard.",
        "des armes près de l'église",
        "armas al lado de la iglesia",
        "zam bò legliz la",
        "fizi bò légliz-la",
    ]
)
def test_a_place_where_weapons_lie_is_no_danger_to_somebody(text: str) -> None:
    assert not look_at(text).of_peril


@each_of(
    [
        "He say he will shoot me by the church.",
        "He have a gun by the church now and he threaten the people.",
        "guns by the church, and they beat a boy there",
        "He is in the church yard with a gun, he says he will kill her",
    ]
)
def test_danger_beside_such_a_place_stays(text: str) -> None:
    assert look_at(text).of_peril


def test_what_nobody_knows_beats_nobody() -> None:
    assert not look_at("Beats me why they do it").of_peril


def test_my_man_is_somebody_whom_others_know() -> None:
    assert "kin" in {found.value for found in what_identifies("My man sells guns.")}
