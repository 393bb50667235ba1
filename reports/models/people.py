"""What stands between an officer and a unit's tips: codes, accounts, and keys that a colleague has yet to hand over."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.officer import Officer
from reports.models.unit import Unit


class CodeKind(models.TextChoices):
    """What a one-time code lets an officer do."""

    JOIN = "join", _("Come in for the first time")
    PASSWORD = "password", _("Set a new password; the phone is still needed")
    PHONE = "phone", _("Set up a new phone; the password is still needed")
    BOTH = "both", _("Set a new password and a new phone")


class SignInCode(models.Model):
    """A one-time code that an officer holds on paper. One at a time; gone when used.

    `verifier` is made from the code, from all of this row and from the officer's public key, under a secret outside the
    database: nobody who only writes here can make a code, turn one into another, or bring a used one back.
    """

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, primary_key=True, related_name="sign_in_code")
    kind = models.CharField(max_length=8, choices=CodeKind)
    until = models.DateTimeField()
    given_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    verifier = models.BinaryField(max_length=32)

    class Meta:
        db_table = "sign_in_code"


class AccountLink(models.Model):
    """Which account in the force's directory is an officer's; `subject` is its lasting name there. Signed."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, primary_key=True, related_name="account_link")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    row_mac = models.BinaryField(max_length=32)

    class Meta:
        db_table = "account_link"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_officer_an_account")]


class Joining(models.Model):
    """An officer who is to be a member of a unit, once a member hands its key over. `asked_by` may not do so alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="joinings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="joinings")
    is_head = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    row_mac = models.BinaryField(max_length=32)

    class Meta:
        db_table = "joining"
        constraints = [models.UniqueConstraint(fields=["officer", "unit"], name="one_joining_each")]


class UnitRenewal(models.Model):
    """A unit's next key: made by a member, in force once the root key has signed it, at its end when nothing is old.

    `signed_at` is set when it came into force. `row_mac` signs unit, generation and public key.
    """

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="renewal")
    generation = models.PositiveIntegerField()
    public = models.BinaryField(max_length=32)
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    row_mac = models.BinaryField(max_length=32)

    class Meta:
        db_table = "unit_renewal"
