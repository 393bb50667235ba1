"""Settings for the type checker, which reads models but reaches no server."""

import os

os.environ.setdefault("TIPLINE_STANDALONE", "1")
os.environ.setdefault("DATABASE_URL", "postgresql:///types")
os.environ.setdefault("KEYSTORE_URL", "postgresql:///types")
os.environ.setdefault("REDIS_URL", "redis://localhost")

from tipline.settings import *  # noqa: F403
