#!/usr/bin/env python3
"""Django's command line for Chancery: `python manage.py help` lists the commands."""

import os
import sys

from django.core.management import execute_from_command_line

from wiki.environment import BadSetting

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
    try:
        execute_from_command_line(sys.argv)
    except BadSetting as bad:
        sys.exit(str(bad))
