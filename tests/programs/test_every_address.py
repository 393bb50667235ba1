"""Every address of programs, called as its description allows and as it does not: nothing breaks, nothing surprises.

A few examples each here; `SCHEMATHESIS_EXAMPLES=200` makes it a long walk.
"""

import os
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from reports.dialogue.mailbox import open_mailbox
from reports.intake.ticket import new_ticket
from reports.models import Tip
from tests.api.programs import send
from tests.conftest import House, triage_all
from tests.desk_api.programs import program

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "6"))


@pytest.fixture
def good(house: House, client: Any) -> dict[str, Any]:
    """What a call must hold to come far: one of each."""
    receipt = send(client, {"text": "Weed is sold at the bay.", "category": "drugs"}).json()["receipt"]
    triage_all()
    return {
        "receipt": receipt,
        "pass_token": open_mailbox(receipt).pass_token,
        "ticket": None,
        "tip_id": str(Tip.objects.get().pk),
        "headers": program(house).headers,
    }


def test_no_call_breaks_an_address_or_gets_an_answer_that_is_not_described(
    good: dict[str, Any], connected: None
) -> None:
    described = schemathesis.openapi.from_wsgi("/api/schema", get_wsgi_application())
    described.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    walked, wrong = [], []
    for found in described.get_all_operations():
        operation = found.ok()
        walked.append(operation.label)
        try:
            _walk(operation, good)
        except FailureGroup as problems:
            wrong += [f"{operation.label}: {problem.title}: {problem.message}" for problem in problems.exceptions]
    assert not wrong, "\n\n".join(wrong)
    assert len(walked) > 20


def _walk(operation: Any, good: dict[str, Any]) -> None:
    @seeded(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def calls(case: Any) -> None:
        body = case.body
        if isinstance(body, dict):
            for name in set(body) & set(good):
                body[name] = new_ticket() if name == "ticket" else good[name]
        if isinstance(case.path_parameters, dict) and "tip_id" in case.path_parameters:
            case.path_parameters["tip_id"] = good["tip_id"]
        # A ticket, a receipt or a cursor that the description allows need not be one of ours.
        allowed = [positive_data_acceptance]
        headers = {"Accept-Encoding": "identity"}  # its way into an application unpacks nothing
        headers |= good["headers"] if "/desk/" in operation.path else {}
        case.call_and_validate(headers=headers, excluded_checks=allowed)

    calls()
