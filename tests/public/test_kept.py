"""The page of what is kept is made from the models, and says of each field why it is there and for how long."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField

from reports.lifecycle.rule_changes import BOOK, propose
from reports.lifecycle.tidy import SEEN_DAYS
from reports.models import SeenRequest
from reports.public.keeping import Reader
from reports.public.kept import described, entry_of, named, stored_fields
from reports.public.kept_words import KEPT
from reports.public.times import in_words
from reports.retention import Rule, Rules, shipped
from tests.conftest import House
from tests.public.browser import fetch


def test_every_field_that_is_stored_anywhere_has_a_reason_on_the_page() -> None:
    unexplained = [field for field in stored_fields() if entry_of(field) is None]
    assert unexplained == [], "say in reports/public/kept_words.py why, for how long and for whom each is stored"


def test_no_reason_is_left_over_from_a_field_that_is_gone() -> None:
    stored = list(stored_fields())
    tables = {field.partition(".")[0] for field in stored}
    for name in (name for entry in KEPT for name in entry.fields):
        table, _, column = name.partition(".")
        assert table in tables, name
        assert column == "*" or name in stored, name


def test_the_page_names_every_field(house: House) -> None:
    text = fetch("/en/what-we-keep").text
    for fields in described().values():
        assert named(fields) in text
    assert named(["tip.id", "tip.unit", "line.id"]) == "tip: id, unit; line: id"


def test_what_holds_words_is_named_as_locked() -> None:
    for field in ("record.body", "record.findings", "attachment.header", "mailbox_copy.body"):
        entry = entry_of(field)
        assert entry is not None
        assert entry.reader == Reader.TEAM


def test_every_phone_number_is_sealed_and_told_as_that() -> None:
    numbers = [each for each in stored_fields() if each.rpartition("_")[2].rpartition(".")[2] == "number"]
    sealed = [each for each in numbers if is_sealed(each)]
    assert set(sealed) >= {"line.number", "hotline.duty_number", "alert_phone.number"}
    assert [each for each in sealed if (entry_of(each) or KEPT[0]).reader != Reader.MACHINE] == []


def is_sealed(field: str) -> bool:
    table, _, column = field.partition(".")
    (model,) = [model for model in apps.get_models() if model._meta.db_table == table]
    return isinstance(model._meta.get_field(column), BinaryField)


def test_the_times_on_the_page_are_those_of_the_code(house: House) -> None:
    text = fetch("/en/what-we-keep").text
    assert f"{settings.LINE_DAYS} days pass without a message" in text
    assert f"The mark for {SEEN_DAYS} days" in text
    assert timedelta(hours=1) == SeenRequest.ANSWER_KEPT, "an answer of the last minute of an hour lives nearly two"
    assert "for about two hours" in text


def test_the_times_of_tips_are_those_of_the_rules_in_force(house: House) -> None:
    text = fetch("/en/about/times").text
    for rule in shipped().rows:
        assert in_words(rule.days) in text
    assert "What gave the police nothing to do 30 days" in text
    assert not [word for word in ("Prank", "spam", "Not a tip") if word in text], "a receipt can be dead by such a line"
    told = Rules(
        default=91,
        rows=(
            Rule(category="homicide", outcome="arrest", days=2 * 365),
            Rule(category="homicide", outcome="charge", days=2 * 365),
            Rule(outcome="charge", days=2 * 365),
        ),
    )
    made = propose(told, by=house.officer("charles"))
    assert "91 days" not in fetch("/en/about/times").text, "nobody has confirmed it"
    BOOK.confirm(made.version, by=house.make_administrator("reid"))
    text = fetch("/en/about/times").text
    assert "Killing: Arrest; Charge 2 years Charge 2 years Every other tip 91 days" in text
