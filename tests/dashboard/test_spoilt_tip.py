"""A message whose key was damaged: the page and the list say so, and everything beside it is read as ever."""

from reports.casework.notes import add_note
from reports.models import KeyPurpose
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk
from tests.spoilt import spoil


def test_a_message_that_does_not_open_is_told_beside_the_others(house: House, reid: Desk) -> None:
    tip = arrive(DRUGS)
    other = arrive("A boat without lights lands at night in Anse La Raye")
    note = add_note(tip=tip, text="Seen it myself", by=house.officer("reid"))
    at = f"/desk/tips/{tip.pk}"
    assert "does not open" not in reid.get(at).text
    spoil(KeyPurpose.ERASURE, note.pk)
    page = reid.get(at).text
    assert "One message here does not open" in page
    assert "His truck is" in page
    spoil(KeyPurpose.ERASURE, tip.pk)
    refused = reid.get(at)
    assert (refused.status_code, "does not fit its keys" in refused.text) == (403, True)
    assert reid.get("/desk/").text.count("Its words do not open") == 1
    assert reid.get(f"/desk/tips/{other.pk}").status_code in (200, 404)
