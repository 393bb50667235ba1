#!/usr/bin/env python
"""Django's command line for Tipline."""

import os
import sys

if __name__ == "__main__":
    # Judging a file reaches no server, so it runs where nothing is set up.
    serverless = sys.argv[1:2] == ["triage_file"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"tipline.settings{'_for_types' if serverless else ''}")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:  # a missing setting or secret says what it is: no need of where in the code
        sys.exit(str(problem))
    except EOFError:  # nobody is there to type: from cron, or `docker compose run -T`
        sys.exit("This command asks somebody, and nobody can answer here: run it at a terminal.")
