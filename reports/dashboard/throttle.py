"""Slowing down guesses: buckets kept in this process under hashed names. No address of a browser is ever looked at.

Passwords: a browser in which an officer has signed in before has a bucket of its own (known_device); all other tries at
a user name share that name's bucket. A bucket fills itself again with time, so no lock outlives its attack; the cost of
one guess (Argon2 behind a small pool, see password_backend) is the limit on all guesses together.

What is left: while somebody keeps guessing at a name, its officer cannot begin in a new browser; who floods the small
pool slows every sign-in down; and each process counts for itself, so a guesser has as many buckets as there are web
processes, and a restart fills them all.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

_MOST_NAMES = 10_000


class Throttle:
    """Lets `burst` tries through at once for each name, then one every `seconds`."""

    def __init__(self, *, burst: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._full_at: OrderedDict[bytes, float] = OrderedDict()  # when the name's bucket will be full again

    def take(self, name: str) -> bool:
        """Use up one try; False when there is none left."""
        key, now = _hashed(name), self._clock()
        with self._lock:
            full_at = max(self._full_at.get(key, now), now) + self._seconds
            if full_at - now > self._burst * self._seconds:
                return False
            self._full_at[key] = full_at
            self._full_at.move_to_end(key)
            if len(self._full_at) > _MOST_NAMES:
                self._full_at.popitem(last=False)
            return True

    def forgive(self, name: str) -> None:
        """Give back one try: it was right."""
        with self._lock:
            key = _hashed(name)
            if key in self._full_at:
                self._full_at[key] -= self._seconds

    def clear(self) -> None:
        """Forget all names."""
        with self._lock:
            self._full_at.clear()


def _hashed(name: str) -> bytes:
    return blake2b(name.strip().lower().encode(), digest_size=16).digest()


PASSWORDS = Throttle(burst=5, seconds=30)
"""By known device, or by user name, whether it exists or not."""
PAPERS = Throttle(burst=5, seconds=60)
"""By user name: how many refused papers are written down. None is refused for it: no code can be guessed."""
CODES = Throttle(burst=5, seconds=300)
"""By officer, after the right password: six digits are few."""
