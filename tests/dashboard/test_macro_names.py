"""What macros are called, and where they are offered."""

from reports.dashboard.macro_names import for_many, for_tip, told
from reports.models import Macro, Status
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_a_macro_is_offered_on_open_tips_of_its_unit_under_what_it_does(house: House) -> None:
    tip = arrive("Stolen goat in Dennery")
    own = Macro.objects.create(unit=house.unit("general"), number=3, takes_on=True, outcome="spam")
    Macro.objects.create(unit=house.unit("narcotics"), number=1, category="drugs")
    assert for_tip(tip) == [(own, "Take it on, close: Advert or spam")]
    assert told(Macro(question="no such")) == "Ask: “a question that is withdrawn”"
    assert {name for _, name in for_many(house.officer("reid"))} == {
        f"{house.unit('general').name}: Take it on, close: Advert or spam",
        f"{house.unit('narcotics').name}: About: Drugs",
    }
    assert for_many(house.officer("felix")) == []
    tip.status = Status.CLOSED
    assert for_tip(tip) == []
