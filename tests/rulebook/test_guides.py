"""Changing what tipsters are asked takes two persons, and a guide that breaks, unmasks or swells gets no further."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from reports import house_guides
from reports.guides import guide, says_danger, titles, whole
from reports.house_guides import as_it_was, standing
from reports.models import AuditEntry, HouseRules, Officer
from reports.rulebook.guide_checks import BadGuide
from reports.rulebook.guides import (
    BOOK,
    Written,
    begun,
    bring_back,
    move_question,
    name_category,
    retire_question,
    write_question,
)
from reports.two_persons import ChangeRefused
from tests.conftest import House

NEW = Written(
    kind="one",
    ask={"en": "Are there children?", "fr": "Y a-t-il des enfants ?"},
    hint={},
    options=(("", {"en": "Yes"}), ("", {"en": "No"}), ("", {"en": " "})),
    after=("doing:sell",),
)


@pytest.fixture
def two(house: House) -> Iterator[tuple[Officer, Officer]]:
    yield house.make_administrator("reid"), house.officer("charles")
    house_guides.forget()


def base(by: Officer) -> int:
    return begun(by).version


def refused(act: Callable[[], object]) -> str:
    with pytest.raises((BadGuide, ChangeRefused)) as problem:
        act()
    return str(problem.value.reason)


def test_two_persons_change_a_guide_step_by_step(two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    before = guide("drugs", "fr", standing())
    write_question("drugs", "", NEW, base=base(reid), by=reid)
    ask = {"en": "Which drugs are they?", "fr": "Quelles drogues ?"}
    kind = next(each for each in whole("drugs")["questions"] if each["id"] == "kind")
    options = tuple((id, words) for id, words in kind["options"][::-1])
    write_question("drugs", "kind", Written(kind="", ask=ask, hint={}, options=options), base=base(reid), by=reid)
    made = retire_question("drugs", "stash", base=base(reid), by=reid)
    assert guide("drugs", "fr", standing()) == before, "one person changes nothing"
    assert [row.state for row in HouseRules.objects.all()] == ["proposed"], "one proposal grows"
    BOOK.confirm(made.version, by=charles)
    now = guide("drugs", "fr", standing())
    assert now.edition == f"drugs 2.2.{made.version}"
    assert [each.id for each in now.own][-1] == "drugs.own_1"
    assert "drugs.stash" not in {each.id for each in now.own}
    new, first = now.own[-1], now.own[0]
    assert (new.ask, [option.label for option in new.options]) == (
        "Y a-t-il des enfants ?",
        ["Yes", "No", "Je ne sais pas"],
    )
    assert new.only_if == {"drugs.doing": frozenset({"sell"})}
    assert [option.id for option in first.options] == ["other", "pills", "crack", "cocaine", "cannabis", "unknown"]
    assert titles("es", standing()) == titles("es")
    acts = AuditEntry.objects.filter(act__startswith="guides.").order_by("at").values_list("act", "detail")
    assert [act for act, _detail in acts] == ["guides.proposed"] * 3 + ["guides.confirmed"]
    assert {tuple(detail) for _act, detail in acts} == {("version",)}, "no word of a question"


def test_a_tip_keeps_the_guide_by_which_it_was_asked_and_a_former_version_comes_back(
    two: tuple[Officer, Officer],
) -> None:
    reid, charles = two
    first = write_question("theft", "", NEW_OF_THEFT, base=base(reid), by=reid)
    BOOK.confirm(first.version, by=charles)
    asked = guide("theft", "en", standing()).edition
    second = retire_question("theft", "own_1", base=base(charles), by=charles)
    BOOK.confirm(second.version, by=reid)
    assert "theft.own_1" not in {each.id for each in guide("theft", "en", standing()).own}
    then = as_it_was(asked)
    assert then is not None
    assert then.own[-1].ask == "Who bought it?"
    again = write_question("theft", "", NEW_OF_THEFT, base=base(reid), by=reid)
    assert again.told["theft"]["questions"][-1]["id"] == "own_2", "an id is never used for another question"
    BOOK.drop(again.version, by=reid)
    back = bring_back("theft", first.version, base=base(reid), by=reid)
    BOOK.confirm(back.version, by=charles)
    assert [each.id for each in guide("theft", "en", standing()).own][-1] == "theft.own_1"
    shipped = bring_back("theft", 1, base=base(reid), by=reid)
    assert shipped.told == {}, "what is as it was shipped follows the next release"
    assert refused(lambda: bring_back("theft", 99, base=base(reid), by=reid)) == "gone"


def test_no_sign_that_nobody_sees_comes_into_a_guide(two: tuple[Officer, Officer]) -> None:
    reid, _charles = two
    hidden = replace(NEW_OF_THEFT, ask={"en": "Who\u202e bought\u200b it?"})
    made = write_question("theft", "", hidden, base=base(reid), by=reid)
    assert made.told["theft"]["questions"][-1]["ask"] == {"en": "Who bought it?"}


def test_an_answer_is_marked_as_danger_and_loses_the_mark_with_its_words(two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    marked = replace(NEW, danger=frozenset({1, 2}))
    made = write_question("drugs", "", marked, base=base(reid), by=reid)
    assert made.told["drugs"]["questions"][-1]["danger"] == ["own_2"], "the third has no words"
    BOOK.confirm(made.version, by=charles)
    assert says_danger(guide("drugs", "fr", standing()), {"drugs.doing": "sell", "drugs.own_1": "own_2"})
    safe = next(each for each in whole("domestic_abuse")["questions"] if each["id"] == "safe")
    plain = Written(kind="", ask=safe["ask"], hint={}, options=tuple((id, words) for id, words in safe["options"]))
    made = write_question("domestic_abuse", "safe", plain, base=base(reid), by=reid)
    BOOK.confirm(made.version, by=charles)
    assert not says_danger(guide("domestic_abuse", "en", standing()), {"domestic_abuse.safe": "no"})


NEW_OF_THEFT = Written(kind="line", ask={"en": "Who bought it?"}, hint={})


def test_a_guide_that_breaks_is_refused(two: tuple[Officer, Officer]) -> None:
    reid = two[0]
    doing = next(each for each in whole("drugs")["questions"] if each["id"] == "doing")
    fewer = tuple((id, words) for id, words in doing["options"] if id != "sell")
    line, texts = {"kind": "line", "hint": {}}, {"en": "What else?"}
    many = tuple(("", {"en": f"Answer {number}"}) for number in range(13))
    long = "What was the colour of the second of the two cars that stood there in the evening?"
    for reason, act in (
        ("first", lambda: retire_question("drugs", "doing", base=1, by=reid)),
        ("first", lambda: move_question("drugs", "buyers", -9, base=1, by=reid)),
        ("first", lambda: write_question("drugs", "doing", asked(doing, fewer), base=1, by=reid)),
        ("first", lambda: write_question("drugs", "", Written(ask=texts, after=("x:y",), **line), base=1, by=reid)),
        ("english", lambda: write_question("drugs", "", Written(ask={"fr": "Quoi ?"}, **line), base=1, by=reid)),
        ("long", lambda: write_question("drugs", "", Written(ask={"en": long}, **line), base=1, by=reid)),
        ("options", lambda: write_question("drugs", "", Written(kind="one", ask=texts, hint={}), base=1, by=reid)),
        (
            "options",
            lambda: write_question(
                "drugs", "", Written(kind="many", ask=texts, hint={}, options=many), base=1, by=reid
            ),
        ),
        ("who", lambda: write_question("drugs", "", Written(ask={"en": "Your name?"}, **line), base=1, by=reid)),
        ("who", lambda: write_question("drugs", "", Written(ask=texts, kind="line", hint=ASKS), base=1, by=reid)),
        ("away", lambda: advised("See http://evil.example now", by=reid)),
        ("away", lambda: advised("Call +1 758 555 1212.", by=reid)),
        ("named", lambda: called({"en": "Robbery"}, by=reid)),
        ("named", lambda: called({"en": "Illegal drugs", "fr": "VÓL ou cambriolage"}, by=reid)),
        ("kept", lambda: named("misconduct", offered=False, by=reid)),
        ("gone", lambda: retire_question("drugs", "nothing", base=1, by=reid)),
        ("gone", lambda: retire_question("drugs", "stash", base=7, by=reid)),
    ):
        assert refused(act) == reason
    assert not HouseRules.objects.exists()


ASKS = {"en": "For example.", "fr": "Avec votre adresse."}


def asked(table: dict[str, object], options: tuple[tuple[str, dict[str, str]], ...]) -> Written:
    return Written(kind="", ask=table["ask"], hint=table["hint"], options=options)  # type: ignore[arg-type]


def named(category: str, *, offered: bool, by: Officer) -> HouseRules:
    table = whole(category)
    told = {"title": table["title"], "advice": table["advice"]}
    return name_category(category, offered=offered, base=base(by), by=by, **told)


def advised(words: str, *, by: Officer) -> HouseRules:
    title = whole("drugs")["title"]
    return name_category("drugs", title=title, advice={"en": words}, offered=True, base=base(by), by=by)


def called(title: dict[str, str], *, by: Officer) -> HouseRules:
    return name_category("drugs", title=title, advice={}, offered=True, base=base(by), by=by)


def test_the_forces_own_numbers_may_stand_in_advice(two: tuple[Officer, Officer], settings: Any) -> None:
    reid, _charles = two
    settings.HELP_CONTACTS = {**settings.HELP_CONTACTS, "violence": [("A shelter", "+1 758 555-0101")]}
    made = advised("A shelter takes you in: 555 0101.", by=reid)
    assert made.told["drugs"]["advice"] == {"en": "A shelter takes you in: 555 0101."}


def test_a_kind_gets_no_name_that_another_has_got_or_gave_up(two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    BOOK.confirm(called({"en": "Narcotics"}, by=reid).version, by=charles)
    for name in ("narcotics", "Drugs"):
        act = partial(name_category, "theft", title={"en": name}, advice={}, offered=True, by=reid)
        assert refused(lambda act=act: act(base=base(reid))) == "named"  # type: ignore[misc]
    assert called({"en": "Drugs"}, by=reid).told["drugs"]["title"] == {"en": "Drugs"}, "its own it gets back"


def test_nobody_confirms_their_own_and_only_its_writer_goes_on(house: House, two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    made = named("fraud", offered=False, by=reid)
    jules = house.officer("jules")
    assert refused(lambda: BOOK.confirm(made.version, by=reid)) == "own"
    assert refused(lambda: named("traffic", offered=False, by=charles)) == "waits"
    assert refused(lambda: named("traffic", offered=False, by=jules)) == "not_yours"
    assert refused(lambda: BOOK.confirm(made.version, by=jules)) == "not_yours"
    more = named("traffic", offered=False, by=reid)
    assert refused(lambda: BOOK.confirm(made.version, by=charles)) == "gone", "it is not what he has read"
    BOOK.confirm(more.version, by=charles)
    assert {"fraud", "traffic"} & set(titles("en", standing())) == set()
    assert "fraud" in titles("en")
