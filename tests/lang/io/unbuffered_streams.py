# Standard streams with -u and PYTHONUNBUFFERED.
import os
import subprocess
import sys

PROGRAM = """
import sys
for stream in sys.stdin, sys.stdout, sys.stderr:
    print(stream.isatty(), stream.write_through, stream.line_buffering, type(stream.buffer).__name__)
"""
for options in [], ["-u"], ["-E"]:
    for variable in "", "1":
        done = subprocess.run([sys.executable, *options, "-c", PROGRAM], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, env={**os.environ, "PYTHONUNBUFFERED": variable})
        print(options, variable, done.stdout.split("\n"), done.stderr)
