"""Officers' numbers in tests: entered, and confirmed by the code that would be texted to them."""

from reports.alerts.confirm import Answer, confirm_by_code, told_of_text
from reports.alerts.phones import Typed, ask_number, confirm_number, owners_of
from reports.models import AskedPhone, Officer
from reports.officers_phones import code_of


def keep_number(number: str, *, of: Officer) -> None:
    """Have an officer alerted on a number, as if the text with its code had come. Raises NotANumber, TooMany."""
    ask_number(number, of=of)
    assert confirm_number(code_of(AskedPhone.objects.get(officer=of)), of=of) == Typed.CONFIRMED


def confirm_by_text(number: str, text: str) -> Answer:
    """Do what a text from an officer's number asks for."""
    owners = owners_of(number)
    return confirm_by_code(owners, text) or told_of_text(owners, text)
