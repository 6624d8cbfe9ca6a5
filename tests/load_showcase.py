#!/usr/bin/env python3
"""Figures of wrk (package wrk) against the showcase's server, as a table for demos/mandelbrot/README.md.

usage: tests/load_showcase.py SERVER SIDEWINDER [--seconds N]
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time

from showcase import Showcase

# connections, path
LOADS = [(64, "healthz"), (64, ""), (64, "speed/"), (4, "render/sidewinder.png?w=64&h=48"), (200, "render/sidewinder.png?w=64&h=48")]


def figures(address, connections, path, seconds):
    output = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s", address + path],
                            capture_output=True, text=True, check=True).stdout
    middle, late = (re.search(pattern, output)[1] for pattern in (r"50% +(\S+)", r"99% +(\S+)"))
    total = int(re.search(r"(\d+) requests in", output)[1])
    refused = int(found[1]) if (found := re.search(r"Non-2xx or 3xx responses: (\d+)", output)) else 0
    broken = re.search(r"Socket errors: (.*)", output)
    return [f"`/{path}`", connections, f"{(total - refused) / seconds:.0f}", middle, late, f"{refused} of {total}", broken[1] if broken else "none"]


def processor():
    with open("/proc/cpuinfo") as lines:
        return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("sidewinder")
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not here: apt-get install wrk")
    load = os.getloadavg()[0]
    showcase = Showcase(options.server, options.sidewinder)
    print(f"Measured {time.strftime('%Y-%m-%d %H:%M')} on {processor()}, {os.cpu_count()} cores, load {load:.1f} before:\n")
    print("| address | connections | answers with content a second | median | 99 % | 503 (full) | broken connections |\n|---|---|---|---|---|---|---|")
    for connections, path in LOADS:
        print("| " + " | ".join(map(str, figures(showcase.address, connections, path, options.seconds))) + " |", flush=True)
    showcase.stop()


if __name__ == "__main__":
    main()
