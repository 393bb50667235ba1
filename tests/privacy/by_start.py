"""Two phones whose number START keeps: one goes on with a tip of the web, one comes back after STOP."""

from tests.line import Line, receipt_in

LINKED, RETURNED = "+17584917436", "+17584768215"


def link_and_come_back(line: Line, words: dict[str, str]) -> list[str]:
    """Return the receipts of a tip by web that a phone goes on with, and of what another told while it was stopped."""
    receipt = line.tell(f"They sell drugs under the mango tree {words['by_web']}")
    phone = line.twilio.phone(LINKED)
    assert "goes on with that receipt" in phone.text(f"START {receipt}")[0]
    phone.text(f"the car is grey {words['linked_on']}")
    return [receipt, *_come_back(line, words)]


def _come_back(line: Line, words: dict[str, str]) -> list[str]:
    phone = line.twilio.phone(RETURNED)
    first = receipt_in(phone.text(f"They sell drugs at the bus stand {words['returned']}")[0])
    phone.text("STOP", OptOutType="STOP")
    assert phone.text(f"They sell drugs there again {words['in_between']}") == []
    stopped = "SELECT count(*) FROM line WHERE stopped"
    line.wait_until(lambda: line.rows(stopped) == [(1,)], "the news that nothing gets through")
    rang = len(phone.inbox())
    phone.text("START")
    told = line.twilio.state.inbox
    line.wait_until(lambda: any("Receipt" in one.body for one in told(RETURNED)[rang:]), "the receipt after START")
    line.wait_until(lambda: line.rows(stopped) == [(0,)], "texts to get through again")
    return [first, next(receipt_in(one.body) for one in told(RETURNED)[rang:] if "Receipt" in one.body)]
