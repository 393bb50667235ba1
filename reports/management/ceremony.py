"""Who keeps what after a ceremony: five people a share each, one the root passphrase, two saw it. On paper alone.

The first hour's paper says who is in each unit too, and has a line for who is on duty first.

Nobody's name is stored: whoever stole the list would know whom to threaten. The trail keeps that it was done and the
fingerprint of the set of shares, which the paper carries too.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.management import CommandError

from reports.people.break_glass import WITNESSES
from reports.sealing.shares import PRINTED

_ON_DUTY = "On duty first, by day and by night, with the phone that rings: ____________________"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """The people of a ceremony, by name."""

    holders: Sequence[str]
    keeper: str
    witnesses: Sequence[str]

    def paper(self, *, day: date, shares: str, members: Mapping[str, Sequence[str]] | None = None) -> str:
        """Return the paper for the safe; `shares`: the fingerprint of the set. `members`: names by unit."""
        held = [f"Share {number} of {PRINTED}: {name}" for number, name in enumerate(self.holders, 1)]
        seen = [f"Witness: {name}" for name in self.witnesses]
        lines = [f"Break-glass shares {shares}, of {day:%d.%m.%Y}", *held, f"Root passphrase: {self.keeper}", *seen]
        signed = [f"{line:<60} signed ____________________" for line in lines]
        units = [f"{unit}: {', '.join(names)}" for unit, names in (members or {}).items()]
        return "\n".join([*signed, *units, *([_ON_DUTY] if units else [])])


def take_keepers(parser: ArgumentParser, *, with_witnesses: bool) -> None:
    """Take the names."""
    named = f"who keeps a share: {PRINTED} times, in their order"
    parser.add_argument("--holder", action="append", default=[], metavar="NAME", help=named)
    parser.add_argument("--keeper", default="", metavar="NAME", help="who keeps the root passphrase")
    if with_witnesses:
        seen = f"who sees it done: {WITNESSES} times"
        parser.add_argument("--witness", action="append", default=[], metavar="NAME", help=seen)


def keepers_of(options: Mapping[str, Any], *, witnesses: Sequence[str] = ()) -> Keepers:
    """Return them as they were named, or as they are asked for at a terminal. `witnesses`: those who are known to be.

    Raises CommandError.
    """
    return _checked(
        Keepers(
            holders=_named(options["holder"], PRINTED, "Keeper of share", "--holder"),
            keeper=_named([options["keeper"]] if options["keeper"] else [], 1, "Keeper of the passphrase", "--keeper")[
                0
            ],
            witnesses=witnesses or _named(options["witness"], WITNESSES, "Witness", "--witness"),
        )
    )


def _named(given: Sequence[str], wanted: int, title: str, flag: str) -> list[str]:
    names = list(given)
    if not names and sys.stdin.isatty():
        names = [input(f"{title}{f' {at} of {wanted}' if wanted > 1 else ''}, name: ") for at in range(1, wanted + 1)]
    names = [" ".join(name.split()) for name in names]
    if len(names) != wanted or not all(names):
        raise CommandError(f"Say who they are: {flag} NAME, {wanted} times.")
    return names


def _checked(keepers: Keepers) -> Keepers:
    if len({name.casefold() for name in keepers.holders}) < PRINTED:
        raise CommandError("Nobody keeps two shares: three together open every unit.")
    if keepers.keeper.casefold() in {name.casefold() for name in keepers.holders}:
        raise CommandError("Who keeps the root passphrase keeps no share.")
    if len({name.casefold() for name in keepers.witnesses}) < WITNESSES:
        raise CommandError("It takes two witnesses.")
    return keepers
