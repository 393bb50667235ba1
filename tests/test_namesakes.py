"""Names in words: a last name alone is enough, and an everyday word is none."""

from time import process_time

import pytest

from reports.namesakes import namesakes
from tests.tables import each_of

NAMES = ["Anton Jules", "K. Modéste", "Marcia Reid", "Ann Brown", "Jn Baptiste", "Shermaine St. Rose", "X"]


@each_of(
    [
        ("A police name jules does beat his wife", "Anton Jules"),
        ("JULES SELLING WEED", "Anton Jules"),
        ("Modeste have a gun", "K. Modéste"),
        ("dem in reids house", "Marcia Reid"),
        ("Reid's boyfriend", "Marcia Reid"),
        ("I saw Brown by the jetty", "Ann Brown"),
        ("I saw Brown at the bar. Brown sells coke", "Ann Brown"),
        ("msye baptiste", "Jn Baptiste"),
        ("officer anton does take money", "Anton Jules"),
        ("A police name Anton beat he wife", "Anton Jules"),
        ("lapolis yo kriye Marcia a", "Marcia Reid"),
        ("the police woman marcias car", "Marcia Reid"),
        ("Sgt Ried is protecting the men who thief the boat engines", "Marcia Reid"),
        ("sgt ried is protecting them", "Marcia Reid"),
        ("corporal jule tell them when to hide", "Anton Jules"),
        ("It is a police name Jule", "Anton Jules"),
        ("Ask Marcia Reed who she told", "Marcia Reid"),
        ("ms marcia at the station say she will lock me up", "Marcia Reid"),
        ("his sister Marcia in the station will tear it up", "Marcia Reid"),
        ("officer ried keeping the passports of the girls", "Marcia Reid"),
        ("strose have the gun that kill the boy", "Shermaine St. Rose"),
        ("StRose's boyfriend have it", "Shermaine St. Rose"),
        ("the detective, Marsha Reed", "Marcia Reid"),
        ("Detective Modisti have a gun", "K. Modéste"),
        ("POLICE OFFICER REED SELLS", "Marcia Reid"),
        ("constabel jools does sell it", "Anton Jules"),
        ("That Ried woman, the detective, lost his statement", "Marcia Reid"),
        ("my neighbour Marcia she does work in the police", "Marcia Reid"),
        ("Anton, li se polis, l ap vann li", "Anton Jules"),
        ("El sargento Yuls le pegó", "Anton Jules"),
        ("Marcia, fanm polis-la, ni yon fizi", "Marcia Reid"),
        ("Marcia the lady police tell them", "Marcia Reid"),
        ("la mujer policía Marcia", "Marcia Reid"),
        ("Marcia who work with all you tell the man", "Marcia Reid"),
        ("Anton ki ka twavay épi zòt", "Anton Jules"),
        ("Marsha Reed hit my son in his mouth", "Marcia Reid"),
        ("La señora Marcia, la inspectora, almuerza aquí", "Marcia Reid"),
        ("Miss Marcia does play cards with the same officers", "Marcia Reid"),
    ]
)
def test_a_last_name_alone_is_seen(words: str, meant: str) -> None:
    assert namesakes(words, NAMES) == {meant}


@pytest.mark.parametrize(
    "words",
    [
        "a brown car",
        "Brown car by the jetty",
        "BROWN CAR",
        "Anton and Marcia",
        "reidel x",
        "Anton told the police that Marcia sells weed",
        "k",
        "the police need help",
        "Marcia need help",
        "Sgt Raymond",
        "Marcia at the gas station",
        "a rose by the door",
    ],
)
def test_a_first_name_an_everyday_word_and_a_longer_one_name_nobody(words: str) -> None:
    assert namesakes(words, NAMES) == set()


def test_a_first_name_that_is_an_everyday_word_counts_where_it_is_written_as_a_name() -> None:
    assert namesakes("The police will come too late", ["Will Henry"]) == set()
    assert namesakes("It was officer Will at the gate", ["Will Henry"]) == {"Will Henry"}


DEMO = [
    "Marcia Reid",
    "Anton Jules",
    "Rita Felix",
    "Ian Charles",
    "Lena Augustin",
    "Thecla Moncherry",
    "Marlon Estephane",
]
EVERYDAY_ON_THE_ISLAND = [
    "Peter Joseph",
    "Mary Charles",
    "Shermaine St. Rose",
    "Paul Augustin",
    "John Peter",
    "Anna Rose",
    "David King",
    "Marie Pierre",
    "Martin Henry",
    "Andre Luke",
]


