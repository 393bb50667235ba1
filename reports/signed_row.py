"""A tip's row and its MAC: signed when unit or keys change, checked before anything is sealed to them."""

from contextlib import suppress

from reports import vault
from reports.models import Tip
from reports.sealing import rowmac


def sign_row(tip: Tip) -> None:
    """Set the MAC of a tip whose unit or keys were just set."""
    key = vault.secret("row_mac_key")
    tip.row_mac = rowmac.row_mac(key, tip.pk, tip.unit_id, bytes(tip.public_key), bytes(tip.mailbox_key))


def check_signed(tip: Tip) -> None:
    """Raise RowChanged when a tip's unit or keys are not those that were signed."""
    told = (tip.row_mac, tip.pk, tip.unit_id, bytes(tip.public_key), bytes(tip.mailbox_key))
    in_force, *before = vault.trusted("row_mac_key")
    try:
        rowmac.check_row(in_force, *told)
    except rowmac.RowChanged:
        for key in before:
            with suppress(rowmac.RowChanged):
                return rowmac.check_row(key, *told)
        raise
