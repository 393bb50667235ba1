"""Invented tips of about four hundred characters, no two alike."""

import random

_WHO = ("Two men", "A woman from the bakery", "The driver of the blue van", "Somebody they call Shorty", "Three boys")
_DO = (
    "sell cocaine",
    "keep guns",
    "bring parcels from a boat",
    "broke into the shop",
    "hold girls and take their money",
)
_WHERE = ("behind the market in Castries", "on the beach at Anse La Raye", "in the yellow house in Vieux Fort",
          "by the bus stand at Dennery", "near the fort in Gros Islet")  # fmt: skip
_WHEN = ("every Friday after dark", "since the last rain", "most mornings before six", "tonight again, I think")
_MORE = (
    "I have seen it myself from the road and the neighbours talk about it.",
    "They change the plates of the car, but the dent in the left door is the same.",
    "One of them has a tattoo of a bird on the neck and walks with a limp.",
    "Please do not come with sirens, they have a boy at the corner who whistles.",
    "The money goes to a man who has a bar and never stands behind it.",
    "Last week there was shouting, and a child was crying until late.",
    "I am afraid to say more than this, but what I wrote is true.",
)
_LENGTH = 400
_dice = random.Random()


def invented_tip() -> str:
    """Return a tip that nobody wrote."""
    pick = _dice.choice
    text = f"{pick(_WHO)} {pick(_DO)} {pick(_WHERE)}, {pick(_WHEN)}. The number is {_dice.randrange(10**6)}."
    while len(text) < _LENGTH:
        text += " " + pick(_MORE)
    return text
