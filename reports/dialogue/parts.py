"""Cutting a long answer into texts: after a sentence or between words, numbered, each short enough to arrive."""

from reports.gateways.segments import segments

MOST_SEGMENTS = 2  # of one text in GSM-7; the provider advises 320 characters, and long ones get lost on the way
_MOST_COSTLY = 4  # of one text whose letters are not in GSM-7
MOST_PARTS = 9
_MARK = len("1/9 ") + len("...")
_ENDS = (". ", "! ", "? ", "\n", "; ", ", ", " ")  # where to cut, the best place first


def parts_of(text: str) -> tuple[str, ...]:
    """Return the texts to send, in their order: the text itself if it is short, else parts that begin 1/3, 2/3, 3/3."""
    if _fits(text, 0):
        return (text,)
    cut: list[str] = []
    rest = text.strip()
    while rest and len(cut) < MOST_PARTS:
        at = _longest(rest)
        at = at if at == len(rest) else _good_end(rest[:at])
        cut.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    if rest:
        cut[-1] += "..."  # the mailbox has the whole
    return tuple(f"{number}/{len(cut)} {part}" for number, part in enumerate(cut, 1))


def _fits(text: str, mark: int) -> bool:
    sent = segments(" " * mark + text)
    return sent.parts <= (MOST_SEGMENTS if sent.encoding == "GSM-7" else _MOST_COSTLY)


def _longest(text: str) -> int:
    """Return how many characters of the beginning fit into one text beside the number."""
    fits, too_long = 1, len(text) + 1
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if _fits(text[:middle], _MARK) else (fits, middle)
    return fits


def _good_end(text: str) -> int:
    """Return where to cut a text that goes on: the last good place in its second half, or else its very end."""
    for end in _ENDS:
        at = text.rfind(end, len(text) // 2)
        if at > 0:
            return at + len(end)
    return len(text)
