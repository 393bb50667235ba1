"""Days on public pages are said as people say them in the language of the page."""

from datetime import date

from django.conf import settings
from django.utils.translation import override

from reports.clock import today
from reports.models import Statement
from reports.public.days import date_in_words, month_in_words
from tests.conftest import House, only_tip
from tests.public.browser import fetch, send
from tests.public.mailboxes import asked
from tests.rewards.boards import promise_reward


def test_a_reward_names_its_last_day_as_it_is_said(house: House) -> None:
    receipt = asked(house)
    day = promise_reward(only_tip()).last_day
    text = send("/es/mailbox", fetch("/es/mailbox"), receipt=receipt).text
    with override("es"):
        assert date_in_words(day) in text
        assert f" de {day.year}" in date_in_words(day)


def test_a_month_is_named_as_it_is_said(house: House) -> None:
    Statement.objects.create(
        month=date(2026, 10, 1), rows=[], published_by=house.officer("charles"), published_day=today()
    )
    assert "octubre de 2026" in fetch("/es/about/numbers").text
    month = fetch("/es/about/numbers/2026-10").text
    assert "octubre de 2026" in month
    assert f" de {today().year}" in month.partition("octubre de 2026")[2]
    assert "October 2026" in fetch("/en/about/numbers/2026-10").text
    with override("es"):
        assert month_in_words(date(2026, 10, 1)) == "octubre de 2026"


def test_no_public_page_writes_a_month_past_its_language() -> None:
    pages = (settings.BASE_DIR / "templates" / "public").rglob("*.html")
    assert [page.name for page in pages if "|date:" in page.read_text().replace('|date:"Y-m"', "")] == []
