"""Posting to a program's hook. What it answers is not read; a redirection is no answer."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

import requests

from reports.gateways.in_time import in_time

log = logging.getLogger(__name__)
_PATIENCE = (3.0, 5.0)  # seconds to connect, and for the next bytes
_IN_ALL = 15.0


def post(address: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Post a body; return whether it was taken."""
    try:
        with (
            in_time(_IN_ALL) as session,
            session.post(
                address, body, headers=dict(headers), timeout=_PATIENCE, allow_redirects=False, stream=True
            ) as answer,
        ):
            return HTTPStatus(answer.status_code).is_success
    except (requests.RequestException, ValueError) as problem:
        log.warning("A hook cannot be reached: %s", type(problem).__name__)
        return False
