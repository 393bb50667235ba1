"""Enter in a question, which on a telephone leads to the next one; and a question that wants some sentences."""

from reports.models import Tip
from tests.conftest import House
from tests.public.browser import Page, fetch, send


def first() -> Page:
    return send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions")


def test_enter_in_a_line_sends_nothing_and_loses_nothing(house: House) -> None:
    page = first()
    [default] = [told for tag, told in page.tags if tag == "button"][:1]
    page = send("/", page, do=default["value"], **{"drugs.stash": "the roof"})
    assert page.fields["drugs.stash"] == "the roof"
    assert not Tip.objects.exists()
    assert "Nothing is sent yet, and all that you filled in is kept." in page.text
    assert "Nothing is sent yet, and" not in send("/", page, do="stay").text, "in another language nobody pressed Enter"
    [default] = [told for tag, told in fetch("/").tags if tag == "button"][:1]
    assert default["value"] == "questions", "the first button is the one that Enter presses"


def test_how_police_can_come_is_told_in_some_sentences(house: House) -> None:
    page = send("/", fetch("/"), text="He hits her.", category="domestic_abuse", do="questions")
    [asked] = [told for tag, told in page.tags if told.get("name") == "domestic_abuse.come"]
    assert "rows" in asked
    said = "At the back.\nWithout a siren."
    page = send("/", page, do="stay", **{"domestic_abuse.come": said})
    assert page.fields["domestic_abuse.come"] == said
