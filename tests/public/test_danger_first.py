"""Who says that somebody is in danger now is held up by nothing; who calls for help is not even asked."""

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from reports.intake.checking import concerns_in
from reports.models import Tip, Urgency
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import opened, told
from tests.tables import each_of

CALL = "Help me. I am locked in the house behind Massy in Gros Islet. My boss took my passport. I am Rosa Perez."
CALLS = [
    (CALL, ""),
    ("Mwen fèmen an kay la, i ka bat mwen. Vini chaché mwen, bòs mwen pwan paspò mwen.", "acf/"),
    ("Aidez-moi, je suis enfermée chez mon patron. Il me bat.", "fr/"),
    ("Ayúdenme, mi jefe me tiene encerrada y me pega.", "es/"),
    ("Ede m, patwon m fèmen m nan kay la, l ap bat m.", "ht/"),
]
NEIGHBOUR = "My neighbour is beating his wife now, she is screaming."


def has_number(page: Page) -> bool:
    """Whether the large number for danger stands in a page."""
    return any(told.get("id") == "danger-title" for _, told in page.tags)


def buttons(page: Page) -> list[str]:
    return [told["value"] for tag, told in page.tags if tag == "button" and told.get("class", "").startswith("button")]


@pytest.mark.parametrize(("words", "language"), CALLS, ids=["en", "acf", "fr", "es", "ht"])
@pytest.mark.parametrize("path", ["", "short"])
def test_a_call_for_help_by_who_is_in_danger_goes_at_once(house: House, words: str, language: str, path: str) -> None:
    page = send(f"/{language}", fetch(f"/{language}{path}"), text=words, danger="yes", do="send")
    assert page.receipt
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE


def test_who_sent_at_once_is_told_how_to_put_words_right(house: House) -> None:
    page = send("/", fetch("/"), text=CALL, danger="yes", do="send")
    assert "To put something in it right, open the mailbox later" in page.text
    assert "id_corrects" in opened(page.receipt).response.content.decode()


ADVICE = "the police must know where you are: send it as it is"
OTHERS = "Does somebody else need help? Leave in where that is"


@pytest.mark.parametrize(("words", "danger"), [(CALL, ""), (CALL, "no"), (NEIGHBOUR, "yes")])
def test_for_who_may_be_in_danger_herself_sending_is_the_first_and_the_main_button(
    house: House, words: str, danger: str
) -> None:
    page = send("/", fetch("/"), text=words, danger=danger, do="send")
    assert not Tip.objects.exists()
    assert ADVICE in page.text
    assert (OTHERS in page.text) == (words == NEIGHBOUR), "whose words are not known for a cry may tell of others"
    assert buttons(page) == ["send:as_it_is", "back", "send:as_it_is", "back"]
    main = [told.get("class") for tag, told in page.tags if tag == "button" and told.get("value") == "send:as_it_is"]
    assert main == ["button sends"] * 2
    assert send("/", page, do="back").fields["text"] == words
    assert send("/", page, do="send:as_it_is").receipt


ABOUT_OTHERS = [
    (NEIGHBOUR, ""),
    ("My cousin told me that a boat is unloading packages now in Anse Cochon, men with guns.", ""),
    ("Mon cousin m'a dit qu'un bateau décharge des paquets maintenant à Anse Cochon, des hommes armés.", "fr/"),
    ("Yon gwo kannot ka déchajé patjé an Anse Cochon. Kouzen mwen di mwen.", "acf/"),
    ("Yon bato ap dechaje pake kounye a nan Anse Cochon. Kouzen mwen te di m sa.", "ht/"),
    ("Mi primo me dijo que un bote está descargando paquetes ahora en Anse Cochon.", "es/"),
    ("My brother has a gun in the bar now. He will kill me if he knows that I told.", ""),
]


@pytest.mark.parametrize(("words", "language"), ABOUT_OTHERS)
@pytest.mark.parametrize("danger", ["", "unknown"])
def test_of_others_the_number_stands_and_the_words_are_looked_at_first(
    house: House, words: str, language: str, danger: str
) -> None:
    page = send(f"/{language}", fetch(f"/{language}"), text=words, danger=danger, do="send")
    assert has_number(page)
    assert buttons(page) == ["back", "send:as_it_is", "back", "send:as_it_is"]
    with override(language.strip("/") or "en"):
        asked = gettext(f"{OTHERS}, and look below at what may show who you are.")
    assert " ".join(asked.split()) in page.text, "looking comes first"
    added = send("/mailbox", opened(told("A boat lands each Monday.")), text=words, do="add")
    assert has_number(added)
    assert buttons(added) == ["look", "add:as_it_is", "look", "add:as_it_is"]


