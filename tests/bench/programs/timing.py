"""What every benchmark program ends with: `python3 PROGRAM ROUNDS [SIZE]` prints the seconds of each round, then a
checksum of the last result."""

import sys
import time


def checksum(result):
    if isinstance(result, int):
        return result % 1000000007
    total = 0
    for item in result:
        total = (total * 31 + item) % 1000000007
    return total


def report(run, size):
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    if len(sys.argv) > 2:
        size = int(sys.argv[2])
    for _ in range(rounds):
        start = time.perf_counter()
        result = run(size)
        print("seconds %.9f" % (time.perf_counter() - start))
    print("checksum %d" % checksum(result))
