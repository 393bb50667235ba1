"""A child's words of a bed at night, a hand under its clothes and a secret touch are known alike in five languages."""

from reports.triage.warning import look_at
from tests.tables import each_of


@each_of(
    [
        "papá viene a mi cama de noche",
        "daddy comes to my bed at night",
        "papa vient dans mon lit la nuit",
        "papa mwen ka vini an kabann mwen lannwit",
        "papa m vin nan kabann mwen lannwit",
        "daddy does sleep with me when mummy at work",
        "papa dort avec moi quand maman travaille",
        "papá duerme conmigo cuando mamá trabaja",
        "papa mwen ka dòmi épi mwen lè manman mwen an twavay",
        "papa m dòmi ak mwen lè manman m nan travay",
        "mi tío me mete la mano en el calzón",
        "my uncle puts his hand in my panties",
        "mon oncle met sa main dans ma culotte",
        "tonton mwen ka mété lanmen'y an kilòt mwen",
        "tonton m mete men l nan kilòt mwen",
        "il me touche en bas et dit que c'est un secret",
        "he touches me down there and say is a secret",
        "me toca abajo y dice que es un secreto",
        "i ka manyen mwen anba èk i di sé an sigwé",
        "li manyen m anba epi li di se yon sekrè",
        "bopè mwen ka vini kouché anlè mwen lannwit",
        "my stepfather comes and lies on top of me at night",
        "mon beau-père vient se coucher sur moi la nuit",
        "mi padrastro viene a acostarse encima de mí de noche",
        "bòpè m vin kouche sou mwen lannwit",
    ]
)
def test_a_childs_own_words_are_a_childs_and_tell_of_peril(text: str) -> None:
    look = look_at(text)
    assert (look.by_child, look.of_peril) == (True, True)


@each_of(
    [
        "nonm mwen toufé mwen yè oswè",
        "my man choked me last night",
        "mon homme m'a étranglée hier soir",
        "mi hombre me ahorcó anoche",
        "mari m trangle m yè swa",
    ]
)
def test_who_was_choked_is_marked_as_the_one_it_was_done_to(text: str) -> None:
    look = look_at(text)
    assert (look.of_peril, "victim" in {finding.value for finding in look.identifying}) == (True, True)


@each_of(
    [
        "my husband sleeps with me in the small room, the noise next door keeps us up",
        "the teacher comes to the school bed store at night and steals mattresses",
        "he touches me for money every Friday and it is a secret game of cards",
        "my father sleeps by the gate, thieves come for the goats",
        "papá viene a mi casa de noche y vende ron sin permiso",
        "mon père dort dans le camion, on vole le gasoil la nuit",
        "tonton mwen ka dòmi an kannòt-la, yo ka vòlè motè",
        "papa m dòmi nan machin nan, vòlè yo vini",
        "el tío mete la mano en la caja y se roba el dinero",
        "le patron garde un secret, il vend de la drogue",
    ]
)
def test_who_sleeps_or_comes_elsewhere_is_no_childs_words(text: str) -> None:
    assert not look_at(text).by_child
