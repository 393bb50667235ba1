"""A case of two tips, and where it stands at the desk."""

from reports.casework.cases import add_to_case, open_case
from reports.models import Case
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive


def case_of_two_tips(house: House) -> Case:
    tips = [arrive(DRUGS), arrive("They sell crack by the school in Dennery")]
    made = open_case(title="The truck", tip=tips[0], ring=house.ring("reid"), version=tips[0].version)
    add_to_case(case=made, tip=tips[1], by=house.officer("reid"), version=tips[1].version)
    return made


def at(case: Case, act: str = "") -> str:
    return f"/desk/cases/{case.pk}/{act}".rstrip("/")
