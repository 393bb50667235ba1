"""What a film or sound told of place and time, in the mailbox: shown when it is asked for, or erased unseen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from reports.dialogue.file_told import ask_file, erase_unseen
from reports.dialogue.mailbox import OpenMailbox, reopen


def act_on_file(words: Mapping[str, str], opened: OpenMailbox) -> tuple[OpenMailbox, Mapping[str, Any]]:
    """Do what a button says, such as `told:<id of the copy>`; return the mailbox and what its page then tells of it."""
    do, token = words["do"], words.get("pass", "")
    verb, _, name = do.partition(":")
    copy = next((each.copy for each in opened.entries if str(each.copy) == name and each.file), None)
    if copy is None:
        return opened, {"told_none": True}
    if verb == "erase":
        erase_unseen(token, copy)
        return reopen(token), {"told_erased": True}
    told = ask_file(token, copy)
    opened = _with_told(reopen(token), copy, told)
    if not told:
        return opened, {"told_gone": True}
    # With the token that asked, the same page comes again: after a lost answer, and in another language.
    return replace(opened, pass_token=token), {"language_do": do}


def _with_told(opened: OpenMailbox, copy: UUID, told: Mapping[str, str]) -> OpenMailbox:
    entries = (
        replace(each, file=replace(each.file, told=told)) if each.file and each.copy == copy else each
        for each in opened.entries
    )
    return replace(opened, entries=tuple(entries))
