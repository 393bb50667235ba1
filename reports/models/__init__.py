"""The nouns: one file each."""

from reports.models.choices import (
    Category,
    Channel,
    CloseReason,
    Delivery,
    ErrandKind,
    RecordKind,
    Status,
    TriageState,
    UnitPurpose,
    Urgency,
)
from reports.models.handovers import Capsule, Dispatch, Errand, SeenRequest
from reports.models.hotline import Hotline
from reports.models.learning import Correction, LearnedModel, ProposedTerm
from reports.models.mailbox import Line, Mailbox, MailboxCopy
from reports.models.notice import Notice, NoticeKind, NoticeState
from reports.models.officer import Officer
from reports.models.record import Attachment, Fingerprint, Record
from reports.models.stored_key import KeyPurpose, StoredKey
from reports.models.tip import Tip, TipKey
from reports.models.trail import AuditEntry, Erasure
from reports.models.unit import Membership, Unit, UnitEscrow

__all__ = [
    "Attachment",
    "AuditEntry",
    "Capsule",
    "Category",
    "Channel",
    "CloseReason",
    "Correction",
    "Delivery",
    "Dispatch",
    "Erasure",
    "Errand",
    "ErrandKind",
    "Fingerprint",
    "Hotline",
    "KeyPurpose",
    "LearnedModel",
    "Line",
    "Mailbox",
    "MailboxCopy",
    "Membership",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Officer",
    "ProposedTerm",
    "Record",
    "RecordKind",
    "SeenRequest",
    "Status",
    "StoredKey",
    "Tip",
    "TipKey",
    "TriageState",
    "Unit",
    "UnitEscrow",
    "UnitPurpose",
    "Urgency",
]
