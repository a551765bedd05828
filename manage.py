#!/usr/bin/env python
"""The command line of the project."""

import os
import sys

# These change the shape of the database, or empty it, and so run as its owner.
OWNERS_COMMANDS = {"migrate", "makemigrations", "load_demo"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sharedcare.settings")
    os.environ.setdefault("SHAREDCARE_ENV", "development")
    if OWNERS_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("SHAREDCARE_PROCESS", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
