"""The same request twice gets the same answer: kept for an hour, sealed, under a name nobody can guess back."""

import json
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import connection

from reports import keystore, vault
from reports.clock import this_hour
from reports.keystore import KeyGone
from reports.models import KeyPurpose, SeenRequest
from reports.sealing.envelope import seal
from reports.sealing.keys import derive, new_key
from reports.sealing.opening import unseal

_CLAIM = """
    INSERT INTO seen_request (key, answer, answer_key, hour) VALUES (%s, %s, %s, %s) ON CONFLICT (key) DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the tipster was told. `receipt` is None when the arrival joined an existing tip."""

    receipt: str | None = field(repr=False)
    joined: bool


class Repeat:
    """One request's place among those seen, and the key its answer is kept under."""

    def __init__(self, repeat_key: bytes) -> None:
        pepper = vault.secret("request_pepper")
        self._row = derive(pepper, "seen", repeat_key)
        self._secret = derive(pepper, "answer", repeat_key)
        self._id, self._key = uuid4(), new_key()

    @property
    def stored_key(self) -> tuple[KeyPurpose, UUID, bytes]:
        """The key-store key without which a kept answer cannot be read."""
        return KeyPurpose.REPEAT, self._id, self._key

    def claim(self, answer: Answer) -> bool:
        """Keep `answer` for this request, inside the caller's transaction; False when it came before.

        A parallel twin waits here until the first one commits.
        """
        plain = json.dumps({"receipt": answer.receipt, "joined": answer.joined}).encode()
        sealed = seal(derive(self._secret, self._key), plain, "answer", self._row, padding=64)
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [self._row, sealed, self._id, this_hour()])
            return bool(cursor.rowcount == 1)

    def earlier_answer(self) -> Answer | None:
        """Return what the first one was told, or None when that is no longer kept."""
        row = SeenRequest.objects.filter(key=self._row).values_list("answer", "answer_key").first()
        if row is None or row[0] is None or row[1] is None:
            return None
        try:
            key = keystore.get(KeyPurpose.REPEAT, row[1])
        except KeyGone:
            return None
        kept = json.loads(unseal(derive(self._secret, key), row[0], "answer", self._row, padding=64))
        return Answer(receipt=kept["receipt"], joined=kept["joined"])
