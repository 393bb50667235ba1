"""The same request twice gets the same answer: kept for an hour or two, sealed, under a name nobody can guess back."""

import json
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Model

from reports import keystore, vault
from reports.clock import this_hour
from reports.keystore import KeyGone
from reports.models import KeyPurpose, SeenRequest
from reports.sealing.envelope import seal
from reports.sealing.keys import derive, new_key
from reports.sealing.opening import unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the tipster was told. `receipt` is None when the arrival joined an existing tip."""

    receipt: str | None = field(repr=False)
    joined: bool


class Repeat:
    """One request's place among those seen, and the key its answer is kept under."""

    def __init__(self, repeat_key: bytes, once_key: bytes = b"") -> None:
        pepper = vault.secret("request_pepper")
        self._once = derive(pepper, "once", once_key) if once_key else b""
        self._row = derive(pepper, "seen", repeat_key)
        self._secret = derive(pepper, "answer", repeat_key)
        self._id, self._key = uuid4(), new_key()

    @property
    def stored_key(self) -> tuple[KeyPurpose, UUID, bytes]:
        """The key-store key without which a kept answer cannot be read."""
        return KeyPurpose.REPEAT, self._id, self._key

    def row(self, answer: Answer) -> SeenRequest:
        """Return the row that keeps `answer` for this request, to be inserted together with what it answers.

        Only one such row can be: a parallel twin waits until the first one commits, and then fails with IntegrityError.
        """
        plain = json.dumps({"receipt": answer.receipt, "joined": answer.joined}).encode()
        sealed = seal(derive(self._secret, self._key), plain, "answer", self._row, padding=64)
        return SeenRequest(key=self._row, answer=sealed, answer_key=self._id, hour=this_hour())

    def rows(self, answer: Answer) -> list[Model]:
        """Return the row above, and after it the one that uses up what may be sent once.

        In this order: a twin waits for the request itself, and is then known as a repeat.
        """
        once = [SeenRequest(key=self._once, hour=this_hour())] if self._once else []
        return [self.row(answer), *once]

    def used_up(self) -> bool:
        """Return whether what may be sent once was sent, by whatever request."""
        return bool(self._once) and SeenRequest.objects.filter(key=self._once).exists()

    def bare_row(self) -> SeenRequest:
        """Return the row that only remembers this request, for one whose answer is the same for everybody."""
        return SeenRequest(key=self._row, hour=this_hour())

    def came_before(self) -> bool:
        """Return whether this request is among those seen."""
        return SeenRequest.objects.filter(key=self._row).exists()

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