@pytest.mark.parametrize(
    "words",
    [
        "He is outside my door now with a cutlass, send police to 12 Chaussee Road",
        "They locked me in a room and took my passport, help me, I am in Rodney Bay",
        "Come quick, he is beating my mother now, we are at 12 Chaussee Road",
        "Venez vite, il frappe ma mère en ce moment, nous sommes rue Chaussée",
        "Vini vit, l ap bat manman m kounye a, nou nan ri Chaussee",
        "Vengan rápido, le pega a mi mamá ahora, calle Chaussee 12",
        "Vini vit, i ka bat manman mwen apwézan, an Chaussee Road",
        "He is breaking down my door now with a cutlass, send police, I am at my sister's in Micoud",
        "Il est derrière la porte avec un couteau, venez vite, je suis chez ma sœur à Micoud",
        "I dèyè lapòt-la épi yon koutla apwézan, vini vit, mwen kay sè mwen Micoud",
        "Está derribando mi puerta con un machete ahora, vengan, estoy en casa de mi hermana en Micoud",
        "L ap kraze pòt mwen ak manchèt kounye a, vini vit, mwen kay sè m nan Micoud",
    ],
)
def test_so_it_is_for_a_house_of_her_own_though_nothing_is_ticked(house: House, words: str) -> None:
    found = concerns_in([("", words)])
    assert found
    assert found.calls_for_help


def test_who_ticks_that_she_is_one_of_those_held_and_in_danger_is_not_asked(house: House) -> None:
    ticked = {"human_trafficking.self": "me", "human_trafficking.people": "my sister and me, I clean for the owner"}
    assert send("/", fetch("/short"), danger="yes", do="send", **ticked).receipt


def test_where_nothing_is_urgent_looking_comes_first(house: House) -> None:
    page = send("/", fetch("/"), text="My brother sold a goat last year.", do="send")
    assert buttons(page) == ["back", "back", "send:as_it_is"]
    assert "the police must know where you are" not in page.text
    assert OTHERS not in page.text


def test_in_the_mailbox_too_an_urgent_word_is_sent_by_the_first_button(house: House) -> None:
    page = send("/mailbox", opened(told()), text=CALL, do="add")
    assert buttons(page)[:2] == ["add:as_it_is", "look"]
    assert "We have what you added" in send("/mailbox", page, do="add:as_it_is").text
    page = send("/mailbox", opened(told()), text="My brother saw it.", do="add")
    assert buttons(page) == ["look", "look", "add:as_it_is"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["", "acf/", "fr/", "es/", "ht/"])
def test_the_number_and_the_button_that_sends_are_seen_without_scrolling(
    house: House, live_server: LiveServer, chromium: Browser, language: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}")
    page.locator("#id_text").fill(NEIGHBOUR)
    page.locator("input[name=danger][value=yes]").check()
    page.locator("main button[value=send]").last.click()
    order = ["main .call a", "main button[value='send:as_it_is']", "main mark", "main .quiet"]
    boxes = [page.locator(each).first.bounding_box() for each in order]
    context.close()
    tops = [box["y"] if box else 0.0 for box in boxes]
    assert tops[0] > 0
    assert tops == sorted(tops), "the number first, and what to know of browsers last"
    assert boxes[1]
    assert tops[1] + boxes[1]["height"] <= 700


def test_of_others_the_number_comes_first_and_what_to_know_of_browsers_last(house: House) -> None:
    page = send("/", fetch("/"), text=NEIGHBOUR, do="send")
    said = page.response.content.decode().partition("<main")[2]
    order = ["danger-title", "look at this first", "<mark>", "What we saw", "To go back", "Close the tab after"]
    assert sorted(order, key=said.index) == order
    assert said.count("autofocus") == 1


@pytest.mark.parametrize(
    "words",
    [
        CALL,
        "he said he will shoot me tonight",
        "I will kill myself tonight",
        "Please come quick he is killing her right now next door",
        "He is outside my door now with a cutlass, send police to 12 Chaussee Road",
    ],
)
@pytest.mark.parametrize("danger", ["", "no"])
def test_words_that_tell_of_danger_bring_the_number_though_nothing_is_ticked(
    house: House, words: str, danger: str
) -> None:
    page = send("/", fetch("/"), text=words, danger=danger, do="send")
    if "Nothing is sent yet" in page.text:
        assert has_number(page)
        page = send("/", page, do="send:as_it_is")
    assert page.receipt
    assert has_number(page)
    assert "It can take a while until an officer reads" in page.text


