"""Officers and their keys."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from reports.sealing.keys import fingerprint


class OfficerManager(BaseUserManager["Officer"]):
    """Finds officers by user name, as sign-in does."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """Return the officer with this user name."""
        return self.get(username=username)


class Officer(AbstractBaseUser):
    """A person at the desk. `password` holds salt and verifier; the slots hold the private key, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    public_key = models.BinaryField(max_length=32)
    password_slot = models.BinaryField(max_length=256)
    recovery_slot = models.BinaryField(max_length=256, null=True)
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[OfficerManager] = OfficerManager()

    class Meta:
        db_table = "officer"

    def __str__(self) -> str:
        return self.name

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the officer's public key, as two colleagues compare it."""
        return fingerprint(bytes(self.public_key))
