"""What of allauth is this house's own: throttled and audited sign-in, sealed seeds, and nothing by mail."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports import audit, vault
from reports.clock import today
from reports.dashboard import key_cookie, known_device
from reports.dashboard.directory import settle_account
from reports.dashboard.suspended import suspended_page
from reports.dashboard.throttle import PASSWORDS
from reports.models import Officer
from reports.sealing.envelope import seal
from reports.sealing.keys import derive
from reports.sealing.opening import unseal_by_any

_LABEL = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Signs officers in by password and second factor, and says nothing by mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("User name and password do not fit. Check both and try again."),
        "too_many_login_attempts": _(
            "Too many tries for this user name. Wait half a minute, then try again;"
            " or use a browser in which you have signed in before."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: officers are made by colleagues."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow down guesses at one user name; a browser it is known in counts apart. Raises ValidationError."""
        if not PASSWORDS.take(known_device.bucket(request, credentials["username"])):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return the officer whose password was right, or None."""
        officer: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if officer:
            PASSWORDS.forgive(known_device.bucket(request, credentials["username"]))
        return officer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave an entry; an unknown name is not written down, for it may be a password in the wrong field."""
        known = Officer.objects.filter(username=credentials["username"]).values_list("pk", flat=True).first()
        audit.enter("sign_in.refused", by="nobody", officer=str(known or "unknown"))

    def get_login_stages(self) -> list[str]:
        """One stage: nobody is signed in before the second factor."""
        return ["reports.dashboard.second_factor.SecondFactorStage"]

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> None:
        """Let the sign-in go on: a suspended officer, too, shows the second factor before he is told."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign the officer in under a new session key and move the opened key into that session.

        Raises ImmediateHttpResponse for one who is suspended: he is told so, and is signed in nowhere.
        """
        if not user.is_active:
            audit.enter("sign_in.refused", by="nobody", officer=str(user.pk))
            key_cookie.forget(request)
            request.session.flush()
            raise ImmediateHttpResponse(suspended_page(request))
        if isinstance(user, Officer):
            settle_account(request, user)
        super().login(request, user)
        if isinstance(user, Officer):
            key_cookie.settle(request, user)
            Officer.objects.filter(pk=user.pk).update(signed_in_on=today())
            audit.enter("sign_in.done", by=user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our pages say what happened."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""


class MfaAdapter(DefaultMFAAdapter):
    """Keeps TOTP seeds and the seed of the recovery codes sealed under a key outside the database."""

    def encrypt(self, text: str) -> str:
        """Return a seed sealed."""
        return b64encode(seal(_key(), text.encode(), _LABEL, padding=64)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a sealed seed. Raises CannotOpen."""
        keys = [derive(pepper, _LABEL) for pepper in vault.versions("officer_pepper")]
        return unseal_by_any(keys, b64decode(encrypted_text), _LABEL, padding=64).decode()


def _key() -> bytes:
    return derive(vault.secret("officer_pepper"), _LABEL)
