"""The modules of the talk's list by today's names, imported here and now."""

import importlib
import sys

NAMES = """builtins __sidewinder__ _codecs _lsprof _random _socket _sre _weakref bz2 errno fcntl gc itertools marshal math hashlib mmap
operator ast symtable posix pyexpat select signal struct sys termios _thread time token unicodedata zipimport zlib array binascii
pickle cmath collections ctypes datetime functools grp pwd crypt sqlite3 syslog io curses readline""".split()

here = 0
line = ""
for name in NAMES:
    try:
        importlib.import_module(name)
        here += 1
        word = name
    except ImportError as error:
        word = f"({name}: {error})"
    if name == "ctypes" and sys.stdout.isatty():
        word = f"\033[1m{word}\033[0m"
    if len(line) + len(word) > 76:
        print(line)
        line = ""
    line += word + " "
print(line)
print(f"\n{here} of {len(NAMES)} can be imported")
