"""A house with its number, told by who tells of her own home, is marked for her alone."""

from reports.intake.checking import concerns_in
from reports.triage.warning import what_identifies
from tests.tables import each_of

SENTENCE = "A house and its street."


def marked(*texts: str) -> bool:
    found = concerns_in([("", text) for text in texts])
    return any(str(reason.sentence).startswith(SENTENCE) for reason in found.reasons)


@each_of(
    [
        "My man beats me every night. 12 Rose Lane, Bexon",
        "he beat me again in our house, 12 Rose Lane Bexon",
        "my husband will kill me. please come to no. 5 chisel street",
        "12 Rose Lane Bexon. My boyfriend have a gun on me",
        "#14 Upper Morne Road, he choking me",
        "I am locked in. House 7, La Clery",
        "help me, 3B Hospital Road Castries",
        "my stepfather touches me, apartment 4 Bonne Terre",
        "Nonm mwen ka bat mwen. Niméwo 12 lawi Woz, Bexon",
        "I ka bat mwen tou lé swè, 5 lawi Bwidj",
        "Mon mari me frappe tous les soirs. 12, rue des Roses, Bexon",
        "Mi marido me pega. Calle Rosa 12, Bexon",
        "Mi marido me pega todas las noches, casa 12, Bexon",
        "Mari m ap bat mwen. 12 ri Lamare",
        "mari mwen ap bat mwen, lari Woz nimewo 12",
    ]
)
def test_her_own_house_is_marked(text: str) -> None:
    assert marked(text)


@each_of(
    [
        "a man lives at 12 Rose Lane",
        "They sell weed at 12 Rose Lane, Bexon",
        "My cousin sells weed at 12 Rose Lane",
        "Drugs at 12 Rose Lane",
        "the man who raped me lives at 12 Rose Lane",
        "My ex threatened me. He lives at 12 Rose Lane.",
        "12 men on Bridge Street robbed me",
        "he beat me at 10 pm close to Bridge Street",
        "they robbed me of 50 dollars by Rose Lane",
        "he hit me 3 times on Bridge Street",
        "He owes me 500 house money",
        "my husband beat me in 2019 on Jeremie street",
        "Un homme me menace. Il habite 12 rue des Roses",
        "Un hombre me amenaza. Vive en la calle Rosa 12",
        "Yon nonm ka menasé mwen, i ka wété 12 lawi Woz",
        "Li menase m, li rete 12 ri Lamare",
        "He beat me, he was in my mother house 8 months",
        "my man beat me 2 time on the road",
        "she told me they keep girls at 14 Chisel Street",
        "my man hit me and the police came 3 days later from St",
    ]
)
def test_the_house_of_others_and_other_numbers_are_not(text: str) -> None:
    assert not marked(text)


def test_a_house_in_the_field_for_the_place_goes_by_what_the_story_tells() -> None:
    assert marked("My man beats me every night.", "12 Rose Lane, Bexon")
    assert not marked("Two men sell weed every night.", "12 Rose Lane, Bexon")


def test_officers_see_where_help_is_needed() -> None:
    text = "My man beats me every night. 12 Rose Lane, Bexon"
    shown = [text[span.start : span.end] for one in what_identifies(text) for span in one.spans]
    assert not any("Rose" in words for words in shown)
