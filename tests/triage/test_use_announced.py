"""A weapon that somebody says he will use today rings, wherever it lies; tools of work and dying to tell do not."""

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        "guns in the school bag of a boy at the school, he say he go use it today",
        "gun in the school bag, he will use it after lunch",
        "knife in he bag, he going to use it tonight",
        "he put the gun under the car seat, he says he'll use it this evening",
        "there is a bomb in the yard of the mall, they plan to use it today",
        "un garçon a un pistolet dans son sac à l'école, il dit qu'il va s'en servir aujourd'hui",
        "un couteau dans son casier, il veut s'en servir à la récré",
        "le fusil est sous le lit, il dit qu'il va l'utiliser ce soir",
        "an ti gason ni an fizi an sak li lékòl, i di i kay sèvi épi'y jòdi-a",
        "kouto an sak li, i di i kay sèvi épi'y apwé lékòl",
        "un niño tiene una pistola en su mochila en la escuela, dice que la va a usar hoy",
        "pistola en la mochila, la va a usar después del recreo",
        "cuchillo en su bolso, quiere usarlo esta noche",
        "yon ti gason gen yon zam nan sak lekòl li, li di l ap sèvi avè l jodi a",
        "zam nan valiz li, li pral sèvi avè l apre lekòl",
    ]
)
def test_a_weapon_to_be_used_today_rings(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "new cutlass in the shed, he will use it today in the garden",
        "the knife is for the cake, we will use it tonight",
        "le couteau est neuf, on va s'en servir ce soir pour le poisson",
        "el cuchillo nuevo, la cocinera va a usarlo hoy con el pescado",
        "m ap mouri anvi di nou kiyès ki vole bato a",
        "mwen ka mò anvi di zòt ki moun ki vòlè kannòt-la",
    ]
)
def test_a_tool_of_todays_work_and_dying_to_tell_ring_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"
