"""Points of the map in a text: degrees, links to maps, codes of a spot. Whoever measured one may have stood there.

They are marked for the tipster alone. Whether it is where a crime happens or where its witness lives only he knows, and
officers need the first.
"""

import re
from collections.abc import Iterator

# Every repeat is bounded, so that no text makes a search slow.
_DEGREES = r"[+-]?\d{1,3}[.,]\d{3,15} {0,2}°? {0,2}[NSEWO]?"
_PAIR = re.compile(rf"(?<![\w.,])(?:[NSEWO] ?)?({_DEGREES})[ ,;/\n]{{1,4}}(?:[NSEWO] ?)?({_DEGREES})(?![\w])", re.I)
_MINUTES = r"\d{1,3} ?[°º] ?\d{1,2}(?:[.,]\d{1,8})?(?: ?['’′](?: ?\d{1,2}(?:[.,]\d{1,8})? ?[\"”″'’]{1,2})?)? ?[NSEWO]?"
_IN_MINUTES = re.compile(rf"(?<!\w)(?:[NSEWO] ?)?{_MINUTES}(?:[ ,;/\n]{{1,4}}(?:[NSEWO] ?)?{_MINUTES})?", re.I)
_LINK = re.compile(
    r"(?:https?://|(?<![\w.-]))(?:maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.[a-z.]{2,6}|(?:www\.)?google\.[a-z.]{2,6}/maps"
    r"|maps\.apple\.com|(?:www\.)?openstreetmap\.org|osm\.org|osmand\.net|(?:www\.|ul\.)?waze\.com|(?:www\.)?what3words\.com"
    r"|w3w\.co|plus\.codes)(?:[/?#][^\s<>\"]{0,400})?|(?<!\w)geo:[^\s<>\"]{3,100}",
    re.I,
)
_CODE = re.compile(r"(?<!\w)(?:[2-9CFGHJMPQRVWX]{4}){1,2}\+[2-9CFGHJMPQRVWX]{2,3}(?!\w)")
_THREE_WORDS = re.compile(r"///[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}")
_SIGNED = re.compile(r"[-+°NSEWO]", re.I)
_FINE = re.compile(r"[.,]\d{4}")
_MOST_DEGREES = 180


def exact_points(text: str) -> Iterator[tuple[int, int]]:
    """Yield each as its first character and the one behind its last."""
    for pair in _PAIR.finditer(text):
        if _is_point(pair[1], pair[2]):
            yield pair.span()
    for pattern in (_IN_MINUTES, _LINK, _CODE, _THREE_WORDS):
        for match in pattern.finditer(text):
            yield match.start(), match.end() - len(match[0]) + len(match[0].rstrip(" ,;.\n"))


def _is_point(one: str, other: str) -> bool:
    """Whether two numbers are degrees: "1.500, 2.500" are sums of money."""
    small = all(int(re.sub("[.,].*", "", each.lstrip("+-"))) <= _MOST_DEGREES for each in (one, other))
    return small and bool(_SIGNED.search(one + other) or all(_FINE.search(each) for each in (one, other)))
