"""Which key an officer presses in the place of which; the desk's script puts it on the page."""

from collections.abc import Mapping

_SHEET = "?"  # it shows which key does what: it stays where everybody finds it


class NoKey(Exception):
    """That is no single key that writes a character, or one that stays where it is."""


def rekeyed(kept: Mapping[str, str], key: str, now: str) -> dict[str, str]:
    """Return what is kept once the officer presses `now` for what `key` does today; {} again if all stand as shipped.

    Whatever `now` did goes to `key`, so that no key does two things and none is lost. `kept` goes from the keys as
    shipped to those that are pressed. Raises NoKey.
    """
    for one in (key, now):
        if len(one) != 1 or not one.isprintable() or one.isspace() or one == _SHEET:
            raise NoKey
    shipped = {pressed: one for one, pressed in kept.items()}
    first, second = shipped.get(key, key), shipped.get(now, now)
    changed = {**kept, first: now, second: key}
    return {one: pressed for one, pressed in changed.items() if one != pressed}
