import pytest

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        ("my name is Peter Doe and I saw it", "own_name"),
        ("mi brudda selling weed", "kin"),
        ("me son friend tell me he have a gun", "kin"),
        ("We are three nurses at the clinic and saw it", "job"),
        ("Nous sommes deux infirmières de la clinique", "job"),
        ("I am his boss", "tie"),
        ("je m'appelle Marie", "own_name"),
        ("I see when he put it under the boat", "witness"),
        ("he will burn down the shop if I talk about what happen", "victim"),
        ("me llamo Rosa", "own_name"),
        ("mwen rele Jan", "own_name"),
        ("yo ka kwiyé mwen Titi", "own_name"),
        ("my number is 456 7890", "own_number"),
        ("it is my brother who did it", "kin"),
        ("we inside the bus and people screaming", "witness"),
        ("I helped carry the barrel up the steps", "deed"),
        ("somos cinco encerradas en la casa", "witness"),
        ("she told me and no one else", "sole_knowledge"),
        ("mwen sé yon gwanmanman", "about_self"),
        ("mwen se zanmi l nan legliz", "tie"),
        ("c'est mon mari", "kin"),
        ("se frè m ki fè l", "kin"),
        ("I live across from the house", "neighbour"),
        ("vwazen mwen ka vann zèb", "neighbour"),
        ("trabajo en el hotel", "job"),
        ("koté mwen ka twavay", "job"),
        ("only I know where it is, he told me", "sole_knowledge"),
        ("je suis le seul à savoir", "sole_knowledge"),
        ("my house, next to the shop", "neighbour"),
        ("Yo kite l lakay mwen, dèyè legliz la", "neighbour"),
        ("As I told Sergeant Joseph on Monday", "deed"),
        ("Comme je l'ai dit au sergent Joseph lundi", "deed"),
        ("jan mwen te di Sèjan Joseph lendi", "deed"),
        ("the gun is under the bridge, call me 758 555 1234", "own_number"),
        ("he sells it. jane.doe@gmail.com", "own_number"),
        ("I can send files from name@gov.lc", "own_number"),
        ("nimo mwen sé 758 555 1234", "own_number"),
        ("nou sé vwazen", "neighbour"),
        ("he is my ex", "kin"),
        ("he is my boss", "tie"),
        ("il me bat", "victim"),
        ("Mi jefe me tocó en la cocina", "victim"),
        ("I was in the car when he shot", "witness"),
        ("se lo dije a la maestra", "deed"),
        ("I pass there every morning", "habit"),
        ("my white pickup was parked there", "own_thing"),
        ("Shem tief my cows", "own_thing"),
        ("yo vòlè bèf mwen", "own_thing"),
        ("Jorel vòlè kabrit mwen", "own_thing"),
        ("on a volé mes chèvres", "own_thing"),
        ("me robaron mis vacas", "own_thing"),
        ("tengo quince años", "about_self"),
        ("Signed, Anna Joseph. The shop sells guns.", "own_name"),
        ("They sell guns behind the bar - Anna", "own_name"),
        ("Mum's boyfriend beats the children", "kin"),
        ("DADDY HIDES A GUN UNDER THE BED", "kin"),
        ("he beats mum every night", "kin"),
        ("Maman a un copain qui nous bat", "kin"),
        ("Mamá tiene un novio que nos pega", "kin"),
        ("Manman ap vann dwòg nan kay la", "kin"),
        ("I am the mother of the girl", "kin"),
        ("As his secretary I saw the false papers", "job"),
        ("Men sell guns in the bar 758 484 1234", "own_number"),
        ("They hide it in the bar 758 484 1234", "own_number"),
        ("758 484 1234\nMen sell guns in the bar", "own_number"),
        ("Men sell guns in the bar. 758 484 1234. Please help", "own_number"),
        ("He has a gun and he will kill me if he knows", "victim"),
        ("he going to kill me", "victim"),
        ("i kay tjwé mwen si i sav", "victim"),
        ("Il va me tuer s'il l'apprend", "victim"),
        ("Me va a matar si se entera", "victim"),
        ("l ap touye m si li konnen", "victim"),
        ("I am the only one he told", "sole_knowledge"),
        ("He hid the gun, I'm the only one he told", "sole_knowledge"),
        ("mwen sé sèl moun i di sa", "sole_knowledge"),
        ("je suis le seul à qui il l'a dit", "sole_knowledge"),
        ("soy la única persona a la que se lo dijo", "sole_knowledge"),
        ("mwen se sèl moun li di sa", "sole_knowledge"),
        ("he told me he did it", "hearsay"),
        ("Mi primo me lo dijo", "hearsay"),
        ("il m'a raconté qu'il l'a fait", "hearsay"),
        ("I is the watchman by the dock", "job"),
        ("mwen sé wachmann-la bò waf la", "job"),
        ("trabajo de noche en la bomba", "job"),
        ("We share the same wall and I hear the blows", "neighbour"),
        ("nou sis moun nan yon sèl chanm", "neighbour"),
        ("you could reach me at 489 2213, Verna", "own_name"),
        ("only we two was in the boat", "sole_knowledge"),
        ("I take the six o'clock bus there every day", "habit"),
        ("mwen gen 11 an", "about_self"),
        ("Notre bateau est au ponton C", "own_thing"),
        ("Nou se nèf Ayisyen k ap travay nan bannann", "about_self"),
        ("tifi mwen pa vini lakay, sa ki wè'y kwiyé 555 0131", "own_number"),
        ("She called me crying about it", "hearsay"),
        ("i té di mwen sa", "hearsay"),
        ("li te rakonte m sa", "hearsay"),
    ]
)
def test_what_could_unmask_the_tipster_is_marked(text: str, kind: str) -> None:
    assert kind in {finding.value for finding in judge(text).of("identifying")}


