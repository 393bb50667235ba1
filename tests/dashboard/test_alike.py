"""Like tips at the desk: suggested, looked for, side by side, linked, merged, put back, opened again."""

import re

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate

from reports.alarm import raise_alarm
from reports.casework.status import close_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import AuditEntry, Link, Merge, Status, Tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk, sign_in


@pytest.fixture
def pair(house: House) -> tuple[Tip, Tip]:
    first = arrive(DRUGS)
    return first, arrive(DRUGS.replace("cocaine", "some cocaine"))


def now(tip: Tip) -> Tip:
    return Tip.objects.get(pk=tip.pk)


def at(tip: Tip, other: Tip, act: str = "") -> str:
    return f"/desk/tips/{tip.pk}/beside/{other.pk}" + (f"/{act}" if act else "")


def test_a_suggestion_leads_to_both_side_by_side(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    page = reid.get(f"/desk/tips/{second.pk}").text
    assert f"Side by side with {first.reference}" in page
    assert "of its wording" in page
    older = reid.get(f"/desk/tips/{first.pk}").text
    assert "Triage found none among what had come before" in older
    assert "and for what came later and is like this one" in older
    same = reid.get(f"/desk/tips/{first.pk}/same").text
    assert "Judged later, and triage finds it like this one:" in same
    assert f"Side by side with {second.reference}" in same
    both = reid.get(at(second, first)).text
    assert both.count('<mark class="thing">PB 4521</mark>') == 2
    assert "<dt>Same number plate</dt><dd>PB 4521" in both
    assert "My neighbour" not in both
    assert "[…]" in both
    assert AuditEntry.objects.filter(act="tip.read", tip_id=first.pk).exists()


def test_two_tips_that_nothing_pairs_are_laid_side_by_side_by_a_reference(house: House, reid: Desk) -> None:
    tip, other = arrive("A goat was stolen in Dennery"), arrive("Yo ka vann bagay bò lékòl-la an Soufriere")
    assert "Link it to another tip" in reid.get(f"/desk/tips/{tip.pk}").text
    for typed in (other.reference, f" {other.reference.lower().replace('-', ' ')} "):
        answer = reid.post(f"/desk/tips/{tip.pk}/beside", other=typed)
        assert (answer.status_code, answer["Location"]) == (302, at(tip, other))
    assert "Link them" in reid.get(at(tip, other)).text
    answer = reid.post(f"/desk/tips/{tip.pk}/beside", other=tip.reference)
    assert answer.status_code == 422
    assert "This is the tip that you are reading." in answer.text


def test_a_reference_that_may_not_be_read_answers_as_one_that_does_not_exist(house: House, reid: Desk) -> None:
    tip, theirs = arrive("A goat was stolen in Dennery"), arrive("Girls are held in a house in Gros Islet")
    Tip.objects.filter(pk=theirs.pk).update(unit=house.unit("trafficking"))
    named = arrive("Marcia Reid sells what her police station seizes", triaged=False)
    address, often_new = f"/desk/tips/{tip.pk}/beside", re.compile(r'(?:value|content|nonce)="[^"]*"')
    for typed in (theirs.reference, named.reference, "AAAA-AAAA", "goat"):
        answer = reid.post(address, other=typed)
        assert answer.status_code == 422
        assert "You can read no tip of this reference." in answer.text
        assert f'value="{typed}"' in answer.text
    pages = {often_new.sub("", reid.post(address, other=one).text) for one in (theirs.reference, "AAAA-AAAA")}
    assert len(pages) == 1
    found = b"".join(reid.client.post("/desk/search", {"words": named.reference}).streaming_content)
    assert str(named.pk).encode() not in found, "nor does the search"


def test_what_both_name_is_shown_where_it_was_typed(house: House, reid: Desk) -> None:
    plate = {"vehicle.1.plate": "PB 4521", "vehicle.1.driver": "my brother Kenny"}
    first, second = arrive(DRUGS, answers={"category": "drugs"}), arrive("He sells", answers=plate)
    Tip.objects.update(unit=house.unit("general"))
    both = reid.get(at(second, first)).text
    assert "<dt>Same number plate</dt><dd>PB 4521" in both
    assert both.count('<mark class="thing">PB 4521</mark>') == 2
    assert "A car, bus or bike: Number plate, or a part of it" in both
    assert "my brother" not in both


def test_what_was_not_done_takes_the_focus(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    refused = reid.post(at(second, first, "link"), kind="plate", version=second.version + 7)
    assert refused.status_code == 409
    assert 'role="alert" tabindex="-1" autofocus><h2>Not done</h2>' in refused.text


def test_two_tips_are_linked_and_unlinked(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    page = reid.client.post(at(second, first, "link"), {"kind": "plate", "version": second.version}, follow=True).text
    assert "The two tips are linked." in page
    assert "Take the link away" in page
    assert "Same number plate" in reid.get(f"/desk/tips/{first.pk}").text.partition("alike-title")[2]
    reid.post(at(first, second, "unlink"), kind="plate", version=now(first).version)
    assert not Link.objects.exists()


def test_a_merge_is_seen_from_both_sides_and_undone(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    sent = {"version": second.version, "leads_version": first.version}
    assert reid.client.post(at(second, first, "merge"), sent, follow=True).text.count("Undo the merge") == 1
    assert "Merged into this one" in reid.get(f"/desk/tips/{first.pk}").text
    page = reid.get(f"/desk/tips/{second.pk}").text
    assert "Merged into another tip" in page
    assert "Perhaps a closed matter" not in page
    assert "Perhaps a closed matter" not in reid.get(f"/desk/tips/{first.pk}").text
    reid.post(f"/desk/tips/{second.pk}/unmerge", version=now(second).version)
    assert not Merge.objects.exists()
    assert now(second).status == Status.NEW


def test_the_page_of_a_leading_tip_says_that_a_merged_one_rings(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    reid.post(at(second, first, "merge"), version=second.version, leads_version=first.version)
    rings = "The alert of a tip merged into this one is running"
    assert rings not in reid.get(f"/desk/tips/{first.pk}").text
    raise_alarm([second.pk])
    page = reid.get(f"/desk/tips/{first.pk}").text
    assert f'<a href="/desk/tips/{second.pk}">{second.reference}</a>' in page[page.index(rings) :]
    assert rings not in reid.get(f"/desk/tips/{second.pk}").text


def test_a_second_tip_on_a_closed_matter_says_why_and_opens_it(house: House, pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    close_tip(tip=first, reason="not_found", by=house.officer("jules"), version=first.version)
    page = reid.get(f"/desk/tips/{second.pk}").text
    assert "Perhaps a closed matter" in page
    assert "It was closed: Person or place not found." in page
    reid.post(at(second, first, "again"), version=now(first).version)
    assert now(first).status == Status.NEW
    assert Link.objects.get().kind == "incident"


def test_a_matter_that_is_open_again_says_at_its_head_how_it_had_been_closed(
    house: House, pair: tuple[Tip, Tip], reid: Desk
) -> None:
    first, second = pair

    def told() -> list[bool]:
        heads = [reid.get(f"/desk/tips/{tip.pk}").text.partition('id="words-title"')[0] for tip in pair]
        return [f"{on_it} Anton Jules had closed it as: Person or place not found." in head for head in heads]

    on_it = f"It is open again. On {date_format(localdate(), 'D j M Y')}"
    close_tip(tip=first, reason="not_found", by=house.officer("jules"), version=first.version)
    assert told() == [False, False]
    reid.post(at(second, first, "again"), version=now(first).version)
    assert told() == [True, True]
    assert "Opened again on" in reid.get(f"/desk/tips/{first.pk}").text.partition('id="words-title"')[0]
    assert f"{on_it} Anton Jules had closed it as: Person" in reid.get(at(second, first)).text
    for number in range(8):
        reid.post(f"/desk/tips/{first.pk}/note", version=now(first).version, text=f"note {number}")
    assert told() == [True, True], "also when its closing is none of the last steps any more"
    close_tip(tip=now(first), reason="nothing", by=house.officer("reid"), version=now(first).version)
    assert told() == [False, False]
    assert "had closed it as" not in reid.get(f"/desk/tips/{second.pk}").text, "the look is over"


@pytest.mark.parametrize(("act", "sent"), [("link", {"kind": "shoe"}), ("merge", {}), ("again", {}), ("unlink", {})])
def test_what_cannot_be_done_is_refused_on_the_same_page(
    pair: tuple[Tip, Tip], reid: Desk, act: str, sent: dict[str, str]
) -> None:
    first, second = pair
    response = reid.post(at(second, first, act), version="", **sent)
    assert response.status_code == 409
    assert "Not done" in response.text
    assert "Do they belong together?" in response.text


def test_who_may_not_read_one_sees_neither(house: House, pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    Tip.objects.filter(pk=first.pk).update(unit=house.unit("standards"))
    assert reid.get(at(second, first)).status_code == 404
    assert reid.post(at(second, first, "link"), kind="plate", version=second.version).status_code == 404
    assert first.reference not in reid.get(f"/desk/tips/{second.pk}").text
    assert sign_in(house, "felix").get(at(second, first)).status_code == 404
    assert reid.get(at(second, second)).status_code == 404


def test_the_same_things_are_looked_for(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    page = reid.get(f"/desk/tips/{second.pk}/same").text
    assert f"Side by side with {first.reference}" in page
    assert "PB 4521" in page
    assert "Compared with 1 tip that you may read." in page


def test_who_leads_others_is_not_offered_to_be_led_and_it_is_said_why(pair: tuple[Tip, Tip], reid: Desk) -> None:
    first, second = pair
    third = arrive("They sell crack by the school in Dennery")
    reid.post(at(third, first, "merge"), version=now(third).version, leads_version=now(first).version)
    page = reid.get(at(second, first)).text
    assert f"{first.reference} leads</button>" in page
    assert f"{second.reference} leads</button>" not in page
    assert f"{first.reference} leads other tips, so {second.reference} cannot lead it." in page


def test_what_a_merged_tip_s_tipster_writes_stands_at_the_top_of_the_one_that_leads(house: House, reid: Desk) -> None:
    second, receipt = triaged_tip(web(DRUGS.replace("cocaine", "some cocaine")))
    first = arrive(DRUGS)
    reid.post(at(second, first, "merge"), version=second.version, leads_version=first.version)
    wrote = "The tipster of a tip merged into this one wrote again"
    assert wrote not in reid.get(f"/desk/tips/{first.pk}").text
    accept(web("They moved it to a white house", joins=open_mailbox(receipt).key))
    triage_all()
    top = reid.get(f"/desk/tips/{first.pk}").text.partition("What the tipster said")[0]
    assert wrote in top
    assert f'<a href="/desk/tips/{second.pk}#thread-title">Read what {second.reference} tells since</a>' in top
    led = reid.get(f"/desk/tips/{second.pk}").text
    assert "They moved it" in led
    assert "Take it on" not in led, "it is worked on in the other one"
    assert wrote in reid.get(f"/desk/tips/{first.pk}").text, "read, and nobody answered yet"
    reid.post(f"/desk/tips/{first.pk}/claim", version=now(first).version)
    reid.post(f"/desk/tips/{first.pk}/ask", version=now(first).version, question="Which boat?")
    assert wrote not in reid.get(f"/desk/tips/{first.pk}").text


def test_side_by_side_shows_what_was_answered_with_its_masks(house: House, reid: Desk) -> None:
    told = {"category": "drugs", "place": "behind the shop", "how_known": "my cousin told me"}
    first, second = arrive(DRUGS, answers=told), arrive("He sells")
    Tip.objects.update(unit=house.unit("general"))
    both = reid.get(at(second, first)).text
    assert "behind the shop" in both
    assert "my cousin told me" not in both
