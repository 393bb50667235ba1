"""Settings for what reaches no server: the type checker, and `manage.py triage_file`."""

import os

os.environ.setdefault("TIPLINE_STANDALONE", "1")
os.environ.setdefault("DATABASE_URL", "postgresql:///types")
os.environ.setdefault("KEYSTORE_URL", "postgresql:///types")
os.environ.setdefault("REDIS_URL", "redis://localhost")

from tipline.settings import *  # noqa: F403
