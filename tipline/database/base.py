"""Before a request uses a kept connection, Django asks the server `SELECT 1`; here the socket is looked at instead.

A server that was stopped, restarted or killed has closed its end, and then the socket can be read. Only then is the
server asked. A network that swallows packets is not seen by this look, but neither would the question come back.
"""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose health is seen without a round trip."""

    health_check_enabled: bool  # Django sets both at the start of a request
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Close a kept connection that its server has left."""
        if self.connection is not None and self.health_check_enabled and not self.health_check_done:
            self.health_check_done = _is_quiet(self.connection)
        super().close_if_health_check_failed()


def _is_quiet(connection: Any) -> bool:
    """Whether nothing came from the server since its last answer."""
    if connection.closed:
        return False
    look = select.poll()
    look.register(connection.fileno(), select.POLLIN)
    return not look.poll(0)
