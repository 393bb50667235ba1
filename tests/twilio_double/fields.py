"""What the double's API tells of a text, a call and a recording: as much as Twilio's does."""

from typing import Any

from tests.twilio_double.state import Recording, State, Text, now_there


def message_fields(state: State, text: Text) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{state.account}/Messages/{text.sid}"
    return {
        "sid": text.sid,
        "account_sid": state.account,
        "from": text.sender,
        "to": text.to,
        "body": text.body,
        "status": text.status,
        "direction": text.direction,
        "num_segments": "1",
        "num_media": str(len(text.media)),
        "error_code": text.error_code,
        "error_message": None,
        "date_created": text.created,
        "date_sent": None,
        "date_updated": text.created,
        "messaging_service_sid": None,
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }


def call_fields(state: State, sid: str) -> dict[str, Any]:
    """Far more than the app may keep: who called, for how long, through which carrier."""
    is_outward, other = sid in state.outward, state.calls[sid]
    return {
        "sid": sid,
        "account_sid": state.account,
        "from": state.number if is_outward else other,
        "to": other if is_outward else state.number,
        "status": "in-progress" if sid in state.going_on else "completed",
        "direction": "outbound-api" if is_outward else "inbound",
        "date_created": state.begun.get(sid) or now_there(),
        "api_version": "2010-04-01",
        "uri": f"/2010-04-01/Accounts/{state.account}/Calls/{sid}.json",
    }


def recording_fields(state: State, recording: Recording) -> dict[str, Any]:
    return {
        "sid": recording.sid,
        "account_sid": state.account,
        "call_sid": recording.call_sid,
        "duration": str(recording.seconds),
        "status": "completed",
        "channels": 1,
        "source": "RecordVerb",
        "date_created": recording.created,
        "date_updated": recording.created,
        "api_version": "2010-04-01",
        "uri": f"/2010-04-01/Accounts/{state.account}/Recordings/{recording.sid}.json",
    }