def test_the_mark_covers_the_name_itself() -> None:
    text = "my name is Peter Doe and I saw it"
    span = judge(text).identifying[0]
    assert text[span.start : span.end] == "my name is Peter Doe"


@each_of(
    [
        ("he is my ex", {"kin"}),
        ("he is my boss", {"tie"}),
        ("he is my ex boss", {"tie"}),
        ("My brother keeps it. I live next door.", {"kin", "neighbour"}),
        ("my email is ann@mail.lc", {"own_number"}),
        ("Vwazen mwen ka vann zam an kay li", {"neighbour"}),
        ("Fwè mwen ka vann zam an kay", {"kin"}),
        ("Yon nonm bò kay mwen ka vann zam an kay", {"neighbour"}),
        ("Vwazen m ap vann zam lakay li", {"neighbour"}),
        ("Mwen ka vann zam an kay", {"job"}),
    ]
)
def test_the_reason_is_the_right_one_and_no_other(text: str, kinds: set[str]) -> None:
    assert {finding.value for finding in judge(text).of("identifying")} == kinds


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("my email is ann@mail.lc, thanks", "my email is ann@mail.lc"),
        ("If you want more, call me on 758 555 1234.", "call me on 758 555 1234"),
        ("758 555 1234 is my number", "758 555 1234 is my number"),
        ("I saw two men. Thanks, Marie", "Thanks, Marie"),
        ("I work at the bank in Castries and he comes there", "I work at the bank in Castries"),
    ],
)
def test_the_mark_covers_what_tells(text: str, marked: str) -> None:
    assert marked in {text[span.start : span.end] for span in judge(text).identifying}


@each_of(
    [
        "his brother sells it",
        "c'est la même voiture",
        "My house was robbed last night",
        "He told Sergeant Joseph",
        "her neighbour heard the shots",
        "he is not my brother",
        "Call Miss Joan at 758 555 0170, she takes the money",
        "he writes from scam@example.com and asks for a deposit",
        "A woman posing as a nurse sells fake insulin",
        "the house next door to the shop",
        "The girl's mum knows of it",
        "Big Daddy runs the gang, and Daddy G drives",
        "They sell coke at Mum's Kitchen",
        "Manman li ap vann dwòg",
        "venden papa y droga",
        "Thanks Peter told me about the guns",
        "Big Man sells it, the number is 758 484 1234",
        "to buy coke ring 758 484 1234",
        "758 484 1234 sends fake bank messages",
        "They will kill anybody who talks",
        "he said he will kill him, and he is the only one who knows",
        "bis M 904 ka kouwi twòp douvan lékòl",
        "cobra 900 por un permiso de trabajo que nunca llega",
        "me llamó un hombre ofreciendo carros",
        "El contacto es un tal Popi, 718 4402",
        "Niméwo nonm-lan 718 4402",
        "Il va le tuer",
        "lo va a matar",
        "l ap touye l",
        "i kay tjwé li",
    ]
)
def test_what_is_said_of_others_is_not_marked(text: str) -> None:
    assert judge(text).identifying == ()


@pytest.mark.parametrize("text", ["a man sells weed by the bridge", "ils vendent de la drogue", "yo vole yon moto"])
def test_a_tip_that_says_nothing_of_its_writer_is_not_marked(text: str) -> None:
    assert judge(text).identifying == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("My brother in law break in the pharmacy", "My brother in law"),
        ("My brother-in-law beating his wife", "My brother-in-law"),
        ("my ex-husband keep stolen phones", "my ex-husband"),
        ("My sister’s boyfriend selling pills", "My sister’s boyfriend"),
        ("my cousin in Dennery", "my cousin"),
        ("my brother in lawful custody", "my brother"),
    ],
)
def test_a_relation_is_marked_to_its_end(text: str, marked: str) -> None:
    [kin] = [one for one in judge(text).findings if one.value == "kin"]
    assert [text[span.start : span.end] for span in kin.spans] == [marked]


def test_a_wife_is_a_wife_and_nurses_of_whom_somebody_tells_are_nobody_s_work() -> None:
    assert {one.value for one in judge("I am his wife.").of("identifying")} == {"kin"}
    assert {one.value for one in judge("I am his neighbour").of("identifying")} == {"neighbour"}
    assert not judge("They are three nurses at the clinic and sell it").of("identifying")


@pytest.mark.parametrize(
    "text",
    [
        "My cousin told me, he told me a boat unloads there",
        "Mi primo me lo dijo: un bote descarga allí",
        "Mon cousin me l'a dit, il m'a raconté qu'un bateau décharge là",
        "Kouzen mwen di mwen sa, i di mwen yon kannòt ka déchajé",
        "Kouzen mwen te di m sa, li rakonte m yon bato ap dechaje",
    ],
)
def test_what_somebody_was_told_is_not_what_only_he_knows(text: str) -> None:
    assert "sole_knowledge" not in {finding.value for finding in judge(text).of("identifying")}
