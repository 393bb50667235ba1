"""Rewards in the mailbox: the code is shown when it is asked for, and a reward can be given up."""

from collections.abc import Mapping
from typing import Any

from reports.dialogue.mailbox import OpenMailbox
from reports.dialogue.promises import RewardGone, ask_for_code, give_up, hide
from reports.voucher import grouped

HIDE = "hide"


def act_on_reward(do: str, opened: OpenMailbox) -> Mapping[str, Any]:
    """Do what a button says, such as `code:<id of the reward>`, and return what the page then tells of it."""
    verb, _, name = do.partition(":")
    if verb == HIDE:
        for one in opened.ended_rewards:
            if str(one.reward) == name:
                hide(one)
        return {"news_hidden": True}
    promise = next((one for one in opened.rewards if str(one.reward) == name), None)
    try:
        if promise is None:
            raise RewardGone
        if verb == "code":
            return {"coded": promise, "code": grouped(ask_for_code(promise))}
        give_up(promise)
    except RewardGone:
        return {"reward_gone": True}
    return {"given_up": True}
