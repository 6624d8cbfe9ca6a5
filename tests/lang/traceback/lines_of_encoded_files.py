# The lines of a traceback come from files in their own encodings; the second line names one only below a comment.
import os
import subprocess
import sys
import tempfile

for coding, first in ("iso-8859-1", ""), ("cp1252", "#!x\n"), ("utf-8", "\n"), ("GBK", ""), ("koi8-r", "x = 1\n"):
    text = {"GBK": "\u4e02\u5100", "koi8-r": "\xe9"}.get(coding, "h\xe9 ho")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "f.py")
        with open(path, "w", encoding="utf-8" if coding == "koi8-r" else coding) as f:
            f.write(f"{first}# coding: {coding}\nraise RuntimeError('{text}')\n")
        run = subprocess.run([sys.executable, path], capture_output=True)
        print(coding, [ascii(line.strip()) for line in run.stderr.decode("utf-8").splitlines() if folder not in line])

# Without columns: -X no_debug_ranges, PYTHONNODEBUGRANGES.
PROGRAM = """
def f(): return (1 +
    [1][5])
print([p[1:] for p in f.__code__.co_positions() if p != (None, None, None, None)][-1])
print(f.__code__.replace(co_firstlineno=10).co_firstlineno)
f()
"""
for options, environment in ([], {}), (["-X", "no_debug_ranges"], {}), ([], {"PYTHONNODEBUGRANGES": "1"}):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "f.py")
        with open(path, "w") as f:
            f.write(PROGRAM)
        run = subprocess.run([sys.executable, *options, path], capture_output=True, text=True, env={**os.environ, **environment})
        print(run.stdout.splitlines()[-1], "None, None, None" in run.stdout, "^" in run.stderr, run.stderr.splitlines()[-1])
