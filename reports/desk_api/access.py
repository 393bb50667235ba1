"""Who calls: an officer's token in the Authorization header, and what it may do. Nothing here looks at a cookie."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from reports.casework.claim import AlreadyClaimed, Decided, NotClaimed
from reports.casework.informed import NotInformed, StandsIn
from reports.casework.outcomes import IsLed, NoSuchOutcome
from reports.casework.recuse import LastReader
from reports.casework.refer import NobodyLeft, NoSuchWay, NotAnswered, Proposed
from reports.casework.status import MoveNotAllowed, NotJudged
from reports.changing import StaleTip
from reports.dialogue.reply import NoMailbox, NoReader
from reports.keyring import KeyRing
from reports.models import Officer, Tip
from reports.people.tokens import NoSuchToken, Program, open_token
from reports.programs.face import Face
from reports.programs.problems import Conflict
from reports.queries.reading import UNREADABLE, find_tip
from reports.releases.copies import ReleaseRefused
from reports.sealing.rowmac import RowChanged
from reports.signed_people import remembered
from reports.wall import stand, wall

_SCHEME = "Bearer"
_CONFLICTS: dict[type[Exception], tuple[Any, str]] = {
    StaleTip: (_("Somebody changed this tip since you read it. Read it again, then decide."), "stale"),
    RowChanged: (_("The keys of this tip are not the signed ones. Tell an administrator."), "row_changed"),
    AlreadyClaimed: (_("A colleague works on this tip already."), "already_claimed"),
    Decided: (_("Nobody works on a closed tip."), "closed"),
    NotClaimed: (_("Only the officer who works on a tip can give it back."), "not_claimed"),
    MoveNotAllowed: (_("A tip cannot go from its status to that one."), "move_not_allowed"),
    NotJudged: (_("This tip is not triaged yet, and may speak of the police."), "not_triaged"),
    NoSuchWay: (_("The tip cannot go there."), "no_such_way"),
    NotAnswered: (
        _("A tip leaves standards and oversight only by who has read it and says so with `nothing_against`."),
        "not_answered",
    ),
    NobodyLeft: (_("Nobody of that unit could read this tip."), "nobody_left"),
    Proposed: (_("The tip is proposed for a reward, and the board is of that unit."), "proposed"),
    NotInformed: (_("That unit does not read this tip for information."), "not_informed"),
    StandsIn: (_("The duty unit may be called for this tip, and reads it while it is open."), "stands_in"),
    LastReader: (_("Nobody else of the unit could read this tip."), "last_reader"),
    IsLed: (_("This tip is worked on in another: write it down there."), "merged"),
    NoSuchOutcome: (_("No such report stands at this tip."), "no_such_outcome"),
    NoMailbox: (
        _("This cannot reach the tipster: not triaged yet, no mailbox, or the dialogue is over."),
        "no_mailbox",
    ),
    NoReader: (
        _("Nobody has the receipt of this tip, and no phone goes on with it: nobody would read this."),
        "no_reader",
    ),
    ReleaseRefused: (_("This copy is not released."), "not_released"),
}


class NotThisScope(exceptions.PermissionDenied):
    """The token is good, and not for this."""

    default_detail = _("This token has not the scope for it.")
    default_code = "scope"


class NotOfThatUnit(exceptions.PermissionDenied):
    """The officer may read the tip, and does not work on it; or no key opens it."""

    default_detail = _("Only officers of the unit that works on a tip can do this.")
    default_code = "not_yours"


class ByToken(BaseAuthentication):
    """Opens the token. `request.user` is its officer, `request.auth` the program."""

    def authenticate(self, request: Request) -> tuple[Officer, Program] | None:
        """Raises AuthenticationFailed, for a token that is over as for one that never was."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != _SCHEME.lower():
            return None
        try:
            program = open_token(token.strip())
        except NoSuchToken:
            raise exceptions.AuthenticationFailed(_("This token opens nothing.")) from None
        stand(program.officer.pk, program.units)
        return program.officer, program

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme, so that the answer is 401."""
        return _SCHEME


class _Described(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = ByToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Say how a token is shown."""
        return {"type": "http", "scheme": "bearer", "description": "A token that an officer makes at the desk"}


class HasScope(BasePermission):
    """Lets those tokens through that have the scope of the address."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raises NotAuthenticated, NotThisScope."""
        if not isinstance(request.auth, Program):
            raise exceptions.NotAuthenticated(_("Show a token."))
        if view.scope not in request.auth.scopes:
            raise NotThisScope
        return True


class DeskFace(Face):
    """An address of the desk. `scope` is what its token must have."""

    authentication_classes = (ByToken,)  # type: ignore[assignment]
    permission_classes = (HasScope,)  # type: ignore[assignment]
    scope = "read"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with remembered(), wall():
            return super().dispatch(request, *args, **kwargs)

    @property
    def ring(self) -> KeyRing:
        """The opened keys."""
        ring = self._program.ring
        if ring is None:
            raise NotThisScope
        return ring

    @property
    def officer(self) -> Officer:
        """Whose program it is."""
        return self._program.officer

    @property
    def scopes(self) -> frozenset[str]:
        """What the token may do."""
        return self._program.scopes

    @property
    def _program(self) -> Program:
        return cast(Program, self.request.auth)

    def own_tip(self, tip_id: UUID) -> Tip:
        """Return a tip of the officer's units; any other answers as one that does not exist."""
        try:
            return find_tip(self.ring, tip_id)
        except Tip.DoesNotExist:
            raise exceptions.NotFound(_("There is no such tip.")) from None


@contextmanager
def refusals() -> Iterator[None]:
    """Say why a room refuses, as a problem."""
    try:
        yield
    except UNREADABLE:
        raise NotOfThatUnit from None
    except tuple(_CONFLICTS) as refused:
        raise Conflict(*_CONFLICTS[type(refused)]) from None
