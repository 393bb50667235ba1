"""The standalone mode: embedded Postgres and Valkey, and every process of Tipline on one machine."""

from tipline.standalone.child import CannotStart
from tipline.standalone.servers import Servers

__all__ = ["CannotStart", "Servers"]