@each_of(
    [
        ("Ried the policewoman has a knife to my sister now", "Marcia Reid"),
        ("Jools, the detective, has a gun to my head in Bexon come now", "Anton Jules"),
        ("jools, the detective, has a gun to my head in Bexon come now", "Anton Jules"),
        ("Help. Jools the cop is strangling me now", "Anton Jules"),
        ("Jools polis la ka vini pou tjwé mwen apwézan", "Anton Jules"),
        ("Feliks polis la ka mennen tifi ba nonm", "Rita Felix"),
        ("Féliks madanm polis la ka mennen tifi ba nonm", "Rita Felix"),
        ("Felics de la policía vende a las muchachas", "Rita Felix"),
        ("Estephen the policeman sells guns", "Marlon Estephane"),
        ("Estefan polis la ka vann zam", "Marlon Estephane"),
        ("Ogisten fanm polis la ka vann non moun", "Lena Augustin"),
        ("Agustin the policewoman takes bribes", "Lena Augustin"),
        ("Ogustin the policewoman takes bribes", "Lena Augustin"),
        ("Charl polis la ka pwan lajan", "Ian Charles"),
        ("Chals polis la ka pwan lajan Bexon", "Ian Charles"),
        ("Chals sèjan an ka pwan lajan Bexon", "Ian Charles"),
        ("Sharles polis la ka pwan lajan", "Ian Charles"),
        ("Charls the inspector takes bribes", "Ian Charles"),
        ("Monsheri polis la ka pwan lajan", "Thecla Moncherry"),
        ("A car brings guns\nJools, detective", "Anton Jules"),
        ("They bring girls\npolice madam\nFeliks", "Rita Felix"),
        ("They bring girls\nFeliks\nworks in the police", "Rita Felix"),
        ("Feliks polis la ka vini la chak swè", "Rita Felix"),
        ("Jools the detective sell back the coke in Bexon", "Anton Jules"),
        ("Juels the cop warns Biggs", "Anton Jules"),
        ("Jewels the policeman warns Biggs", "Anton Jules"),
        ("Joul polis ka di Biggs", "Anton Jules"),
        ("Jil polis ka di Biggs", "Anton Jules"),
        ("Antwan polis ka di Biggs", "Anton Jules"),
        ("Antwan the police is choking my mother now", "Anton Jules"),
        ("jools d dirty cop sell it back in Bexon", "Anton Jules"),
        ("inspektè Jools ka vann Bexon", "Anton Jules"),
        ("Jools ki ka twavay lapolis Castries", "Anton Jules"),
        ("Feliks from the trafficking unit sells the girls", "Rita Felix"),
        ("Ried in CID takes money", "Marcia Reid"),
    ]
)
def test_a_name_beside_a_word_for_police_is_heard_as_it_sounds_without_a_capital(words: str, meant: str) -> None:
    assert namesakes(words, DEMO) == {meant}
    assert namesakes(f"In Castries. {words}", DEMO) == {meant}


@each_of(
    [
        "anton j from the station is in it",
        "Anton J the police is choking my mother now",
        "Anton J. the one with the blue police jeep",
        "a man named Anton J at the station",
        "ask Antwan J who told them",
        "ANTON J SELLS WEED",
        "AntonJ the cop from Castries",
        "mail anton.j@gov.lc",
        "@anton_j sells weed",
        'Anton "J" the police',
    ]
)
def test_a_first_name_with_the_initial_of_the_last_is_an_officer_s(words: str) -> None:
    assert namesakes(words, DEMO) == {"Anton Jules"}


@each_of(
    [
        "antonjules@gov.lc leaks the raids",
        "#antonjules #dirtycop",
        "#dirtyantonjules",
        "His page is antonjules758",
        "His page is julesanton",
        "His page is anton_jules758",
        "His page is Jules.Anton",
        "AntonJules narcotics is on Biggs payroll",
        "insta @antonjules the policeman sells it",
        "ask ajules758 in the group",
    ]
)
def test_a_first_and_last_name_in_one_piece_are_the_name(words: str) -> None:
    assert namesakes(words, DEMO) == {"Anton Jules"}


@each_of(
    [
        "Shall the police come or not",
        "Tell me how to get rid of the police here",
        "He stole jewels. The police know nothing",
        "Read the police report in the Voice",
        "Yon polis ka vann bal fizi bò Ansalawé",
        "Jòdi maten polis vini lakay vwazin mwen",
        "I don't like to call police but they fight again",
        "Like the police said, the gate was open and police came",
        "Join the police, they say",
        "When police reach, he and police talk",
        "Rita's house, Anton's car",
        "Marcia I saw him by the bridge",
        "I told Lena. A man sells weed there",
        "Anton a man sell the weed",
        "Rita m ap pale avè w",
        "marcia r u coming",
        "the flag on his santonjul boat",
    ],
    [DEMO, EVERYDAY_ON_THE_ISLAND],
)
def test_words_of_every_day_beside_the_police_sound_like_nobody(words: str, names: list[str]) -> None:
    assert namesakes(words, names) == set()


def test_a_long_word_and_many_letters_are_looked_through_at_once() -> None:
    began = process_time()
    assert namesakes("anton" * 20_000 + " a b" * 20_000 + " police" * 20_000, DEMO) == set()
    assert process_time() - began < 3.0
