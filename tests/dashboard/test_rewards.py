"""A reward's whole life, from the tip's page to the counter, as each of the four people sees it."""

import re
from html import unescape
from io import BytesIO

import pikepdf
from django.utils.formats import date_format

from reports.clock import today
from reports.models import AuditEntry, Outcome, Reward, RewardProposal
from reports.public import pay
from reports.voucher import written
from tests.conftest import House, only_tip
from tests.dashboard.conftest import Desk, sign_in
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import opened
from tests.rewards.boards import led, paying, seat, vote_through, worked_tip

NEVER = ("shed", "Dennery", "web", "Web", "Major Crime", "reid", "Reid")


def propose(reid: Desk) -> str:
    tip = only_tip()
    page = unescape(reid.get(f"/desk/tips/{tip.pk}").text)
    assert "By the tariff: EC$2000 (Guns or ammunition taken)." in page
    assert "changed this tip" in follow(reid, f"/desk/tips/{tip.pk}/reward", version=99)
    page = follow(reid, f"/desk/tips/{tip.pk}/reward", version=tip.version)
    monday = date_format(RewardProposal.objects.get().shown_from, "j F Y")
    assert f"Proposed. The board sees it from Monday, {monday}, on." in page
    assert "Waits for the board" in page
    assert f"The board sees it from Monday, {monday}, on: proposals come up on Mondays" in page
    assert "Propose it to the board" not in page
    return f"/desk/tips/{tip.pk}"


def follow(desk: Desk, path: str, **fields: str | int) -> str:
    return unescape(desk.client.post(path, fields, follow=True).text)


def decide(house: House, reid: Desk) -> Desk:
    """Let two members of the board agree, and return the desk of one."""
    seat(house, "augustin")
    charles = sign_in(house, "charles")
    assert "Nothing waits" in charles.get("/desk/rewards").text, "it comes up on Monday"
    RewardProposal.objects.update(shown_from=today())
    assert "The board sees it now, and has not decided" in reid.get(f"/desk/tips/{only_tip().pk}").text
    proposal = RewardProposal.objects.get()
    page = unescape(charles.get("/desk/rewards").text)
    main = page[page.index("<main") :]
    assert "Guns or ammunition taken. Useful." in main
    assert [word for word in (*NEVER, only_tip().reference, str(only_tip().pk)) if word in main] == []
    path = f"/desk/rewards/proposals/{proposal.pk}"
    assert reid.post(path, do="agree").status_code == 404
    assert charles.post(path, do="perhaps").status_code == 404
    assert "You are for it" in follow(charles, path, do="agree")
    assert "The board has agreed" in follow(sign_in(house, "augustin"), path, do="agree")
    assert "decided already" in follow(charles, path, do="refuse")
    return charles


def sheet(charles: Desk, reid: Desk) -> str:
    """Print the payer's half, and return what stands on it."""
    path = f"/desk/rewards/vouchers/{Reward.objects.get().pk}"
    assert reid.post(path).status_code == 404
    paper = pikepdf.open(BytesIO(charles.post(path).content))
    assert list(paper.docinfo) == ["/Title"]
    return Reward.objects.get().number


def code_of(page: Page) -> str:
    found = re.search(r"\d{5} \d{5} \d{5}", page.text)
    assert found, page.text
    return found[0]


def test_from_the_tip_to_the_counter(house: House, reid: Desk) -> None:
    receipt = worked_tip(house)
    tip_page = propose(reid)
    assert "A reward is waiting" not in opened(receipt).text
    charles = decide(house, reid)
    assert "The board has agreed" in reid.get(tip_page).text
    assert "Before the board" not in reid.get("/desk/rewards").text
    number = sheet(charles, reid)
    page = opened(receipt)
    assert "A reward is waiting" in page.text
    assert "EC$2000" in page.text
    assert "sees your face" in page.text
    assert not re.search(r"\d{5} \d{5} \d{5}", page.text)
    reward = Reward.objects.get()
    page = send("/mailbox", page, do=f"code:{reward.pk}", text="not sent yet")
    code = code_of(page)
    assert page.fields["text"] == "not sent yet"
    assert number in page.text
    paid_once(written(reward), code)
    ledger = unescape(charles.get("/desk/rewards").text)
    assert '<th scope="row">Collected</th><td>1</td><td>EC$2000</td>' in ledger
    assert "No voucher is open" in ledger
    assert reid.get("/desk/rewards/ledger.csv").status_code == 404
    saved = charles.get("/desk/rewards/ledger.csv").text.splitlines()
    assert saved[1] == f"{today():%Y-%m},1,2000,1,2000,0,0,0,0"
    assert not AuditEntry.objects.filter(act__startswith="reward", tip_id__isnull=False).exists()
    paid = opened(receipt)
    assert "Your reward was paid" in paid.text
    assert f"Voucher {number}, EC$2000: marked as paid in {date_format(today(), 'F Y')}" in paid.text
    assert "gone" in send("/mailbox", paid, do=f"give_up:{reward.pk}").text
    hidden = send("/mailbox", paid, do=f"hide:{reward.pk}")
    assert "not shown here any more" in hidden.text
    assert "Your reward was paid" not in hidden.text


