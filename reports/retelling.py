"""What an officer's own question repeats of its tip. Whoever finds or forces a receipt, or holds the phone, reads it.

Only what the officer can see is compared: otherwise the comparison would tell what stands under a mask.
"""

from reports.dialogue.canned import known_questions
from reports.keyring import KeyRing
from reports.models import Tip
from reports.queries.masking import masked
from reports.queries.told import told_in
from reports.triage.retold import retold
from reports.withheld import masked_answers


def repeated(ring: KeyRing, tip: Tip, words: str, *, with_source: bool) -> list[tuple[int, int]]:
    """Return the places in an officer's `words` that repeat the tip; `with_source`: the officer has it unmasked.

    Who may only read the tip is told nothing, since nobody takes a question from him. Questions ready to be sent repeat
    nothing, so their words tell nothing either.
    """
    if not words.strip() or tip.unit_id not in ring.unit_ids:
        return []
    told: list[str] = []
    for entry in told_in(ring, tip):
        is_open = with_source or entry.findings is None
        told.append(entry.text if is_open else masked(entry.text, entry.findings or {}))
        told += (entry.answers if with_source else masked_answers(entry.answers, entry.findings)).values()
    harmless = (said for question in known_questions().values() for said in question.values())
    return retold(words, told, harmless=harmless)
