"""`python -m tests.twilio_double --port N --app http://127.0.0.1:8000`: the double behind the demo's phone simulator.

Account, token and number come from TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_NUMBER, as the app's do."""

import argparse
import os
import signal
import threading

from tests.twilio_double import TwilioDouble, over_http
from tests.twilio_double.webhooks import sounds_over_http


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.twilio_double", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--app", required=True, help="where webhooks are delivered")
    parser.add_argument("--public-url", default="", help="the address that is signed, PUBLIC_URL of the app")
    asked = parser.parse_args()
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    with TwilioDouble(
        deliver=over_http(asked.app),
        public_url=asked.public_url or asked.app,
        account=os.environ.get("TWILIO_ACCOUNT_SID", ""),
        token=os.environ.get("TWILIO_AUTH_TOKEN", "").split(",")[0].strip(),
        number=os.environ.get("TWILIO_NUMBER", "") or "+17585550555",
        calls_back_itself=True,
        port=asked.port,
        host=asked.host,
        fetch=sounds_over_http(asked.app),
    ) as double:
        print(f"twilio double listens on {double.url}", flush=True)
        over.wait()


if __name__ == "__main__":
    main()
