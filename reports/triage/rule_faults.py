"""What is wrong in the files of rules, each with its file and line: for who edits them, before anything starts anew."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reports.triage.steps.lexicon import IDEAS, LANGUAGES, ever_matches, phrases_of
from reports.triage.steps.matching import ideas_of, rule_of
from reports.triage.steps.rule_files import RulesUnread, contents_of, named, rule_files

_BESIDE = ("masks", "unless")
"""What a table of words may hold beside its languages."""


def faults() -> Iterator[str]:
    """Tell each fault as "rules/words/home.toml, line 12: …", as the files lie there now.

    A file that cannot be read stops the worker at its start; all else here is left out, and the rest is judged by.
    """
    read: dict[Path, dict[str, Any]] = {}
    for path in rule_files():
        try:
            read[path] = contents_of(path)
        except RulesUnread as problem:
            yield str(problem)
    ideas: dict[str, Path] = {}
    for path, tables in read.items():
        if path.parent.name in IDEAS:
            yield from _of_ideas(path, tables, ideas)
    for path, contents in read.items():
        yield from _of_rules(path, contents.get("rules", ()), set(ideas))
        yield from _of_terms(path, contents.get("terms", ()))


def _of_ideas(path: Path, tables: Mapping[str, Any], ideas: dict[str, Path]) -> Iterator[str]:
    for name, table in tables.items():
        if name in ideas:
            yield _at(path, f"[{name}]", said=f"[{name}] stands in {named(ideas[name])} too, and counts there alone")
        ideas.setdefault(name, path)
        for language, listed in table.items() if isinstance(table, Mapping) else ():
            if language not in (*LANGUAGES, *_BESIDE):
                yield _at(path, f"[{name}]", language, said=f"'{language}' is no language ({', '.join(LANGUAGES)})")
            elif not isinstance(listed, str):
                yield _at(path, f"[{name}]", language, said=f"the list of '{language}' is no text in quotes")
            elif language in LANGUAGES:
                for phrase in phrases_of(table, language):
                    if not ever_matches(phrase.lstrip("~")):
                        yield _at(path, f"[{name}]", language, phrase, said=_never(phrase))


def _of_rules(path: Path, rules: Any, ideas: set[str]) -> Iterator[str]:
    for entry in rules:
        said = entry[-1] if isinstance(entry, list) and entry and isinstance(entry[-1], str) else ""
        unknown = dict.fromkeys(idea for idea in ideas_of(said) if idea not in ideas)
        for idea in unknown:
            yield _at(path, f'"{said}"', said=f"'{said}' speaks of '{idea}', which no file of words has")
        if not unknown and rule_of(entry) is None:
            yield _at(path, f'"{said}"', said=f'{entry} is no rule: write ["kind", 3.0, "idea + idea / 12"]')


def _of_terms(path: Path, terms: Any) -> Iterator[str]:
    for group in terms:
        for phrase in group["words"]:
            if not ever_matches(phrase):
                yield _at(path, f'"{phrase}"', said=_never(phrase))


def _never(phrase: str) -> str:
    return f"'{phrase}' never matches: a _ stands between words, never two of them, and a * ends a word"


def _at(path: Path, *words: str, said: str) -> str:
    """Tell a fault with the line where the last of these words stands, each looked for behind the one before it."""
    text, at = path.read_text("utf-8"), 0
    for each in words:
        found = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, each.split()))).search(text, at)
        at = found.start() if found else at
    return f"{named(path)}, line {text.count(chr(10), 0, at) + 1}: {said}"
