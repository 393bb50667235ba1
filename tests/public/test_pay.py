"""The counter's page: what pays for ever says so, beside the sum."""

from django.conf import LazySettings

from reports.models import Reward, RewardState
from reports.voucher import written
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.test_rewards import code_of
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import opened, told
from tests.rewards.boards import promise_reward


def halves() -> dict[str, str]:
    """The voucher and the code of a reward that is waiting."""
    receipt = told()
    triage_all()
    reward = promise_reward(only_tip())
    code = code_of(send("/mailbox", opened(receipt), do=f"code:{reward.pk}"))
    return {"voucher": written(reward), "code": code}


def buttons(page: Page) -> list[str]:
    """What the main part's buttons do, in order."""
    html = page.response.content.decode()
    main = html[html.index("<main") :]
    return [part.split('"')[0] for part in main.split('name="do" value="')[1:]]


def test_who_presses_at_once_waits_beside_the_sum_for_a_button_that_says_that_it_pays(
    house: House, settings: LazySettings
) -> None:
    typed = halves()
    checked = send("/pay", fetch("/pay"), **typed, do="check")
    settings.RIPENING = 3600  # seconds: no machine is so slow
    for page in (waits := send("/pay", checked, do="pay"), send("/pay", waits, do="pay")):
        assert page.status == 429
        assert "EC$" in page.text
        assert "It is not paid yet" in page.text
        assert "press: Mark as paid" in page.text
        assert buttons(page) == ["pay", "pay", "check"]
    settings.RIPENING = 0
    assert "is marked as paid" in send("/pay", waits, do="pay").text


def test_no_button_pays_what_was_not_shown(house: House, settings: LazySettings) -> None:
    """Whoever changes a half on the page, or never saw a sum, is led to the sum first."""
    typed = halves()
    checked = send("/pay", fetch("/pay"), **typed, do="check")
    settings.RIPENING = 3600  # seconds: no machine is so slow
    other = typed["voucher"][:-1] + ("A" if typed["voucher"][-1] != "A" else "B")
    for page in (send("/pay", fetch("/pay"), **typed, do="pay"), send("/pay", checked, voucher=other, do="pay")):
        assert page.status == 429
        assert "press: Check" in page.text
        assert set(buttons(page)) == {"check"}
        assert "EC$" not in page.text
    settings.RIPENING = 0
    assert "It is not paid yet" in send("/pay", page, **typed, do="check").text
    assert Reward.objects.get().state == RewardState.OFFERED
