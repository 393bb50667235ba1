"""Words for a release copy in the place of what is too exact or hides nobody, in the language that the text is told in.

They are suggestions: an officer writes each into a sentence. No native speaker has read those that are not English yet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reports.triage.steps.gazetteer import districts

_FRIDAY = re.compile(r"\b(fri|vandredi|vendredi|viernes)", re.IGNORECASE)
_WEEKEND = re.compile(
    r"\b(sat|sun|weekend|week-end|sanmdi|samdi|dimanch|samedi|dimanche|s[áa]bado|domingo|fin de semana|wikenn)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(mon|tue|wed|thu|lundi|lendi|mardi|madi|mercredi|mèkwédi|mèkredi|jeudi|jédi|jedi|lunes|martes|mi[ée]rcoles|jueves)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2})(?: ?[:.h]\d{0,2})? ?([ap])?\.?(?:m\b)?", re.IGNORECASE)
_PARTS = {
    "night": r"night|nuit|noche|lannwit|lannuit|midnight",
    "evening": r"evening|dark|soir|aswè|oswè",
    "morning": r"morning|dawn|matin|mañana|bonmaten|maten",
    "afternoon": r"afternoon|noon|après-midi|tarde|apwémidi|aprèmidi|apremidi",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """How one language says it. `weekend` and `weekday` take a part of a day; `district` takes a name."""

    parts: Mapping[str, str]
    weekend: str
    weekday: str
    days: tuple[str, str]  # a day of the weekend, of the week
    some_time: str
    district: str
    abroad: str
    place: str
    neutral: Mapping[str, str]


_EN = _Said(
    {"night": "a night", "evening": "an evening", "morning": "a morning", "afternoon": "an afternoon"},
    "a weekend {}", "a weekday {}", ("a weekend", "a weekday"), "some time",
    "{} district", "another country", "a place",
    {},
)  # fmt: skip
_SAID: Mapping[str, _Said] = {
    "en": _EN,
    "fr": _Said(
        {"night": "une nuit", "evening": "un soir", "morning": "un matin", "afternoon": "un après-midi"},
        "{} de week-end", "{} en semaine", ("un week-end", "un jour de semaine"), "à un moment",
        "district de {}", "un autre pays", "un endroit",
        {"the source": "la source", "left out": "omis", "the source knows": "la source sait",
         "in the area": "dans le secteur", "it has been seen": "on a vu",
         "it was done to somebody": "c’est arrivé à quelqu’un",
         "it was seen": "on l’a vu", "it is known": "on sait"},
    ),
    "es": _Said(
        {"night": "una noche", "evening": "una noche", "morning": "una mañana", "afternoon": "una tarde"},
        "{} de fin de semana", "{} entre semana", ("un fin de semana", "un día de semana"), "en algún momento",
        "distrito de {}", "otro país", "un lugar",
        {"the source": "la fuente", "left out": "omitido", "the source knows": "la fuente sabe",
         "in the area": "en la zona", "it has been seen": "se ha visto", "it was done to somebody": "le pasó a alguien",
         "it was seen": "se vio", "it is known": "se sabe"},
    ),
    "ht": _Said(
        {"night": "yon nwit", "evening": "yon aswè", "morning": "yon maten", "afternoon": "yon apremidi"},
        "{} nan wikenn", "{} nan lasemèn", ("yon wikenn", "yon jou lasemèn"), "yon lè",
        "distri {}", "yon lòt peyi", "yon kote",
        {"the source": "sous la", "left out": "retire", "the source knows": "sous la konnen",
         "in the area": "nan zòn nan", "it has been seen": "yo wè sa", "it was done to somebody": "sa rive yon moun",
         "it was seen": "yo te wè sa", "it is known": "yo konnen sa"},
    ),
    "acf": _Said(
        {"night": "an lannwit", "evening": "an oswè", "morning": "an bonmaten", "afternoon": "an apwémidi"},
        "{} wikenn", "{} lasimenn", ("an wikenn", "an jou lasimenn"), "yon lè",
        "distrik {}", "an lòt péyi", "yon koté",
        {"the source": "sous-la", "left out": "tiwé", "the source knows": "sous-la konnèt",
         "in the area": "an zòn-lan", "it has been seen": "yo wè sa", "it was done to somebody": "sa wivé an moun",
         "it was seen": "yo té wè sa", "it is known": "yo konnèt sa"},
    ),
}  # fmt: skip


def coarser_time(words: str, language: str = "en") -> str:
    """Return a moment as part of a day, and of a week. Friday counts to the weekend from the evening on."""
    said, part = _said(language), _part(words)
    late = part in ("evening", "night")
    is_weekend = bool(_WEEKEND.search(words)) or (bool(_FRIDAY.search(words)) and late)
    is_weekday = bool(_WEEKDAY.search(words)) or (bool(_FRIDAY.search(words)) and not late)
    if not part:
        return said.days[0] if is_weekend else said.days[1] if is_weekday else said.some_time
    if not (is_weekend or is_weekday):
        return said.parts[part]
    inside = part if said is _EN else said.parts[part]
    return (said.weekend if is_weekend else said.weekday).format(inside)


def coarser_place(name: str, language: str = "en") -> str:
    """Return the district of a place by the name that stands for it."""
    district = districts().get(name, "")
    said = _said(language)
    if district == "abroad":
        return said.abroad
    return said.district.format(district) if district else said.place


def in_words(neutral: str, language: str) -> str:
    """Return neutral English words in another language."""
    return _said(language).neutral.get(neutral, neutral)


def _said(language: str) -> _Said:
    return _SAID.get(language, _EN)


def _part(words: str) -> str:
    told = (part for part, said in _PARTS.items() if re.search(said, words, re.IGNORECASE))
    return next(told, "") or _by_clock(words)


def _by_clock(words: str) -> str:
    for hour, half in _CLOCK.findall(words):
        clock = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
        if not half and not re.search(rf"\b{hour} ?[:h.]", words):
            continue
        ends = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (100, "night"))
        return next(part for end, part in ends if clock < end)
    return ""
