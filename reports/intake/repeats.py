"""The same request twice gets the same answer: kept for an hour or two, sealed, under a name nobody can guess back."""

import json
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID, uuid4

from django.db.models import Model

from reports import keystore, vault
from reports.clock import this_hour
from reports.keystore import KeyGone
from reports.models import KeyPurpose, SeenRequest
from reports.sealing.envelope import seal
from reports.sealing.keys import KEY_SIZE, derive, new_key
from reports.sealing.opening import CannotOpen, unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the tipster was told. `receipt` is None when the arrival joined an existing tip."""

    receipt: str | None = field(repr=False)
    joined: bool


def was_sent(once_key: bytes) -> bool:
    """Return whether what may be sent once was sent, with whatever words."""
    return Repeat(b"", once_key).used_up()


def was_seen(repeat_key: bytes) -> bool:
    """Return whether this very request was taken."""
    return Repeat(repeat_key).came_before()


class Repeat:
    """One request's place among those seen, and the key its answer is kept under."""

    def __init__(self, repeat_key: bytes, *once_keys: bytes) -> None:
        pepper, *before = vault.versions("request_pepper")
        self._take_place(derive(pepper, "seen", repeat_key), derive(pepper, "answer", repeat_key))
        self._places += [(derive(each, "seen", repeat_key), derive(each, "answer", repeat_key)) for each in before]
        self._onces = [derive(each, "once", key) for each in (pepper, *before) for key in once_keys if key]

    @classmethod
    def of(cls, carried: str) -> Self:
        """Return the place that `carried` told of, without the pepper."""
        repeat, told = cls.__new__(cls), bytes.fromhex(carried)
        repeat._take_place(told[:KEY_SIZE], told[KEY_SIZE:])
        return repeat

    def carried(self) -> str:
        """Return this place for a sealed errand, so that a worker can take it later."""
        return (self._row + self._secret).hex()

    def _take_place(self, row: bytes, secret: bytes) -> None:
        self._row, self._secret = row, secret
        self._places, self._onces = [(row, secret)], list[bytes]()
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
        """Return the row above, and after it those that use up what may be sent once, under each pepper that is good.

        In this order: a twin waits for the request itself, and is then known as a repeat.
        """
        marks = [*(row for row, _ in self._places[1:]), *self._onces]
        return [self.row(answer), *(SeenRequest(key=mark, hour=this_hour()) for mark in marks)]

    def used_up(self) -> bool:
        """Return whether what may be sent once was sent, by whatever request."""
        return bool(self._onces) and SeenRequest.objects.filter(key__in=self._onces).exists()

    def bare_row(self) -> SeenRequest:
        """Return the row that only remembers this request, for one whose answer is the same for everybody."""
        return SeenRequest(key=self._row, hour=this_hour())

    def came_before(self) -> bool:
        """Return whether this request is among those seen."""
        return SeenRequest.objects.filter(key__in=[row for row, _ in self._places]).exists()

    def earlier_answer(self) -> Answer | None:
        """Return what the first one was told, or None when that is no longer kept."""
        answers = (_kept(row, secret) for row, secret in self._places)
        return next((answer for answer in answers if answer), None)


def _kept(row: bytes, secret: bytes) -> Answer | None:
    young = SeenRequest.objects.filter(key=row, hour__gte=this_hour() - SeenRequest.ANSWER_KEPT)
    found = young.values_list("answer", "answer_key").first()
    if found is None or found[0] is None or found[1] is None:
        return None
    try:
        key = keystore.get(KeyPurpose.REPEAT, found[1])
        kept = json.loads(unseal(derive(secret, key), found[0], "answer", row, padding=64))
    except (KeyGone, CannotOpen):  # what came before is stored all the same
        return None
    return Answer(receipt=kept["receipt"], joined=kept["joined"])
