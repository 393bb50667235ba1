#!/usr/bin/env python
"""Django's command line for Tipline."""

import os
import sys

if __name__ == "__main__":
    # Judging a file reaches no server, so it runs where nothing is set up.
    serverless = sys.argv[1:2] == ["triage_file"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"tipline.settings{'_for_types' if serverless else ''}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
