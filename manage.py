"""Django's own command line, for developers: migrations, shell. Users have `songbang`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    from songbang.ui import wall

    wall.open_house()
    execute_from_command_line(sys.argv)
