#!/usr/bin/python3
"""The project's commands: `manage.py runserver [PORT]`, by whichever Python runs this file."""

import os
import sys

sys.dont_write_bytecode = True
# The distribution's packages, also for a Python that does not look there by itself.
PACKAGES = "/usr/lib/python3/dist-packages"
if PACKAGES not in sys.path:
    sys.path.append(PACKAGES)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mandelbrot.settings")

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
