"""Every act that the trail can hold has words, and what was corrected is told with its old and new value."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from reports.dashboard.act_words import ACTS
from reports.models import AuditEntry, Category, Tip, Urgency
from reports.models.reward import ProposalState, RewardState
from tests.conftest import House, only_tip
from tests.dashboard.conftest import Desk
from tests.dashboard.test_correct import judged_tip, right

ROOMS = Path(__file__).parents[2] / "reports"
BOOKS = ("guides", "questions", "routing", "rules")
# What a part of an act can be that stands in no text of the program as a whole.
MADE_UP = {
    "f'{self.act}.proposed'": {f"{book}.proposed" for book in BOOKS},
    "f'{self.act}.confirmed'": {f"{book}.confirmed" for book in BOOKS},
    "f'{self.act}.dropped'": {f"{book}.dropped" for book in BOOKS},
    "f'reward.{state}'": {
        f"reward.{state}" for state in {*ProposalState, *RewardState} - {ProposalState.WAITING, RewardState.OFFERED}
    },
}
ACT = re.compile(r"[a-z_]+\.[a-z_]+")
# Words with a dot whose first half an act has too.
NO_ACTS = re.compile(
    r"call\.taken|tip\.(new|told_more|changed)|release\.ready|line\.receipt|numbers\.toml|reward\.proposal|rewards\.csv"
)


def trees() -> Iterator[ast.Module]:
    for path in ROOMS.rglob("*.py"):
        if not {"migrations", "public"}.intersection(path.parts) and path.name != "act_words.py":
            yield ast.parse(path.read_text())


def entered(call: ast.Call) -> ast.expr | None:
    """Return the act that a call enters, if it enters one."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("enter", "entry") and (isinstance(call.func, ast.Attribute) or isinstance(call.args[0], ast.Constant)):
        return call.args[0]
    return next((each.value for each in call.keywords if each.arg == "act"), None)


def first_halves(tree: ast.Module) -> set[str]:
    """Return the first halves of the acts that a module enters, also where it calls one by a name."""
    found = [act for node in ast.walk(tree) if isinstance(node, ast.Call) and (act := entered(node)) is not None]
    named = {each.id for each in found if isinstance(each, ast.Name)}
    found += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and named.intersection(getattr(each, "id", "") for each in node.targets)
    ]
    return {text.partition(".")[0] for each in found for text in ACT.findall(ast.unparse(each))}


def acts() -> set[str]:
    """Return every act that can be entered: all texts of the shape of one, whose first half is that of an act."""
    nodes = [node for tree in trees() for node in ast.walk(tree)]
    halves = {half for tree in trees() for half in first_halves(tree)}
    texts = {str(node.value) for node in nodes if isinstance(node, ast.Constant) and ACT.fullmatch(str(node.value))}
    made_up = [act for node in nodes if isinstance(node, ast.Call) and isinstance(act := entered(node), ast.JoinedStr)]
    plain = {text for text in texts if text.partition(".")[0] in halves and not NO_ACTS.fullmatch(text)}
    return plain.union(*(MADE_UP[ast.unparse(act)] for act in made_up))


def test_every_act_has_words_and_no_words_are_left_over() -> None:
    assert acts() == set(ACTS)


def test_no_act_is_longer_than_its_column() -> None:
    longest = AuditEntry._meta.get_field("act").max_length
    assert longest
    assert max(map(len, ACTS)) <= longest


def test_the_books_of_two_persons_are_all_of_them() -> None:
    found = {
        ast.literal_eval(keyword.value)
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Book"
        for keyword in node.keywords
        if keyword.arg == "act"
    }
    assert found == set(BOOKS)
    assert {f"{book}.{end}" for book, end in product(BOOKS, ("proposed", "confirmed", "dropped"))} <= set(ACTS)


def test_who_lowers_the_urgency_is_told_with_the_old_and_the_new_value(house: House, reid: Desk) -> None:
    tip = judged_tip()
    Tip.objects.update(urgency=Urgency.IMMEDIATE, category=Category.DRUGS)
    reid.post(f"/desk/tips/{tip.pk}/correct", **right(tip))
    for path in (f"/desk/tips/{tip.pk}/trail", f"/desk/tips/{tip.pk}"):
        page = reid.get(path).text
        assert "Corrected what triage found: " in page
        assert "How soon: from Immediate to Routine" in page
        assert f"What it is about: from {Category.DRUGS.label} to {Category.THEFT.label}" in page
    detail = AuditEntry.objects.get(act="tip.corrected").detail
    assert (detail["urgency_was"], detail["urgency"]) == (Urgency.IMMEDIATE, Urgency.ROUTINE)
    assert not {"language_was", "looks_junk_was"}.intersection(detail), "these stayed as they were"


def test_an_entry_from_before_values_were_kept_tells_what_was_changed(house: House, reid: Desk) -> None:
    tip = judged_tip()
    reid.post(f"/desk/tips/{tip.pk}/correct", **right(tip))
    AuditEntry.objects.filter(act="tip.corrected").update(detail={"changed": "junk,urgency"})
    page = reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "Corrected what triage found: Looks like junk; How soon" in page


def test_a_tip_marked_as_junk_is_told_so(house: House, reid: Desk) -> None:
    tip = judged_tip()
    reid.post(f"/desk/tips/{tip.pk}/correct", **right(tip, category="drugs", junk="not_a_tip"))
    assert only_tip().looks_junk
    assert "Looks like junk: from no to yes" in reid.get(f"/desk/tips/{tip.pk}/trail").text


def test_a_phone_that_was_never_silent_is_not_told_to_take_texts_again() -> None:
    """The act is entered when a tip from the web gets a phone, too."""
    assert "again" not in ACTS["line.opened"]
