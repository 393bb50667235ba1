"""How many people stand behind some tips: an estimate with its reasons."""

from uuid import uuid4

import pytest

from reports.models import Tip
from reports.queries.reading import Judged
from reports.queries.sources import Heard, heard, sources

GOAT = "Stolen goat, brown, sold at the market in Castries on Saturday by two men"
BOAT = "Yo ka vann dwòg bò lékòl-la an Vyé Fò, an gwo bato blé, tou lé swè"


def tip(
    text: str,
    *,
    channel: str = "web",
    language: str = "en",
    campaign: tuple[Tip, ...] = (),
    added_to: Tip | None = None,
) -> Heard:
    row = Tip(id=uuid4(), channel=channel, language=language)
    spans = [[0, 0, str(one.pk), 0.9] for one in campaign]
    found = [{"step": "campaign", "value": "same_hand", "spans": spans}]
    found += [{"step": "origin", "value": str(added_to.pk), "spans": []}] if added_to else []
    return heard(row, [Judged(text, found)])


def test_different_words_are_different_sources_and_like_words_are_one() -> None:
    told = sources([tip(GOAT), tip(GOAT.replace("Saturday", "Sunday")), tip(BOAT, channel="sms", language="acf")])
    assert (told.count, told.in_like_words, told.channels, told.languages) == (2, 2, 2, 2)


def test_a_campaign_counts_once_whatever_its_words() -> None:
    first = tip(GOAT)
    assert sources([first, tip(BOAT, campaign=(first.tip,))]).count == 1


def test_what_was_added_to_one_tip_is_one_source_with_it() -> None:
    first = tip(GOAT)
    again = [tip(words, added_to=first.tip) for words in (BOAT, "A red car raced through Gros Islet last night")]
    assert sources([first, *again]).count == 1
    assert sources(again).count == 1
    assert sources([again[0], tip("A man sells guns at the bridge in Micoud", added_to=Tip(id=uuid4()))]).count == 2


def test_likeness_reaches_over_a_third() -> None:
    first = tip(GOAT)
    second = tip(BOAT, campaign=(first.tip,))
    third = tip("A red car raced through Gros Islet last night", campaign=(second.tip,))
    told = sources([first, second, third])
    assert told.count == 1
    assert told.of({first.tip.pk, third.tip.pk}) == 1


@pytest.mark.parametrize("text", ["", "drugs"])
def test_tips_without_words_are_counted_apart_and_said_to_be(text: str) -> None:
    told = sources([tip(text, channel="call"), tip(text, channel="call")])
    assert (told.count, told.without_words) == (2, 2)