def test_so_they_do_in_the_mailbox(house: House) -> None:
    mailbox = opened(told())
    assert not has_number(mailbox)
    assert has_number(send("/mailbox", mailbox, text="He is here now with the gun, help me please", do="add"))
    warned = send("/mailbox", opened(told("A boat lands each Monday.")), text=CALL, do="add")
    assert has_number(warned)
    assert has_number(send("/mailbox", warned, do="add:as_it_is"))


HEARSAY = {
    "en": """
        she say he have a girl tied up in the back room
        my cousin told me his girlfriend ties up a girl in the back room, only me and him know
        dem say he does beat she bad
        I was told there's a worker on that farm who is not paid and sleeps chained
        people say they took her passport and she can't leave
        word is he touching the little girl next door
        I heard from the driver that they keep a man in the boat and beat him
        he tell my cousin that he will finish his wife""",
    "acf": """
        yo di i ni yon fi mawé an chanm dèyè-a
        yo di i ka bat fi-a
        kouzen mwen di mwen i kay tjwé li
        moun ka di yo ka tjenbé jenn fi épi yo pa ka kité yo sòti
        mwen tann i ka touché ti fi-a""",
    "fr": """
        on dit que sa copine attache une fille dans la pièce du fond
        il paraît qu'ils gardent des filles et ne les laissent pas partir
        ma cousine m'a dit qu'on la garde contre son gré
        j'ai entendu dire qu'il bat sa femme
        la rumeur dit qu'ils vont brûler la maison de Madame Joan ce soir""",
    "es": """
        me dijeron que tiene a una muchacha amarrada en el cuarto de atrás
        se dice que le pega a su mujer
        mi primo me dijo que la tienen contra su voluntad
        dicen que le quitaron el pasaporte y no puede irse
        según la vecina, le pega al niño con un cable""",
    "ht": """
        yo di li gen yon fi mare nan chanm dèyè a
        gen bri ki fè kwè yo kenbe yon nonm nan yon kontenè
        moun di yo kenbe kèk fi epi yo pa kite yo soti
        kouzen m di m li bat madanm li
        yo di m li mete yon kouto nan kou l""",
}


@each_of([(language, said.strip()) for language, of in HEARSAY.items() for said in of.strip().splitlines()])
def test_who_tells_of_danger_by_hearsay_meets_the_number_and_looks_first(language: str, said: str) -> None:
    found = concerns_in([("", said)])
    assert found.peril
    assert not found.calls_for_help, "what others told is no cry of her own"


@each_of(
    [
        "they keep stolen things in the back room",
        "he tie up his boat by the wharf",
        "people say the licence office is taking bribes",
        "dem say he thief two goats from the farm",
        "il paraît qu'il vend des cigarettes de contrebande",
        "dicen que guarda motos robadas en el cuarto de atrás",
        "yo di li kache wou machin nan chanm dèyè a",
        "yo di i ka vann zèb an magazen-la",
        "A boat lands each Friday. My brother counted ten men. I live next door.",
        "A boat lands each Friday. My brother runs it.",
    ]
)
def test_what_tells_of_goods_brings_no_number(said: str) -> None:
    assert not concerns_in([("", said)]).peril


@pytest.mark.parametrize("language", HEARSAY)
def test_the_number_of_hearsay_stands_before_and_after_sending(house: House, language: str) -> None:
    said, path = HEARSAY[language].strip().splitlines()[0], "/" if language == "en" else f"/{language}/"
    page = send(path, fetch(path), text=f"{said}. +1 758 555 0134", do="send")
    assert has_number(page)
    assert buttons(page)[:2] == ["back", "send:as_it_is"]
    assert has_number(send(path, page, do="send:as_it_is"))


def test_other_words_bring_none(house: House) -> None:
    assert not has_number(send("/", fetch("/"), text="A boat lands each Friday.", do="send"))


def test_where_somebody_is_in_danger_is_enough_to_tell(house: House) -> None:
    page = send("/", fetch("/short"), place="white villa, Rodney Bay", danger="yes", do="send")
    assert page.receipt
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE


def test_who_ticks_that_she_is_locked_in_has_the_number_beside_her_receipt(house: House) -> None:
    held = {"human_trafficking.self": "me", "human_trafficking.movement:locked": "on"}
    assert has_number(send("/", fetch("/short"), place="white villa, Rodney Bay", do="send", **held))
    others = held | {"human_trafficking.self": "others"}
    assert not has_number(send("/", fetch("/short"), place="white villa, Rodney Bay", do="send", **others))
