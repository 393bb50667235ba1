"""What only the one to whom it is done says, a child or who works of a boss, is judged alike in five languages."""

from reports.triage.warning import look_at
from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        "daddy does touch me when mummy gone work",
        "papa me touche quand maman est au travail",
        "papa m ap touche m lè manman m al travay",
        "papa mwen ka touché mwen lè manman mwen pa la",
        "mi papá me toca cuando mamá se va",
        "my uncle touches me there",
        "mon oncle me touche là",
        "tonton m manyen m",
        "tonton mwen ka touché mwen",
        "mi tío me toca",
        "my stepfather touches me there",
        "mon beau-père me touche",
        "bòpè m ap manyen m",
        "bòpè mwen ka manyen mwen",
        "mi padrastro me toca ahí",
        "my teacher touches me there",
        "mon professeur me touche",
        "pwofesè m touche m",
        "titcha mwen ka touché mwen la",
        "mi profesor me toca",
        "pastor touches me there",
        "le pasteur me touche",
        "pastè a manyen m",
        "pastè-a ka touché mwen",
        "el pastor me toca",
        "my teacher make me do nasty things and say dont tell",
        "my uncle make me touch him down there",
        "mi maestro me hace hacer cosas feas y dice que no cuente",
        "mi tío me obliga a tocarlo",
        "mon professeur me fait faire des choses sales et dit de ne rien dire",
        "mon oncle me force à le toucher",
        "pwofesè m fè m fè move bagay, li di m pa di pèsonn",
        "tonton m fè m touche l",
        "mèt lékòl mwen ka fè mwen fè bagay sal",
        "tonton mwen ka fè mwen touché kò li",
        "my coach make me do things and say it is our secret",
        "le prof me fait faire des trucs, c'est notre secret",
        "mi profesor me hace cosas y dice no le digas a nadie",
    ]
)
def test_a_childs_own_words_are_of_both_kinds_and_of_peril(text: str) -> None:
    look = look_at(text)
    assert (set(look.tells_of[:2]), look.of_peril) == ({"child_abuse", "sexual_offence"}, True)


@each_of(
    [
        "the boss beats me and does not pay me",
        "el patrón me pega y no me paga",
        "le patron me bat et ne me paie pas",
        "patwon an bat mwen epi li pa peye m",
        "patwon-an ka bat mwen épi i pa ka péyé mwen",
    ]
)
def test_blows_of_a_boss_who_does_not_pay_are_trafficking_and_read_the_same_day(text: str) -> None:
    assert "human_trafficking" in look_at(text).tells_of[:2]
    assert judge(text).urgency in {"today", "immediate"}


@each_of(
    [
        "if I talk my husband will kill me",
        "si je parle mon mari va me tuer",
        "si hablo mi marido me mata",
        "si mwen palé mawi mwen kay tjwé mwen",
        "si m pale mari m ap touye m",
    ]
)
def test_her_own_death_if_she_talks_is_a_call_for_oneself(text: str) -> None:
    assert look_at(text).for_oneself


@each_of(
    [
        "my coach touched on tactics",
        "the pastor prays with me",
        "papa me donne de l'argent",
        "mi profesor me llama",
        "my coach makes me do push ups",
    ]
)
def test_an_elder_who_does_something_else_is_none(text: str) -> None:
    assert set(look_at(text).tells_of[:2]) != {"child_abuse", "sexual_offence"}
