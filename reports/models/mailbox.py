"""Mailboxes: what a receipt opens. And lines: what a phone is known by."""

from uuid import uuid4

from django.db import models

from reports.models.record import Record
from reports.models.tip import Tip


class Mailbox(models.Model):
    """A tip's mailbox, found by what the receipt hashes to. Nothing here tells which receipt."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="mailbox")
    lookup = models.BinaryField(max_length=32, unique=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "mailbox"


class MailboxCopy(models.Model):
    """An officer's words for the tipster: the record's text sealed once more, to the mailbox's public key.

    `fades_on` is the Monday on which it is destroyed; none before the tipster read it. It tells the week of reading.
    """

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="mailbox_copy")
    root_box = models.BinaryField(max_length=256)
    body = models.BinaryField()
    fades_on = models.DateField(null=True, db_index=True)

    class Meta:
        db_table = "mailbox_copy"


class Line(models.Model):
    """The relay's link between a phone and a tip: the number is in a box to the relay worker, under its own key.

    `lookup` is the number hashed under the key of an epoch, and `row_mac` binds it to the tip; `last_day`: when it was
    last used, to the day. A `silent` line still joins texts to its tip, but nothing is sent to it unasked. `stopped`:
    the provider lets nothing through, and the key to the number is gone, unless the line is owed a receipt.
    `renewed`: it was left by NEW and kept for its silence; the next text begins a tip, and takes the silence along.
    `receipt`: the text with the receipt, sealed as the number is, until the provider has sent it: our answer, or of a
    tip told in silence or after STOP what is sent when that is asked for. `answer_due`: by then the provider is to have
    told so. `answer_mark`: a hash of the tag of the text that brings it, by which news of that one is told from news of
    others. `asked`: the phone asked for the receipt, or waits for it in vain, and no worker has begun to send it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="lines")
    lookup = models.BinaryField(max_length=32, unique=True)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")
    number = models.BinaryField()
    last_day = models.DateField()
    silent = models.BooleanField(default=False, db_default=False)
    stopped = models.BooleanField(default=False, db_default=False)
    renewed = models.BooleanField(default=False, db_default=False)
    receipt = models.BinaryField(null=True)
    asked = models.BooleanField(default=False, db_default=False)
    answer_due = models.DateTimeField(null=True)
    answer_mark = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "line"
        indexes = (
            models.Index(fields=["answer_due"], condition=models.Q(answer_due__isnull=False), name="line_answer_due"),
        )

    def __str__(self) -> str:
        return "<sealed>"


class Silence(models.Model):
    """The wish of a phone that has told nothing yet to be sent nothing. It leads to no number and no tip.

    `lookup` is the number hashed as that of a line is, but under another name. `until` is a whole hour, a day later.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    lookup = models.BinaryField(max_length=32, unique=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "silence"

    def __str__(self) -> str:
        return "<sealed>"
