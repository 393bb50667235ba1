"""Make patterns that never take long: each round of a repetition matches in one way only.

Where a round may match in two, "no" and "no text" in words that follow each other, a text of such words that ends in
another takes twice the time for each of them, and one text holds its process for minutes.
"""

import re

_OFTEN = re.compile(r"(?:[*+]|\{\d*,(?:[3-9]|\d\d+)?\})(?!\+)")
_PLAIN = re.compile(r"\(\?:([\w |?]+)\)")


def one_way(pattern: str) -> str:
    """Return the pattern with what is in each repeated group as an atomic group, of longest words first."""
    begun: list[int] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 2
            continue
        if pattern[at] == "(":
            begun.append(at)
        elif pattern[at] == ")" and pattern.startswith("(?:", begin := begun.pop()) and _OFTEN.match(pattern, at + 1):
            round_ = _one_round(pattern[begin + 3 : at])
            pattern = f"{pattern[:begin]}(?:{round_}){pattern[at + 1 :]}"
            at = begin + len(round_) + 3
        at += 1
    return pattern


def _one_round(said: str) -> str:
    if said.startswith("(?>") and said.endswith(")"):
        return said
    ordered = _PLAIN.sub(lambda words: f"(?:{_longest_first(words[1])})", f"(?:{said})")
    return f"(?>{ordered}{'(?![^ ])' if said.startswith(' ') else ''})"


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split("|"), key=len, reverse=True))
