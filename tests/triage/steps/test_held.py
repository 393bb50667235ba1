"""Who is held, told by whoever heard of it: she is in danger as long as it lasts."""

from reports.triage.warning import look_at
from tests.tables import each_of
from tests.triage.tips import judge

HELD = [
    "They say a girl is kept in a room behind the shop. She is 14.",
    "word is a woman is kept in a room over the club",
    "a girl is kept in a house, men come to see her. She is 14.",
    "She is 14 and they keep her in a room and lock the door",
    "They say a boy of 12 is kept tied in a store room",
    "my neighbour say a child is chained in a shed",
    "dem have a lil girl lock up in a room",
    "Yo ka di yon tifi fèmé adan yon chanm dèyè boutik-la. I ni katòz an.",
    "Yo di mwen ni yon jenn fi yo ka tjenbé an yon chanm, i ni 14 an",
    "Yo ka gadé yon tifi adan yon chanm, i ni katòz an",
    "Ni yon tifi mawé adan yon magazen, yo ka di sa",
    "On dit qu'une fille est gardée dans une chambre derrière le magasin. Elle a 14 ans.",
    "J'ai entendu qu'ils retiennent une fille de 14 ans dans une pièce",
    "On raconte qu'une gamine est attachée dans une chambre, elle a 13 ans",
    "Ils gardent une fille dans une chambre, elle a quatorze ans",
    "Dicen que tienen a una niña en un cuarto detrás de la tienda. Tiene 14 años.",
    "Me contaron que guardan a una menor en un cuarto, tiene 13 años",
    "Una niña está retenida en una casa, dicen los vecinos",
    "Yo di gen yon tifi yo kenbe nan yon chanm dèyè boutik la. Li gen 14 an.",
    "Yo di yo fèmen yon tifi nan yon chanm, li gen 14 an",
    "Gen yon ti fi yo sere nan yon chanm, li gen katòz an",
    "Yo kenbe yon timoun nan yon depo",
]


@each_of(HELD)
def test_who_is_held_rings_and_brings_the_number_though_it_is_hearsay(text: str) -> None:
    look = look_at(text)
    assert judge(text).urgency == "immediate"
    assert look.is_urgent
    assert look.of_peril
    assert {"human_trafficking", "child_abuse"} & set(look.tells_of)


@each_of(
    [
        "The drugs are kept in a room behind the shop",
        "Stolen bikes are kept in a garage, a boy of 14 guards them",
        "They keep the guns in a room upstairs, a girl showed me",
        "yo ka séwé dwòg-la adan yon chanm, yon tibway ka gadé",
        "Yo sere dwòg la nan yon chanm, yon tigason ap veye",
        "a man was held in the police station cell",
        "the girl kept the room clean",
        "They say a girl was kept in a room years ago, she was 14",
        "Last year a child was locked in a room for two days",
        "my child was kept in the hospital room for a week",
        "my daughter is kept in a room at the hospital, she is 14",
        "a boy of 14 is held in a cell at the police station",
        "she is kept in after school every day, the teacher is too strict",
        "we keep a room for the girls who visit",
        "El año pasado una niña estuvo encerrada en un cuarto",
        "L'an dernier une fillette a été enfermée dans une chambre",
        "They say the boat is tied in the bay, a 14 year old watches it",
    ]
)
def test_things_that_are_kept_and_who_was_held_once_ring_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "a woman is kept in a room over the club. call the police",
        "tell the police a woman is kept in a room over the club",
        "a woman is kept in a room over the club, nobody at the police station listens",
        "they say a girl is kept in a room, she is 14, she stop going to school",
        "they say a girl is kept in a room, she is 14, the police must go",
        "a girl is kept in a room behind the school, she is 14",
        "yo di yon fanm fèmen nan yon chanm anlè klèb la, di lapolis sa",
        "on dit qu'une fille est enfermée dans une pièce, elle ne va plus à l'école",
        "una mujer está encerrada en un sótano, díganle a la policía",
        "an fanm mawé adan an chanm, di polis",
        "yon tifi mawé adan yon chanm, i pa ka alé lékòl",
    ]
)
def test_police_or_school_named_beside_takes_nothing_from_who_is_held(text: str) -> None:
    assert judge(text).urgency == "immediate"
