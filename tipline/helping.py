"""Whom a tipster can call, by need."""

from tipline import env


def contacts(*, demo: bool) -> dict[str, list[tuple[str, str]]]:
    """Return the names and numbers for each need; the demo has its own."""
    return {
        "violence": env.contacts("HELP_VIOLENCE", "Women's shelter (example)=758-555-0134" if demo else ""),
        "children": env.contacts("HELP_CHILDREN", "Child help line (example)=758-555-0135" if demo else ""),
        "despair": env.contacts("HELP_DESPAIR", "Crisis line (example)=758-555-0136" if demo else ""),
        "held": env.contacts("HELP_TRAFFICKING", "Human trafficking hotline=847" if demo else ""),
    }
