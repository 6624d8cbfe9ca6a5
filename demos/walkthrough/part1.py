"""Part 0 and 1 of the talk: what it is, what works, what does not, extension modules."""

from step import Step

TITLE = "Part 1: what works"
PROGRAMS = "demos/walkthrough/programs"

STEPS = [
    Step("what", "What is it?", "sidewinder --version && sidewinder -c 'import sys; print(sys.version)'",
         "It says that it is Python 3.11: from the user's point of view, an alternative to CPython.",
         (r"Python 3\.11",), 10,
         says="A Python interpreter in C++; a framework for fast interpreters; an alternative to CPython, with more features."),
    Step("race", "The first picture", f"python3 {PROGRAMS}/race.py python3 sidewinder",
         "The same file, the same bytes of picture. The first picture of a fresh process, compiler and all, and then warm.",
         (r"equal", r"sidewinder"), 60),
    Step("others", "Everyone who is here", f"python3 {PROGRAMS}/race.py python3 pypy3 'sidewinder -X jit=off' sidewinder",
         "Without its JIT Sidewinder is an interpreter like CPython; with it, compare for yourself. A Python that is not installed says so.",
         (r"equal",), 90),
    Step("programs", "Winners and losers, at the same size", f"python3 {PROGRAMS}/compare.py fannkuch nbody richards_like fib exceptions big_integers",
         "Ordinary programs, first run and steady state. Those that lose stand beside those that win.",
         (r"fannkuch", r"big_integers"), 180),
    Step("second", "The first second", f"python3 {PROGRAMS}/first_second.py",
         "A fresh process draws the same small picture again and again: how soon is it fast?",
         (r"sidewinder", r"ms"), 30),
    Step("memory", "Memory", f"python3 {PROGRAMS}/memory.py",
         "The most memory each needed, for nothing at all and for the picture.", (r"MiB",), 60),
    Step("modules", "The modules of the talk's list, by today's names", f"sidewinder {PROGRAMS}/modules.py",
         "Each is imported here and now. One of them was in bold in 2010: ctypes.", (r"ctypes", r"of \d+"), 60),
    Step("library", "Pure Python should just work", f"sidewinder {PROGRAMS}/library.py",
         "The distribution's own library, unchanged: json, re, asyncio, dataclasses, unittest, decimal.", (r"asyncio", r"ran 2 tests"), 60),
    Step("docutils", "Somebody else's programs", f"sidewinder {PROGRAMS}/somebody_else.py",
         "Packages of the distribution, as they are installed; what is not installed says so.", (r"here",), 60),
    Step("differences", "What does not work, says the talk of 2010", "demos/differences/run.py not_closed key_of_a_type identity gone_at_once",
         "Lines of the old list, run on every Python here; those that say the same stand together. The page /differences/ has all of them.",
         (r"not closed", r"Identity of numbers"), 60),
    Step("ctypes", "Really? Drum roll: extension modules", "sidewinder -c 'import _ctypes, ctypes; print(_ctypes.__file__); "
         "print(ctypes.CDLL(None).strlen(b\"snakes\"))'",
         "That file was compiled for CPython. It is loaded as it is, with the JIT on.", (r"_ctypes\.cpython-311.*\.so\n6",)),
    Step("sqlite", "A database", "sidewinder -c 'import _sqlite3, sqlite3; print(_sqlite3.__file__); "
         "print(sqlite3.connect(\":memory:\").execute(\"select 6 * 7\").fetchone())'",
         "The same holds for sqlite3, ssl, decimal, curses and others.", (r"_sqlite3\.cpython-311.*\n\(42,\)",)),
    Step("build", "From source", f"python3 {PROGRAMS}/build_extension.py sidewinder",
         "An extension module written against CPython's headers, compiled here, now, and used.", (r"compiled", r"42"), 90),
    Step("crossings", "Over and back", f"sidewinder {PROGRAMS}/crossings.py",
         "SQLite calls a function in Python, C's qsort compares in Python, PIL turns a picture, PyCryptodome locks a text: how often, how long each call took, and how many objects C then held: the objects themselves.",
         (r"sqlite3 .*333833500", r"C's qsort: True",), 60),
    Step("wx", "wxPython", f"python3 {PROGRAMS}/window.py sidewinder python3",
         "A desktop program in real windows: wx is compiled for CPython, Sidewinder loads it as it is, with the JIT on. `scripts/demo-wx` leaves the window to you.",
         (r"drawn Sidewinder", r"drawn CPython", r"2 windows, equal pictures"), 120),
    Step("sandbox", "More features: programs of strangers", "sidewinder --sandbox -c 'print(sum(range(10)))' && sidewinder --sandbox -c 'open(\"/etc/passwd\")'; test $? = 1",
         "It computes; what was not allowed it cannot have, and it says which option would allow it.", (r"^45$|45\n", r"PermissionError.*sandbox")),
]
