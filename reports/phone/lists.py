"""Reading, before a process serves, every list by which texts and calls are understood.

What reads them otherwise is the first text of each kind that a process hears, while its sender waits.
"""

from reports.dialogue.canned import shipped
from reports.phone.calls.heard import words_for
from reports.phone.calls.wording import spoken
from reports.phone.hearing import hear
from reports.phone.understanding import understand
from reports.triage.steps.gazetteer import spellings

# Each goes another way through the lists: a hint that a request outweighs, a slip before a colon, a number, small talk.
_SAID = (
    "he checks my phone so please answer me, send police",
    "quiett: there is a gun in the house",
    "my number is 758 484 1234 and the plate PB 4471",
    "my boss at Vieu Fort beats me, 1234 5678 9012",
    "bonjou",
    "forgett",
)


def read_lists() -> None:
    """Read them all."""
    for said in _SAID:
        understand(said, phone=None, has_pictures=False, opt_out="")
        hear(said)
    spellings()
    spoken()
    words_for("", "")
    shipped()
