"""Every page of the receipt and of the mailbox can be read in another language, with all that it holds."""

import re

from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import additions, asked, opened, png, sound
from tests.public.test_checking import RISKY
from tests.public.test_tell import jpeg


def in_language(page: Page, code: str, **typed: object) -> Page:
    """Press the button of a language."""
    [button] = [told for tag, told in page.tags if tag == "button" and told.get("lang") == code]
    other = send(button["formaction"], page, do=button["value"], **typed)
    assert other.response["Content-Language"] == code
    return other


def buttons(page: Page, look: str) -> dict[str, str]:
    """What a button of that look does, and the words on it."""
    found = re.findall(r"<button ([^>]*)>([^<]*)</button>", page.response.content.decode())
    ours = [(told, words) for told, words in found if re.search(rf'class="[^"]*\b{look}\b', told)]
    return {"".join(re.findall(r'value="([^"]*)"', told)): words for told, words in ours}


def test_what_enter_does_is_said_where_no_style_sheet_hides_it(house: House) -> None:
    box = opened(asked(house))
    sure = [send("/mailbox", box, do=do) for do in ("ask_withdraw", "ask_end")]
    check = send("/mailbox", box, text=RISKY, do="add")
    told = send("/", fetch("/"), text="A boat lands each Friday.")
    compared = send("/mailbox", told, do="typed_once", typed="1")
    for page in (fetch("/mailbox"), box, *sure, check, told, compared, fetch("/answer"), fetch("/pay")):
        [(does, words)] = buttons(page, "unseen").items()
        assert buttons(page, "button")[does] == words
    right = send("/mailbox", told, do="typed_once", typed=told.receipt)
    assert buttons(right, "unseen") == {}, "nothing to type into"


def test_the_receipt(house: House) -> None:
    typed = {"text": "He hits her.", "category": "domestic_abuse", "danger": "yes"}
    page = send("/en/", send("/en/", fetch("/en/"), **typed, do="questions"), do="send:now")
    french = in_language(page, "fr")
    assert french.receipt == page.receipt
    assert "Nous avons votre signalement" in french.text
    assert "758-555-0134" in french.text, "whom to call stays there"
    assert french.text.count("911") == page.text.count("911")
    assert page.receipt.replace(" ", "") not in french.response.content.decode().replace("</span> <span>", " ")
    back = in_language(french, "en")
    assert back.receipt == page.receipt
    compared = send("/en/mailbox", back, do="typed_once", typed="1234")
    assert "Not the same" in compared.text
    spanish = in_language(compared, "es")
    assert (spanish.receipt, spanish.fields["typed"]) == (page.receipt, "1234")
    right = send("/es/mailbox", spanish, do="typed_once", typed=page.receipt)
    assert "Right: you have your receipt" in in_language(right, "en").text


def test_the_files_beside_the_receipt(house: House) -> None:
    first = send("/en/", fetch("/en/"), text="The car", files=[jpeg(), sound()], do="send:as_it_is")
    assert "File 1: Photo: stored without what was hidden in it" in first.text
    french = in_language(first, "fr")
    assert "Vos fichiers" in french.text
    back = in_language(french, "en")
    for told in ("the phone or camera", "File 2: Sound: locked"):
        assert told in first.text
        assert told in back.text


def test_a_receipt_that_the_page_holds_no_more_is_not_made_up(house: House) -> None:
    page = send("/", fetch("/"), text="A boat lands each Friday.")
    page.fields["shown"] = "broken"
    answer = send("/fr/mailbox", page, do="receipt")
    assert answer.fields["receipt"] == "", "the entrance"


def test_what_is_looked_at_before_it_is_added(house: House) -> None:
    page = send("/en/mailbox", opened(asked(house)), text=RISKY, corrects="on", files=png(), do="add")
    french = in_language(page, "fr")
    assert french.number_of("mark") == page.number_of("mark") > 0
    assert french.fields["text"] == RISKY
    assert french.fields["held"]
    assert additions() == 0


def test_taking_back_and_closing(house: House) -> None:
    page = opened(asked(house))
    sure = send("/en/mailbox", page, text="The blue one", do="ask_withdraw")
    french = in_language(sure, "fr", reason="Because of him")
    assert (french.fields["reason"], french.fields["text"]) == ("Because of him", "The blue one")
    closing = send("/en/mailbox", page, text="The blue one", do="ask_end")
    assert in_language(closing, "ht").fields["text"] == "The blue one"
    ended = send("/en/mailbox", page, do="end")
    assert "Vo" in in_language(ended, "fr").text


def test_a_closed_mailbox_with_words_that_came_too_late(house: House) -> None:
    page = opened(asked(house))
    send("/mailbox", page, do="end")
    late = send("/en/mailbox", page, text="The blue one", files=png(), do="add")
    assert "Your file goes along into it." in late.text
    spanish = in_language(late, "es")
    assert (spanish.fields["text"], bool(spanish.fields["held"])) == ("The blue one", True)
    new = send("/es/", spanish, do="write")
    assert new.fields["text"] == "The blue one"
