"""The nouns: one file each."""

from reports.models.absence import Absence
from reports.models.added_key import AddedKey
from reports.models.alert import (
    Alert,
    AlertPhone,
    AlertState,
    AlertStep,
    AskedPhone,
    ConfirmedBy,
    Duty,
    StepKind,
    StepState,
)
from reports.models.bulk import Bulk, BulkAct, BulkState, BulkStep, BulkStepState
from reports.models.chase import Chase
from reports.models.choices import (
    Category,
    Channel,
    CloseReason,
    Delivery,
    Drug,
    ErrandKind,
    Firearm,
    LinkKind,
    Missing,
    RecordKind,
    Status,
    Struck,
    TriageState,
    Turn,
    UnitPurpose,
    Urgency,
    Usefulness,
)
from reports.models.draft import Draft, DraftField
from reports.models.feedback import Feedback, FeedbackState
from reports.models.handovers import Capsule, Dispatch, Errand, SeenRequest
from reports.models.hotline import Hotline
from reports.models.key_age import KeyAge
from reports.models.learning import Correction, FindingCorrection, LearnedModel, ProposedTerm
from reports.models.line_test import LineTest, Pulse, TestState
from reports.models.linking import Case, CaseTip, Link, Merge, Split
from reports.models.looking import Presence, Reading, SavedView
from reports.models.macro import Macro
from reports.models.mailbox import Line, Mailbox, MailboxCopy, Silence
from reports.models.mention import Mention
from reports.models.notice import Notice, NoticeKind, NoticeState
from reports.models.officer import Officer
from reports.models.outcome import Outcome, Tally, TallyCount
from reports.models.people import AccountLink, CodeKind, Joining, SignInCode, UnitRenewal
from reports.models.place_count import PlaceCount
from reports.models.program import ApiToken, Hook, HookEvent
from reports.models.reading_count import ReadingCount
from reports.models.record import Attachment, Fingerprint, Record
from reports.models.release import Release, ReleaseState
from reports.models.retention import ErasureDay, HoldState, LegalHold, RetentionRules
from reports.models.reward import ProposalState, Reward, RewardProposal, RewardState, RewardVote
from reports.models.rules import ChangedByTwo, HouseRules, HouseRulesKind, RulesState
from reports.models.statement import Fault, Statement, StatementFault
from reports.models.stored_key import KeyPurpose, StoredKey
from reports.models.tip import Recusal, Tip, TipKey
from reports.models.trail import AuditEntry, Erasure
from reports.models.unit import Membership, Unit, UnitEscrow

__all__ = [
    "Absence",
    "AccountLink",
    "AddedKey",
    "Alert",
    "AlertPhone",
    "AlertState",
    "AlertStep",
    "ApiToken",
    "AskedPhone",
    "Attachment",
    "AuditEntry",
    "Bulk",
    "BulkAct",
    "BulkState",
    "BulkStep",
    "BulkStepState",
    "Capsule",
    "Case",
    "CaseTip",
    "Category",
    "ChangedByTwo",
    "Channel",
    "Chase",
    "CloseReason",
    "CodeKind",
    "ConfirmedBy",
    "Correction",
    "Delivery",
    "Dispatch",
    "Draft",
    "DraftField",
    "Drug",
    "Duty",
    "Erasure",
    "ErasureDay",
    "Errand",
    "ErrandKind",
    "Fault",
    "Feedback",
    "FeedbackState",
    "FindingCorrection",
    "Fingerprint",
    "Firearm",
    "HoldState",
    "Hook",
    "HookEvent",
    "Hotline",
    "HouseRules",
    "HouseRulesKind",
    "Joining",
    "KeyAge",
    "KeyPurpose",
    "LearnedModel",
    "LegalHold",
    "Line",
    "LineTest",
    "Link",
    "LinkKind",
    "Macro",
    "Mailbox",
    "MailboxCopy",
    "Membership",
    "Mention",
    "Merge",
    "Missing",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Officer",
    "Outcome",
    "PlaceCount",
    "Presence",
    "ProposalState",
    "ProposedTerm",
    "Pulse",
    "Reading",
    "ReadingCount",
    "Record",
    "RecordKind",
    "Recusal",
    "Release",
    "ReleaseState",
    "RetentionRules",
    "Reward",
    "RewardProposal",
    "RewardState",
    "RewardVote",
    "RulesState",
    "SavedView",
    "SeenRequest",
    "SignInCode",
    "Silence",
    "Split",
    "Statement",
    "StatementFault",
    "Status",
    "StepKind",
    "StepState",
    "StoredKey",
    "Struck",
    "Tally",
    "TallyCount",
    "TestState",
    "Tip",
    "TipKey",
    "TriageState",
    "Turn",
    "Unit",
    "UnitEscrow",
    "UnitPurpose",
    "UnitRenewal",
    "Urgency",
    "Usefulness",
]
