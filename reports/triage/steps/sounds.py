"""Names as they sound: "Corinth" and "Korent" are one, and so are "Mon Repos" and "Mon Wipo"."""

import re

# One after another. Capitals stand for sounds: S is sh, A and O are nasal. R is W before a vowel, else silent, as W is.
_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"([a-z])\1", r"\1"),
        (r"aye?$", "e"),
        (r"eile?$|eye?$", "e"),
        (r"(?<=..)(res?|rs?|es?)$", ""),
        (r"(eau|au)x?", "o"),
        (r"ieux?", "ie"),
        (r"eux?", "e"),
        (r"ai(?!n)", "e"),
        (r"o[ie]n", "wan"),
        (r"oi", "wa"),
        (r"ou", "U"),
        (r"ch|sh", "S"),
        (r"tj|dj", "j"),
        (r"qu", "k"),
        (r"gu(?=[ei])", "g"),
        (r"g(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ph", "f"),
        (r"x(?=.)", "ks"),
        (r"h", ""),
        (r"r(?![aeiouyU])", ""),
        (r"(ain|ein|in|en|an|am|em|un)(?=[^aeiouyU]|$)", "A"),
        (r"(on|om)(?=[^aeiouyU]|$)", "O"),
        (r"r", "w"),
        (r"w(?![aeiouyUAO])|(?<=[gk])w(?=[oU])", ""),
        (r"[zj]", "s"),
        (r"(?<=.)[tdspx]+$", ""),
        (r"[eyu]", "i"),
        (r"U", "o"),
        (r"(.)\1+", r"\1"),
    )
)


def sound(word: str, *, last_is_spoken: bool = False) -> str:
    """Return how a folded word sounds, coarsely; of a long one its first forty letters.

    `last_is_spoken` says that the last letter is an é, which folding made an e: a plain e there is silent.
    """
    sounding = word[:40] + ("h" if last_is_spoken else "")
    for pattern, replacement in _STEPS:
        sounding = pattern.sub(replacement, sounding)
    return sounding
