"""The main job, done by hand in a real browser on a whole running installation: web, text, call and desk."""

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page

from tests.calls import hear_out, receipts_in, to_the_tone
from tests.chromium import needs_chromium, press
from tests.dashboard.screens import show_source
from tests.line import Line, receipt_in, running_line

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with running_line(tmp_path_factory.mktemp("line")) as line:
        yield line


@pytest.fixture(scope="module")
def desk(line: Line, chromium: Browser) -> Iterator[Page]:
    """Sign an officer in for the first time: password, pairing a phone, recovery codes."""
    context = chromium.new_context(base_url=line.url)
    page = context.new_page()
    page.goto("/desk/")
    page.fill("[name=username]", "jules")
    page.fill("[name=password]", line.passwords["jules"])
    press(page.get_by_role("button", name="Sign in"))
    secret = page.locator(".secret code").inner_text().replace(" ", "")
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    press(page.locator("main form button").first)
    page.wait_for_url("**/recovery-codes")
    page.goto("/desk/")
    yield page
    context.close()


@pytest.fixture
def tipster(line: Line, chromium: Browser) -> Iterator[Page]:
    """A phone's browser in French, with script off."""
    context = chromium.new_context(
        base_url=line.url, java_script_enabled=False, viewport={"width": 320, "height": 640}, locale="fr-FR"
    )
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def open_tip(desk: Page, words: str) -> None:
    desk.goto("/desk/")
    row = desk.locator("li, tr, article").filter(has_text=words).filter(has=desk.locator("a[href*='/desk/tips/']")).last
    press(row.locator("a[href*='/desk/tips/']").first)
    desk.wait_for_url("**/desk/tips/*")
    assert words in desk.inner_text("main")


def test_a_tip_by_web_is_read_asked_about_answered_and_closed(line: Line, desk: Page, tipster: Page) -> None:
    tipster.goto("/")
    tipster.fill("#id_text", "They unload bales from a blue boat behind the fish market.")
    press(tipster.locator("#tell > .button, #tell .button").last)
    receipt = receipt_in(tipster.inner_text("main"))
    line.triaged()

    open_tip(desk, "They unload bales")
    press(desk.get_by_role("button", name="Take it on"))
    desk.locator("form", has=desk.get_by_role("button", name="Send the question")).locator("textarea").first.fill(
        "On which day is it?"
    )
    press(desk.get_by_role("button", name="Send the question"))
    assert "On which day is it?" in desk.inner_text("main")

    tipster.goto("/mailbox")
    tipster.fill("#id_receipt", receipt)
    press(tipster.locator("form .button").first)
    assert "On which day is it?" in tipster.inner_text("main")
    tipster.fill("#id_text", "Each Thursday, before the sun is up.")
    press(tipster.locator("button[value=add]").first)
    assert "Nous avons ce que vous avez ajouté" in tipster.inner_text("main")
    line.triaged()

    open_tip(desk, "They unload bales")
    assert "Each Thursday, before the sun is up." in desk.inner_text("main")
    desk.locator("select[name=reason]").select_option("seizure")
    press(desk.get_by_role("button", name="Close the tip"))
    assert "Closed" in desk.inner_text("main")


def test_a_text_is_answered_by_the_worker_and_the_reply_comes_back(line: Line, desk: Page) -> None:
    phone = line.twilio.phone("+17584841212")
    receipt_in(phone.text("A man with a gun sells weed by the school in Dennery")[0])
    line.triaged()

    open_tip(desk, "A man with a gun sells weed")
    desk.locator("form", has=desk.get_by_role("button", name="Send the question")).locator("textarea").first.fill(
        "Is he there now?"
    )
    press(desk.get_by_role("button", name="Send the question"))
    line.wait_until(
        lambda: [text for text in phone.inbox() if "Is he there now?" in text.body], "the question as a text"
    )

    phone.text("Yes he by the gate")
    line.triaged()
    desk.reload()
    assert "Yes he by the gate" in desk.inner_text("main")
    assert "+1758" not in desk.content()
    assert "4841212" not in desk.content()


def test_a_call_gives_its_receipt_twice_and_leaves_nothing_at_the_provider(
    line: Line, desk: Page, tipster: Page
) -> None:
    call = to_the_tone(line.twilio, caller="anonymous")
    call.speak(3)
    call.press("2")
    hear_out(call)
    first, second = receipts_in(call)
    assert first == second
    line.wait_until(
        lambda: line.rows("SELECT count(*) FROM errand WHERE kind = 'recording'") == [(0,)], "the recording"
    )
    assert line.twilio.state.recordings == {}

    [(tip,)] = line.rows("SELECT tip_id FROM record WHERE kind = 'recording'")
    desk.goto(f"/desk/tips/{tip}")
    show_source(desk)
    sound = desk.locator("audio").first
    sound.wait_for()
    answer = desk.request.get(str(sound.get_attribute("src") or sound.locator("source").get_attribute("src")))
    assert answer.body()[:2] == b"\xff\xf3"  # MPEG sound, rebuilt with the voice disguised: the provider's is a WAV

    line.triaged()
    tipster.goto("/mailbox")
    tipster.fill("#id_receipt", first)
    press(tipster.locator("form .button").first)
    assert "Votre boîte" in tipster.inner_text("main")
