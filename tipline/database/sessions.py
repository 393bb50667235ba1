"""Sessions in their table as Django keeps them; each page reads its own by a statement that stands here."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Rows
from django.utils import timezone

from reports.models.raw import plain_rows

_LIVE = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(Rows):
    """One session. The class is called as Django's is: what a session holds is signed with its name."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that is not there, or over, gets another key when it is saved."""
        found = plain_rows("default", _LIVE, self.session_key, timezone.now())
        if found:
            return self.decode(found[0][0])
        self._session_key = None
        return {}
