"""Our account at the provider: whether it answers, lets us in, and is not shut, as for a bill that was not paid."""

import requests

from reports.gateways.twilio import Twilio, Unavailable, twilio_gateway


def account_is_active() -> bool:
    """Ask for the account itself, which names no text and no call. Raises Unavailable."""
    gateway = twilio_gateway()
    if not isinstance(gateway, Twilio):
        raise Unavailable("no Twilio account is configured")
    try:
        answer = gateway.ask("GET", f"{gateway.base_url}/2010-04-01/Accounts/{gateway.account}.json")
        told = answer.json() if answer.status_code == 200 else None
    except requests.RequestException:
        raise Unavailable from None
    return isinstance(told, dict) and told.get("status") == "active"
