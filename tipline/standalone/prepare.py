"""Bring both databases and the secrets to what this version of Tipline needs: one process, so that a start is quick."""

import os

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    """Migrate both databases; at the first start make secrets, keys, units and the demo's officers."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipline.settings")
    django.setup()
    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    if not (settings.SECRETS_DIR / "manifest.json").exists():
        call_command("init", demo=True)  # which grants the rights as well
    else:
        call_command("grant_rights")


if __name__ == "__main__":
    main()
