"""One process of the suite: `PYTHON suite_process.py PROGRAM --rounds N` or `--seconds S`. A program of the folder libraries finds the
distribution's packages. Imports the program, calls its
run() so often or so long (three times at least: one that takes longer has a steady state too), and prints the first call's seconds (compilation of the source included), those of every
call, the checksum, and the process' peak of memory in KB: a parent would be told of its own, if that is more. A call whose result differs from the first one's ends the process."""

import sys
from time import perf_counter


def main(program, mode, amount):
    folder, _, name = program.rpartition("/")
    sys.path.insert(0, folder)
    if folder.endswith("/libraries"):
        sys.path.append("/usr/lib/python3/dist-packages")
    start = perf_counter()
    run = __import__(name.removesuffix(".py")).run
    checksum = run()
    seconds = [perf_counter() - start]
    rounds = int(amount) if mode == "--rounds" else sys.maxsize
    limit = start + float(amount) if mode == "--seconds" else float("inf")
    least = 3 if mode == "--seconds" else 0
    while len(seconds) < least or len(seconds) < rounds and perf_counter() < limit:
        before = perf_counter()
        result = run()
        seconds.append(perf_counter() - before)
        if result != checksum:
            sys.exit(f"round {len(seconds)}: {result}, the first: {checksum}")
    for value in seconds:
        print("seconds %.9f" % value)
    print("checksum %d" % checksum)
    with open("/proc/self/status") as facts:
        print("peak", next(line.split()[1] for line in facts if line.startswith("VmHWM:")))


main(*sys.argv[1:])
