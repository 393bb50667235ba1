"""A form that was open while somebody else changed the same: what of it holds on what stands now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import Field

from reports.dashboard.wording import Words


@dataclass(frozen=True, slots=True)
class Change:
    """What a field stood on when the officer saw it, and now; `yours` is what he chose, where it is a third value."""

    label: Words
    was: Words
    now: Words
    yours: Words = ""


def chosen_now(
    fields: Mapping[str, Field], chosen: Mapping[str, tuple[str, str]], stands: Mapping[str, str]
) -> tuple[dict[str, str], list[Change]]:
    """Return the value of each field to go on from, and what changed meanwhile.

    `chosen` holds what each field stood on when it was seen, and what the officer left in it. What he did not touch
    follows what stands now; where it is not known what he saw, all that is not as it stands counts as touched. Where
    both changed it, what stands now is chosen, and he is told both: pressing again without a look undoes nobody's work.
    """
    values, changes = {}, []
    for name, field in fields.items():
        (seen, left), now = chosen[name], stands[name]
        is_own = left not in (seen, now)
        values[name] = left if is_own and seen == now else now
        if is_own if not seen else seen != now:
            yours = _label(field, left) if is_own else ""
            changes.append(Change(field.label or name, _label(field, seen), _label(field, now), yours))
    return values, changes


def _label(field: Field, value: str) -> Words:
    choices: dict[str, Words] = dict(getattr(field, "choices", ()))
    return choices.get(value, value)
