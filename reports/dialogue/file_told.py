"""What a file told of place and time: shown to who asks for it first, and then to nobody any more.

Whoever finds the receipt later must not learn where it was filmed; and a page that shows it unasked could be lost on
the way, or be looked at by somebody else.
"""

import json
from collections.abc import Mapping
from hashlib import blake2b
from uuid import UUID

from django.db import transaction

from reports import keystore
from reports.dialogue.mailbox import copy_key, copy_labels, pair_of_pass
from reports.models import KeyPurpose, MailboxCopy, RecordKind
from reports.sealing.envelope import seal
from reports.sealing.opening import CannotOpen, unseal

ERASED = ""


def ask_file(pass_token: str, name: UUID) -> Mapping[str, str]:
    """Return what the file told, nothing where it was asked for before.

    The very page that asked first may ask again, as long as its pass is good: the answer may have been lost. `name` is
    the copy's, in the mailbox that the token has just opened. Raises NoSuchMailbox.
    """
    return _settle(pass_token, name, blake2b(pass_token.encode(), digest_size=16).hexdigest())


def erase_unseen(pass_token: str, name: UUID) -> None:
    """Let nobody see it. Raises NoSuchMailbox."""
    _settle(pass_token, name, ERASED)


@transaction.atomic
def _settle(pass_token: str, name: UUID, page: str) -> Mapping[str, str]:
    """Seal the copy anew with the mark of the page that may see what stands in it."""
    tip_id, pair = pair_of_pass(pass_token)
    copies = MailboxCopy.objects.select_for_update(of=("self",))
    copy = copies.filter(pk=name, record__tip=tip_id, record__kind=RecordKind.FILE).first()
    if copy is None:
        return {}
    try:
        key, labels = copy_key(copy, tip_id, pair, keystore.get(KeyPurpose.ERASURE, name)), copy_labels(copy, tip_id)
        said = json.loads(unseal(key, copy.body, *labels))
    except (keystore.KeyGone, CannotOpen):
        return {}
    if said.setdefault("shown_to", page) != page or page == ERASED:
        said["told"] = {}
    copy.body = seal(key, json.dumps(said).encode(), *labels)
    copy.save(update_fields=["body"])
    told: Mapping[str, str] = said["told"]
    return told
