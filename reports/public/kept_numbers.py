"""Why the numbers of outcomes and rewards are kept: a part of `kept_words`."""

from django.utils.translation import gettext_lazy as _

from reports.public.keeping import Kept, Reader

NUMBERS = (
    Kept(
        what=_("What police did after your tip, in numbers: arrests, things seized, what the tip was worth"),
        why=_("So that the force can say what tips bring. It holds no word of yours."),
        how_long=_("The numbers for ever. What joins them to your tip goes with the tip."),
        reader=Reader.OPEN,
        fields=("outcome.*", "tally.*", "tally_count.*", "statement.*", "statement_fault.*"),
    ),
    Kept(
        what=_("How many tips spoke of which village in a month"),
        why=_("So that a unit sees where trouble grows. It names no tip, and is locked for the unit."),
        how_long=_("For ever."),
        reader=Reader.TEAM,
        fields=("place_count.*",),
    ),
    Kept(
        what=_("Rewards: number, sum, month, and whether it was paid"),
        why=_("So that each is paid once. It names no tip."),
        how_long=_("For ever."),
        reader=Reader.OPEN,
        fields=("reward.*", "reward_proposal.*", "reward_vote.*"),
    ),
    Kept(
        what=_("A reward that is proposed or offered"),
        why=_("Only your receipt finds it."),
        how_long=_("Until it is paid or over."),
        reader=Reader.MACHINE,
        fields=("reward.slip", "reward.code_mark", "reward.row_mac", "reward.bars", "reward_proposal.box"),
    ),
    Kept(
        what=_("How a reward ended"),
        why=_("So that your mailbox can tell you. Only your receipt finds it."),
        how_long=_("Some three months, or until you hide it in your mailbox."),
        reader=Reader.MACHINE,
        fields=("reward.kept_slip",),
    ),
)
