"""Officers and their keys."""

from typing import ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from reports.sealing.keys import fingerprint


class OfficerManager(BaseUserManager["Officer"]):
    """Finds officers by user name, as sign-in does."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """Return the officer with this user name."""
        return self.get(username=username)


class Officer(AbstractBaseUser):
    """A person at the desk. `password` holds salt and verifier; the slots hold the private key, sealed.

    Who was invited and has not come yet has no password and no key. `row_mac` signs who this is, see
    reports.signed_people. `news_seen_at`: when they last looked at what changed about colleagues. `key_map`: which key
    they press at the desk in the place of which.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    public_key = models.BinaryField(max_length=32, default=bytes)
    password_slot = models.BinaryField(max_length=256, default=bytes)
    recovery_slot = models.BinaryField(max_length=256, null=True)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")
    signed_in_on = models.DateField(null=True)
    news_seen_at = models.DateTimeField(null=True)
    shortcuts = models.BooleanField(default=True, db_default=True)
    key_map = models.JSONField(default=dict, db_default={})
    last_login = None
    by_token: UUID | None = None  # set on an officer whose program acts: it stands in every audit entry
    # The columns that only the desk reads (reports.models.rights).
    SECRETS: ClassVar = ("password", "password_slot", "recovery_slot")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[OfficerManager] = OfficerManager()

    class Meta:
        db_table = "officer"

    def __str__(self) -> str:
        return self.name

    @property
    def has_key(self) -> bool:
        """Whether this officer has ever set a password: without one there is no key to seal to."""
        return bool(self.public_key)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the officer's public key, as two colleagues compare it."""
        return fingerprint(bytes(self.public_key))
