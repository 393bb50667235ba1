"""Whom a tipster can call, by need."""

from tipline import env


def contacts(*, demo: bool) -> dict[str, list[tuple[str, str]]]:
    """Return the names and numbers for each need; the demo has its own."""
    return {
        "violence": env.pairs("HELP_VIOLENCE", "Women's shelter (example)=758-555-0134" if demo else ""),
        "children": env.pairs("HELP_CHILDREN", "Child help line (example)=758-555-0135" if demo else ""),
        "despair": env.pairs("HELP_DESPAIR", "Crisis line (example)=758-555-0136" if demo else ""),
        "held": env.pairs("HELP_TRAFFICKING", "Human trafficking hotline=847" if demo else ""),
    }
