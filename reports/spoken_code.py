"""Short random codes that people read out and write down."""

import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another by phone


def spoken_code(length: int) -> str:
    """Return a fresh code of letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))
