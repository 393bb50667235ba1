"""The process `counter`, where the desk hands in the calls that officers took: whether it is there."""

import requests
from django.conf import settings

_PATIENCE = (2, 3)  # seconds to connect, and for the answer


def is_there() -> bool | None:
    """Ask it; None where this process hands in nothing, for it stores such calls itself."""
    if not settings.COUNTER_URL:
        return None
    try:
        answer = requests.get(settings.COUNTER_URL, timeout=_PATIENCE, allow_redirects=False)
    except requests.RequestException:
        return False
    return answer.status_code == 204
