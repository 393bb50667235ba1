"""Changing the questions ready to be sent: one at a time, proposed by one person and confirmed by another.

A question that repeats what a tip told, or that is asked of one kind of tip alone, shows whoever holds the tipster's
phone what the tip was about. So nothing that triage finds in a tip may stand in one, and it is offered for every kind
or for at least five.
"""

from collections.abc import Mapping

from reports.as_seen import in_one_line
from reports.dialogue.canned import ALWAYS, ENGLISH, LANGUAGES, Question, Questions, in_force, of
from reports.models import Category, HouseRules, HouseRulesKind, Officer
from reports.rulebook.asking_who import asking_who
from reports.rulebook.giving_away import giving_away
from reports.rulebook.hands import are_two, may_change
from reports.rulebook.leading_away import leading_away
from reports.two_persons import Book, ChangeRefused

LONGEST, FEWEST_CATEGORIES, MOST = 160, 5, 60


class BadQuestion(Exception):
    """A question that nobody may send. `reason`: english, long, who, away, gives_away, few or many.

    `language` tells where, `pieces` what in it.
    """

    def __init__(self, reason: str, language: str = "", pieces: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.language, self.pieces = reason, language, pieces


def propose(name: str, words: Mapping[str, str], offered: tuple[str, ...], *, by: Officer) -> HouseRules:
    """Put other words for a question, or a new one where `name` is empty, to the second person.

    A language without words falls back to English. Raises ChangeRefused, BadQuestion.
    """
    standing = _standing(by)
    if name and name not in standing.rows:
        raise ChangeRefused("gone")
    made = Question(_kept(words), (ALWAYS,) if ALWAYS in offered else tuple(sorted(set(offered))))
    _check(made, standing.rows.get(name))
    if name and _same(made, standing.rows[name]):
        raise ChangeRefused("same")
    return _with(standing, name or _free_name(standing), made, by)


def withdraw(name: str, *, by: Officer) -> HouseRules:
    """Propose that a question be offered no more. Raises ChangeRefused."""
    standing = _standing(by)
    if name not in standing.rows:
        raise ChangeRefused("gone")
    return _with(standing, name, Question({}, ()), by)


def differences(row: HouseRules) -> list[tuple[str, Question | None, Question | None]]:
    """Return what a proposal changes: each question's name, and how it is now and would be; None where it is not."""
    now, then = in_force(), of(row.told, version=row.version)
    names = sorted({*now.changed, *then.changed})
    changed = [name for name in names if now.changed.get(name) != then.changed.get(name)]
    return [(name, now.rows.get(name), then.rows.get(name)) for name in changed]


def _standing(by: Officer) -> Questions:
    if not may_change(by):
        raise ChangeRefused("not_yours")
    return in_force()


def _with(standing: Questions, name: str, made: Question, by: Officer) -> HouseRules:
    then = Questions(standing.version + 1, {**standing.changed, name: made})
    if len(then.rows) > MOST:
        raise BadQuestion("many")
    return BOOK.propose(then.told(), standing=standing.told(), by=by)


def _kept(words: Mapping[str, str]) -> dict[str, str]:
    tidy = {language: in_one_line(words.get(language, "")) for language in LANGUAGES}
    return {language: said for language, said in tidy.items() if said}


def _same(one: Question, other: Question) -> bool:
    return dict(one.words) == dict(other.words) and set(one.offered) == set(other.offered)


def _check(made: Question, before: Question | None) -> None:
    """Raise BadQuestion. Words that are in force already were judged then."""
    if ENGLISH not in made.words:
        raise BadQuestion("english", ENGLISH)
    is_for_all = made.offered == (ALWAYS,)
    if not is_for_all and (len(made.offered) < FEWEST_CATEGORIES or set(made.offered) - set(Category.values)):
        raise BadQuestion("few")
    for language, said in made.words.items():
        if before and said == before.words.get(language):
            continue
        if len(said) > LONGEST:
            raise BadQuestion("long", language)
        if pieces := asking_who(said, language):
            raise BadQuestion("who", language, tuple(pieces))
        if pieces := leading_away(said):
            raise BadQuestion("away", language, tuple(pieces))
        if pieces := giving_away(said, language):
            raise BadQuestion("gives_away", language, tuple(pieces))


def _check_row(row: HouseRules) -> None:
    for _name, now, then in differences(row):
        if then is not None:
            _check(then, now)


def _free_name(standing: Questions) -> str:
    taken = set(standing.changed) | set(standing.rows)
    return next(name for number in range(1, 1000) if (name := f"own_{number}") not in taken)


BOOK = Book(
    model=HouseRules,
    act="questions",
    may_change=may_change,
    fit_together=are_two,
    check=_check_row,
    fields={"kind": HouseRulesKind.QUESTIONS},
)
