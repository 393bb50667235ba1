"""Values that never print."""

from collections.abc import Callable


class Sealed:
    """A sealed value and the way to open it: prints as `<sealed>`, opens only by an explicit call."""

    __slots__ = ("_opener",)

    def __init__(self, opener: Callable[[], str]) -> None:
        self._opener = opener

    def __str__(self) -> str:
        return "<sealed>"

    __repr__ = __str__

    def open(self) -> str:
        """Return the plaintext. The caller answers for the audit entry."""
        return self._opener()
