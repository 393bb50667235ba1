"""The demo's telephone provider: its settings, which commands beside the demo need as well."""

import json
import secrets
from pathlib import Path

from tipline.standalone.place import free_port

_NAME = "telephone.json"


def begin(folder: Path) -> dict[str, str]:
    """Return the settings of a provider that starts now, and keep them for the commands of this demo."""
    env = {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_NUMBER": "+17585550555",
        "TWILIO_API_URL": f"http://127.0.0.1:{free_port()}",
    }
    kept = folder / _NAME
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(env))
    return env


def begun(folder: Path) -> dict[str, str]:
    """Return what `begin` last kept, nothing where no demo was started there."""
    kept = folder / _NAME
    return dict(json.loads(kept.read_text())) if kept.exists() else {}
