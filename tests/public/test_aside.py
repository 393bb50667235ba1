"""Ways away from a tip that is being written cost no word: menu and languages are buttons that carry it along."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.test_files_on_the_way import telling
from tests.public.visits import put_up

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
TEXT = "A boat lands each Friday."
TYPED = {"text": TEXT, "category": "smuggling", "danger": "no"}


def buttons(page: Page) -> list[str]:
    return [told["value"] for tag, told in page.tags if tag == "button" and told.get("name") == "do"]


def holds_all(page: Page) -> bool:
    return {name: page.fields.get(name) for name in TYPED} == TYPED


def leads_on(page: Page, path: str) -> bool:
    return page.status == 303 and page.response["Location"] == path


def test_a_page_to_read_brings_every_word_back(house: House) -> None:
    safety = send("/en/", fetch("/en/"), **TYPED, do="go:about")
    assert "How we protect you" in safety.text
    assert "It is not sent yet" in safety.text
    limits = send("/en/", safety, do="go:limits")
    assert "What we cannot promise" in limits.text
    assert TEXT not in safety.text + limits.text, "it is sealed: whoever looks over a shoulder reads nothing"
    assert holds_all(send("/en/", limits, do="stay"))
    assert holds_all(send("/en/", limits, do="go:tell"))


@pytest.mark.parametrize(
    "where", ["identity", "phones", "after", "rewards", "kept", "times", "help", "listen", "notices", "numbers"]
)
def test_every_page_to_read_carries_them(house: House, where: str) -> None:
    page = send("/fr/", fetch("/fr/"), **TYPED, do=f"go:{where}")
    assert page.status == 200
    assert page.number_of("h1") == 1
    assert holds_all(send("/fr/", page, do="stay"))


def test_another_language_keeps_every_word(house: House) -> None:
    french = send("/fr/", fetch("/en/"), **TYPED, do="stay")
    assert french.response["Content-Language"] == "fr"
    assert holds_all(french)
    questions = send(
        "/es/", send("/fr/", french, do="questions"), do="stay", **{"smuggling.landing": "Behind the jetty"}
    )
    assert questions.response["Content-Language"] == "es"
    assert questions.fields["smuggling.landing"] == "Behind the jetty"
    assert holds_all(send("/es/", questions, do="back"))


def test_a_page_to_read_and_the_warning_change_their_language_as_they_are(house: House) -> None:
    read = send("/en/", fetch("/en/"), **TYPED, do="go:limits")
    again = next(told["value"] for tag, told in read.tags if told.get("formaction") == "/fr/")
    assert "Ce que nous ne pouvons pas promettre" in send("/fr/", read, do=again).text
    warned = send("/en/", fetch("/en/"), text="My brother sells it.", do="send")
    french = send("/fr/", warned, do="stay")
    assert french.number_of("mark") == warned.number_of("mark") > 0
    assert send("/fr/", french, do="back").fields["text"] == "My brother sells it."


def test_the_map_is_found_again_after_a_page_to_read(house: House) -> None:
    questions = send("/en/", fetch("/en/"), **TYPED, do="questions")
    drawn = send("/en/", questions, do="map")
    back = send("/en/", send("/en/", drawn, do="go:about"), do="stay")
    assert [told["name"] for tag, told in back.tags if told.get("type") == "image"] == ["at"]
    assert holds_all(send("/en/", send("/en/", back, do="back:questions"), do="back"))


def test_files_and_their_ticks_stay(house: House) -> None:
    first = send("/en/", fetch("/en/"), **TYPED, do="stay", files=telling())
    read = send("/en/", first, **TYPED, do="go:about", tell="0")
    back = send("/en/", read, do="stay")
    assert "File 1: Photo" in back.text
    assert back.fields["tell"] == "0.time"


@pytest.mark.parametrize("where", ["about", "mailbox", "short", "tell"])
def test_a_file_that_came_with_the_button_and_was_not_kept_is_told_of(house: House, where: str) -> None:
    damaged = SimpleUploadedFile("a.jpg", b"no photo", content_type="image/jpeg")
    page = send("/en/", fetch("/en/"), **TYPED, do=f"go:{where}", files=damaged)
    assert "File 1 (8 bytes) is of a kind" in page.text


def test_a_page_with_a_form_of_its_own_asks_first(house: House) -> None:
    stopped = send("/en/", fetch("/en/"), **TYPED, do="go:mailbox")
    assert "What you wrote is not sent yet" in stopped.text
    assert [told["href"] for tag, told in stopped.tags if tag == "a" and "mailbox" in told["href"]]
    assert holds_all(send("/en/", stopped, do="stay"))


def test_a_notice_is_read_and_written_about_with_every_word_kept(house: House) -> None:
    put_up(house)
    listed = send("/en/", fetch("/en/"), **TYPED, do="go:notices")
    assert "go:notice:1001" in buttons(listed)
    one = send("/en/", listed, do="go:notice:1001")
    assert [told["src"] for tag, told in one.tags if tag == "img"] == ["/en/notices/1001/picture"]
    french = send("/fr/", one, do="go:notice:1001")
    assert french.response["Content-Language"] == "fr"
    assert TEXT not in listed.text + one.text + french.text
    assert holds_all(send("/fr/", french, do="stay"))
    assert "notice" not in send("/fr/", french, do="stay").fields
    about = send("/fr/", french, do="about:1001")
    assert holds_all(about)
    assert about.fields["notice"] == "1001"
    bare = send("/en/", send("/en/", fetch("/en/"), text=TEXT, do="go:notice:1001"), do="about:1001")
    assert (bare.fields["text"], bare.fields["category"]) == (TEXT, "smuggling"), "what the notice is about"


def test_the_numbers_of_a_month_are_read_with_every_word_kept(house: House) -> None:
    put_up(house)
    one = send("/en/", send("/en/", fetch("/en/"), **TYPED, do="go:numbers"), do="go:month:2026-10")
    assert "What tips brought in October 2026" in one.text
    assert [told for tag, told in one.tags if tag == "a" and ".csv" in told.get("href", "")] == [], (
        "a file in its place"
    )
    assert holds_all(send("/en/", one, do="stay"))


@pytest.mark.parametrize(
    ("do", "heading"),
    [
        ("go:notice:1001", "Notices"),
        ("go:notice:a b", "Notices"),
        ("go:month:2026-10", "What tips bring"),
        ("about:no number", "Tell us what you know"),
    ],
)
def test_one_that_was_taken_down_meanwhile_costs_no_word(house: House, do: str, heading: str) -> None:
    page = send("/en/", fetch("/en/"), **TYPED, do=do)
    assert heading in page.text
    assert holds_all(send("/en/", page, do="stay") if "go" in do else page)


def test_an_address_that_is_none_leads_from_an_empty_form_to_itself(house: House) -> None:
    assert leads_on(send("/ht/", fetch("/ht/"), do="go:notice:a b"), "/ht/")
    assert leads_on(send("/ht/", fetch("/ht/"), do="go:notice:1001"), "/ht/notices/1001")


def test_ticking_instead_of_writing_takes_the_words_along(house: House) -> None:
    assert send("/en/", fetch("/en/"), **TYPED, do="go:short").fields["text"] == TEXT


@pytest.mark.parametrize("where", ["about", "help", "mailbox", "notices", "short", "listen"])
def test_as_long_as_nothing_is_written_they_lead_on_as_links_do(house: House, where: str) -> None:
    assert leads_on(send("/ht/", fetch("/ht/"), do=f"go:{where}"), f"/ht/{where}")


def test_an_empty_form_in_another_language_is_the_page_at_its_address(house: House) -> None:
    assert leads_on(send("/ht/", fetch("/en/"), do="stay"), "/ht/")


def test_a_page_that_we_do_not_have_leads_back_to_the_form(house: House) -> None:
    assert holds_all(send("/en/", fetch("/en/"), **TYPED, do="go:desk"))


def test_no_page_to_write_on_has_a_link_that_would_lose_the_words(house: House) -> None:
    first = fetch("/en/")
    read = send("/en/", first, **TYPED, do="go:about")
    questions = send("/en/", first, **TYPED, do="questions")
    put_up(house)
    further = ("help", "notices", "notice:1001", "numbers", "month:2026-10")
    read_on = [send("/en/", read, do=f"go:{where}") for where in further]
    for page in (first, fetch("/en/short"), read, *read_on, questions):
        assert {"go:about", "go:help", "go:mailbox"} <= set(buttons(page))
        links = {told["href"] for tag, told in page.tags if tag == "a"}
        assert {link for link in links if not link.startswith(("#", "tel:"))} == {settings.QUICK_EXIT_URL}