def paid_once(voucher: str, code: str) -> None:
    pay._tried._counts.clear()
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert "not the 15 digits" in send("/pay", fetch("/pay"), voucher=voucher, code=wrong, do="check").text
    shown = send("/pay", fetch("/pay"), voucher=voucher, code="1234 5678 1234 5678 1234", do="check")
    assert "as long as a receipt" in shown.text
    page, unknown = fetch("/pay"), voucher[:-9] + "AAAA-AAAA"
    for status in (404, 404, 404, 429):
        assert send("/pay", page, voucher=unknown, code=code, do="check").status == status
    checked = send("/pay", fetch("/pay"), voucher=voucher.lower(), code=code, do="check")
    assert "EC$2000, once" in checked.text
    paid = send("/pay", checked, do="pay")
    assert "Pay EC$2000 now" in paid.text
    french = send("/fr/pay", paid, do="language")
    assert "Payez EC$2000" in french.text
    assert 'formaction="/ht/pay"' in french.response.content.decode()
    assert send("/pay", checked, do="pay").status == 410


def test_an_officer_pays_at_the_desk_and_learns_nothing_more(house: House, reid: Desk) -> None:
    receipt = worked_tip(house)
    board = seat(house, "augustin")
    reward = vote_through(house, board)
    code = code_of(send("/mailbox", opened(receipt), do=f"code:{reward.pk}"))
    reward.refresh_from_db()
    halves, payer = {"voucher": written(reward), "code": code}, paying(house, reward, "felix")
    felix = sign_in(house, payer.username)
    for do in ("check", "pay"):
        page = unescape(reid.post("/desk/rewards/pay", **halves, do=do).text)
        assert "Another officer must pay this voucher" in page
        assert "at another station, or by a clerk at /pay" in page
    assert "That is a receipt" in felix.post("/desk/rewards/pay", **halves | {"code": receipt}).text
    assert "EC$2000, once" in felix.post("/desk/rewards/pay", **halves, do="check").text
    assert "Pay EC$2000 now" in felix.post("/desk/rewards/pay", **halves, do="pay").text
    assert "nothing to pay" in felix.post("/desk/rewards/pay", **halves, do="pay").text
    assert AuditEntry.objects.get(act="reward.collected").actor == f"officer:{payer.pk}"


def test_a_reward_is_shared_from_the_page_of_the_tip_that_leads(house: House, reid: Desk) -> None:
    leading, (other,), _ = led(house)
    page = reid.get(f"/desk/tips/{leading.pk}").text
    assert "Share it with the tipsters of" in page
    assert re.search(rf'name="with" value="{other.pk}" id="[^"]*"><label for="[^"]*">{other.reference}<', page)
    path, version = f"/desk/tips/{leading.pk}/reward", leading.version
    assert reid.client.post(path, {"with": "nobody", "version": version}).status_code == 404
    for one, said in ((leading, "three at most, whose mailbox is open"), (other, "Proposed.")):
        assert said in reid.client.post(path, {"with": one.pk, "version": version}, follow=True).text
    RewardProposal.objects.update(shown_from=today())
    seat(house, "augustin")
    assert "Shared between 2 tipsters: EC$1000 for each." in sign_in(house, "charles").get("/desk/rewards").text


def test_the_card_says_what_is_missing_and_what_fell_with_a_report(house: House, reid: Desk) -> None:
    worked_tip(house)
    propose(reid)
    report = Outcome.objects.get()
    at = f"/desk/tips/{only_tip().pk}"
    reid.post(f"{at}/outcome", do="strike", outcome=str(report.pk), why="number", version=only_tip().version)
    card = unescape(reid.get(at).text).partition('id="reward"')[2].partition("</section>")[0]
    assert '<span class="tag">Withdrawn or refused</span>' in card
    assert "What it rested on was struck out, or the board has refused it." in card
    assert "Nothing to propose now. Write down first what came of the tip and what it was worth" in card
    reid.post(f"{at}/outcome", arrests="1", version=only_tip().version)
    assert "Nothing to propose now. Write down first what the tip was worth" in reid.get(at).text
