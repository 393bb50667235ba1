"""What could identify the tipster stays masked on the tip's page until an officer says why he asks."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from reports.casework.refer import inform_unit
from reports.dashboard.found import groups
from reports.dashboard.marked import pieces
from reports.dashboard.unmasking import masked_pieces
from reports.models import Attachment, AuditEntry, Tip
from reports.queries.masking import MASK, apart, blanked
from reports.triage.warning import giveaways
from reports.withheld import masked_answers, masked_assessment
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.triage.tips import judge
from tests.uploads import PIXELS, held_photo

SENTENCES = (
    "My brother Kervin hides guns behind the shop in Soufriere.",
    "I live next door to the rum shop in Anse la Raye and saw it.",
    "Frè mwen ka vann dwòg bò lékòl-la.",
    "I work at the bank on Bridge Street and he told me everything.",
    "Mi primo trae las armas en un barco azul los viernes.",
    "They sell cocaine by the market, truck PB 4521, Friday at 9 pm.",
    "My husband beats me and the children every night.",
    "Mon voisin vend de la drogue, je travaille avec lui.",
)
STORY = "My cousin Kervin Alcide hides guns behind my house in Fond Assau. His truck is PB 4521. He works for Digicel."


def at(tip: Tip, act: str = "") -> str:
    return f"/desk/tips/{tip.pk}{'/' + act if act else ''}"


@pytest.fixture
def tip(house: House) -> Tip:
    answers = {"how_known": "saw", "how_many_know": "few", "place": "across from my house", "told_anyone": "close"}
    return arrive(STORY, answers=answers, files=(held_photo(),))


@given(chosen=st.permutations(SENTENCES), count=st.integers(1, len(SENTENCES)))
def test_no_masked_word_stands_anywhere_on_the_page(chosen: list[str], count: int) -> None:
    text = " ".join(chosen[:count])
    judged = judge(text)
    told = masked_assessment(judged, text)
    shown = "".join(piece.text for piece in masked_pieces(pieces(text, judged)))
    points = [(group.step, point) for group in groups(told, text, {}) for point in group.points]
    reasons = " ".join(
        f"{point.quote} {'' if step in FIXED else point.why}" for step, point in points if point.why not in GENERAL
    )
    secret = apart((span.start, span.end) for span in judged.identifying)
    open_words = set(re.findall(r"\w{3,}", blanked(text, secret).casefold()))
    hidden = {word for start, end in secret for word in re.findall(r"\w{3,}", text[start:end].casefold())} - open_words
    seen = set(re.findall(r"\w{3,}", f"{shown} {reasons}".casefold()))
    assert not hidden & seen
    assert shown.count(MASK) >= bool(secret)


FIXED = {"conflict", "routing"}  # each of their reasons is one of a few sentences, whatever a tip says
GENERAL = {finding.reason for sentence in SENTENCES for finding in judge(sentence).of("identifying")}


def test_the_page_masks_words_answers_findings_and_files_until_it_is_asked(tip: Tip, reid: Desk) -> None:
    page = unescape(reid.get(at(tip)).text)
    for secret in ("cousin", "behind my house", "across from my house", "I saw or heard it myself", "<img"):
        assert secret not in page
    assert MASK in page
    assert "PB 4521" in page
    assert "Only two to four people could know this." in page
    reid.ask_for_source(tip)
    page = unescape(reid.get(at(tip)).text)
    for secret in ("My cousin", "across from my house", "I saw or heard it myself", "<img"):
        assert secret in page


def test_a_file_is_not_given_out_before_it_is_asked(tip: Tip, reid: Desk) -> None:
    path = at(tip, f"files/{Attachment.objects.get().pk}")
    response = reid.get(path)
    assert response["Location"] == at(tip) + "?ask=source#source"
    assert not AuditEntry.objects.filter(act="file.read").exists()
    reid.ask_for_source(tip)
    assert reid.get(path).content == PIXELS


def test_it_is_masked_again_by_hand_and_at_the_next_sign_in_and_for_every_other_tip(
    house: House, tip: Tip, reid: Desk
) -> None:
    other = arrive("My uncle Raphael steals goats in Micoud")
    reid.ask_for_source(tip)
    assert "cousin" in reid.get(at(tip)).text
    assert "uncle" not in reid.get(at(other)).text
    reid.post(at(tip, "source/hide"))
    assert "cousin" not in reid.get(at(tip)).text
    reid.ask_for_source(tip)
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    reid.give_code()
    assert "cousin" not in reid.get(at(tip)).text


def test_without_a_purpose_of_the_list_nothing_is_shown_or_written(tip: Tip, reid: Desk) -> None:
    for purpose in ("", "because my cousin asked", "ACTION"):
        reid.ask_for_source(tip, purpose)
        assert "cousin" not in reid.get(at(tip)).text
    assert not AuditEntry.objects.filter(act="source.shown").exists()
    reid.ask_for_source(tip, "safety")
    assert "To keep the tipster safe" in reid.get(at(tip, "trail")).text


def test_another_unit_cannot_ask_and_one_that_reads_for_information_is_not_shown(
    house: House, tip: Tip, reid: Desk
) -> None:
    felix = sign_in(house, "felix")
    assert felix.ask_for_source(tip).status_code == 404
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    assert "Show it" not in felix.get(at(tip)).text
    assert felix.ask_for_source(tip).status_code == 302
    page = felix.get(at(tip)).text
    assert "only to the unit that works on the tip" in page
    assert "cousin" not in page


def looked_for(desk: Desk, words: str, **more: str) -> str:
    response = desk.client.post("/desk/search", {"words": words, **more})
    told = b"".join(response.streaming_content) if response.streaming else response.content
    return unescape(told.decode())


def hits_of(page: str) -> str:
    return page.partition('<ol class="queue"')[2].partition("</ol>")[0]


def test_a_search_shows_masks(tip: Tip, reid: Desk) -> None:
    page = looked_for(reid, "guns")
    assert tip.reference in hits_of(page)
    assert MASK in page
    assert "cousin" not in page


@pytest.mark.parametrize("masked", ["cousin", "across from my house", "close", "close guns"])
def test_a_search_tells_nothing_of_masked_words_to_who_did_not_ask_for_them(tip: Tip, reid: Desk, masked: str) -> None:
    """A word that stands under a mask and one that stands nowhere get the same answer, wanted or unwanted."""

    def answer(words: str) -> str:
        return re.sub(r'value="[^"]*"', "", looked_for(reid, words).partition("found-title")[2])

    assert hits_of(looked_for(reid, masked)) == "" != hits_of(looked_for(reid, "guns"))
    unwanted = masked.split()[0]
    assert hits_of(looked_for(reid, f"guns -{unwanted}")) == hits_of(looked_for(reid, "guns -zebra")) != ""
    assert answer(masked) == answer("zebra")
    assert not AuditEntry.objects.filter(act="source.searched").exists()


def test_masked_words_are_searched_for_a_purpose_that_is_written_down(tip: Tip, reid: Desk) -> None:
    refused = looked_for(reid, "cousin", masked="on")
    assert "Choose why you ask for it." in refused
    assert not AuditEntry.objects.filter(act="tips.searched").exists()
    for count, words in enumerate(("cousin", "across from my house", "close"), 1):
        page = looked_for(reid, words, masked="on", purpose="danger")
        assert "Found in words that are masked" in page
        assert words not in hits_of(page).casefold()
        found = AuditEntry.objects.filter(act="source.searched", tip_id=tip.pk)
        assert [entry.detail["purpose"] for entry in found] == ["danger"] * count
    searched = AuditEntry.objects.filter(act="tips.searched")
    assert {entry.detail["purpose"] for entry in searched} == {"danger"}
    assert hits_of(looked_for(reid, "guns -cousin", masked="on", purpose="danger")) == ""


def test_typed_answers_are_judged_and_choices_are_not() -> None:
    assert giveaways("saw,told") == []
    assert masked_answers({"place": "across from my house", "when": "Friday at 9 pm"}, None) == {
        "place": MASK,
        "when": "Friday at 9 pm",
    }
    assert masked_answers({"file.1.place": "14.01, -60.98"}, None) == {"file.1.place": MASK}


def test_the_duty_unit_sees_pictures_and_masked_words_of_a_tip_in_danger(house: House, settings: Settings) -> None:
    settings.DUTY_UNIT = "trafficking"
    tip = arrive(f"{STORY} He is shooting at people now, come quick", files=(held_photo(),), in_danger=True)
    assert tip.unit.slug not in {"trafficking", "vulnerable-persons"}
    felix = sign_in(house, "felix")
    page = felix.get(at(tip)).text
    assert "Somebody is in danger" in page
    assert "behind my house" not in page
    felix.ask_for_source(tip, "worth")
    assert "behind my house" not in felix.get(at(tip)).text
    felix.ask_for_source(tip, "danger")
    page = felix.get(at(tip)).text
    assert "behind my house in Fond Assau" in page
    assert felix.get(at(tip, f"files/{Attachment.objects.get().pk}")).content == PIXELS
    assert "Print this tip" not in page
    felix.post(at(tip, "source/hide"))
    assert "behind my house" not in felix.get(at(tip)).text


def test_what_few_can_know_is_told_at_the_head_also_where_nobody_ticked_it(house: House, reid: Desk) -> None:
    tip = arrive("Only I know this because he told me alone: they sell cocaine in Dennery")
    assert "Triage found words in the tip that few people could know." in reid.get(f"/desk/tips/{tip.pk}").text
    other = arrive("They sell cocaine behind the shop in Canaries")
    assert "few people could know" not in reid.get(f"/desk/tips/{other.pk}").text
