"""`python -m tests.upgrading.upgrade RECEIPT`, in the environment of an older installation: brings it up to date as
docs/upgrading.md says, reads all there is with everybody's own password, and prints it. `--only-read`: as it is."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from reports.dialogue.mailbox import open_mailbox  # noqa: E402
from reports.management.commands.seed_demo import demo_ring  # noqa: E402
from reports.models import Officer  # noqa: E402
from reports.queries.reading import read_tip  # noqa: E402


def main() -> None:
    *options, receipt = sys.argv[1:]
    if "--only-read" not in options:
        call_command("migrate", verbosity=0)
        call_command("migrate", database="keystore", verbosity=0)
        call_command("grant_rights")
        call_command("verify_audit", stdout=sys.stderr)
    mailbox = [entry.text for entry in open_mailbox(receipt).entries]
    officers = Officer.objects.order_by("username").values_list("username", flat=True)
    print(json.dumps({"mailbox": mailbox, "tips": {name: _tips(name) for name in officers}}))


def _tips(username: str) -> dict[str, list[str]]:
    """Each tip that an officer may open, and all that was said in it."""
    ring = demo_ring(username)
    read = (read_tip(ring, tip, by=ring.officer) for tip in ring.tips.order_by("pk"))
    return {str(one.tip.pk): [entry.text for entry in one.entries] for one in read}


if __name__ == "__main__":
    main()
