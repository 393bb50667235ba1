"""Who wants the answer on the web page alone is told nothing by text; the page is named in tips, too."""

from reports.phone.understanding import understand
from reports.phone.wording import Wish, wish
from tests.tables import each_of


@each_of(
    [
        "reply to my web mailbox only",
        "Put the answer on the website not here",
        "put the answer on the website, not here",
        "answer on the website only",
        "Answer me only on the website",
        "please only answer in the mailbox",
        "Leave the reply in my mailbox",
        "I only want answers on the web page",
        "reply on the website please not my phone",
        "write the answers on the website please only",
        "manden la respuesta al sitio solamente",
        "Répondez au site seulement",
        "send your answer to my mailbox only",
        "send reply to my web mailbox only",
        "put it on the website only",
        "post your reply on the website only",
        "reply on the website only if you have to",
        "reply on the website only cause he checks my phone",
        "laissez votre réponse dans la boîte",
        "kité wépons mwen an bwat la",
        "Répondez sur le site seulement",
        "svp répondez uniquement sur le site",
        "Mettez la réponse sur le site, pas ici",
        "réponse dans ma boîte web uniquement",
        "Responda solo en la página web",
        "respondan solamente en el buzón web",
        "pongan la respuesta en la página, no aquí",
        "contesten por la web solamente",
        "wéponn asou sit la sèlman",
        "Mété wépons-la asou sit-la, pa isi-a",
        "wéponn mwen adan bwat mwen asou web la tousèl",
        "repon sou sit la sèlman",
        "Reponn mwen sou sit wèb la sèlman",
        "mete repons lan nan bwat la, pa isit",
    ]
)
def test_an_answer_on_the_web_alone_is_a_wish_for_silence_and_a_tip_beside_it_is_kept(said: str) -> None:
    asked = wish(said)
    assert asked
    assert asked.wish is Wish.QUIET
    told = f"{said}. Boat with guns come in Laborie tonight"
    read = understand(told, phone=None, has_pictures=False, opt_out="")
    assert read.asked
    assert (read.asked.wish, read.tells, read.told) == (Wish.QUIET, True, told)


@each_of(
    [
        "They post the exam answers on the website",
        "He answers only on the website when people order weed",
        "They sell guns on the website only",
        "My boss put the answer sheet on the web page",
        "the dealer replies on the internet only",
        "Somebody left a note in my mailbox, it says they will kill me",
        "They told me leave the money in the mailbox",
        "answer me on the website or by text",
        "They steal the exam papers, post answers on the internet",
        "They steal the exam papers, put the answers on the internet",
        "he hacks accounts, leave messages on the site only",
        "they will kill him. leave the answer in the mailbox they said",
        "reply on the website only if you cannot call me",
        "put the answer on the website only if my phone is off",
        "answer only on the website when nobody picks up",
        "I only want the answer on the website if you cannot call",
        "he hacks accounts, send messages to the site only",
        "text me if you cannot call me",
        "Ils volent les examens. Répondez sur le site seulement si vous ne pouvez pas m'appeler",
        "Laissez la réponse sur le site si je ne réponds pas",
        "roban los exámenes. Respondan en la página solo si no pueden llamarme",
        "pongan la respuesta en el buzón solamente si no contesto",
        "yo ka vòlè égzamen, mété wépons asou entènet",
        "wéponn asou sit la sèlman si zot pa sa kwiyé mwen",
        "yo vòlè egzamen, mete repons yo sou entènèt",
        "reponn sou sit la sèlman si nou pa ka rele m",
        "Ils répondent sur le site seulement",
        "Il met la réponse sur le site, pas ici",
        "El vendedor responde solo por la página web",
        "yo vann zam sou sit la sèlman",
        "yo ka vann fizi asou sit la sèlman",
    ]
)
def test_who_tells_of_a_page_is_answered(said: str) -> None:
    assert wish(said) is None
