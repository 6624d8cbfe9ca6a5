#!/usr/bin/env python3
"""Extension modules under CPython and under Sidewinder.

usage: run_extensions.py BINARY

1. spam.c and lives.c are compiled with CPython's headers; use_*.py print what they do, and both print the same.
2. Each extension module of the distribution that distribution.txt names is imported and does something; both print the same.
3. The programs of packages/, and the lines of extensions.txt, use packages of the distribution that may be installed or not;
   those that CPython does not find are skipped, which a line says.
"""

import concurrent.futures
import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CPYTHON = "/usr/bin/python3"
TIMEOUT = 120
DIST_PACKAGES = Path("/usr/lib/python3/dist-packages")
HEADERS = "/usr/include/python3.11"
SUFFIX = ".cpython-311-x86_64-linux-gnu.so"


def run(command, folder):
    environment = dict(os.environ, PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT)
    return done.returncode, done.stdout, done.stderr[-2000:]


def compile_own(folder):
    for source in HERE.glob("*.c"):
        subprocess.run(["gcc-12", "-O1", "-w", "-shared", "-fPIC", f"-I{HEADERS}", source, "-o",
                        folder / f"{source.stem}{SUFFIX}"], check=True)


def package_of(name):
    return name.removeprefix("packages/").replace("_", ".")


def packages_of_list():
    """Of extensions.txt: package -> its lines (file, code)."""
    packages = {}
    for line in (HERE / "extensions.txt").read_text().splitlines():
        if line.startswith("["):
            lines = packages.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            file, _, code = line.partition(" ")
            lines.append((file, code))
    return packages


def is_there(file):
    return any(DIST_PACKAGES.glob(f"{file}.*so"))


def compare(name, arguments, binary, folder):
    if name.startswith("list/") and not is_there(packages_of_list()[name.removeprefix("list/")][0][0]):
        return f"skip  {name}: it is not installed"
    if name.startswith("packages/") and run([CPYTHON, "-c", f"import {package_of(name)}"], folder)[0] != 0:
        return f"skip  {name}: {package_of(name)} is not installed"
    expected, got = run([CPYTHON, *arguments], folder), run([binary, *arguments], folder)
    if expected[0] == 0 and expected[:2] == got[:2]:  # what CPython cannot do here shows nothing
        return f"ok    {name}"
    return f"FAIL  {name}\n  CPython: {expected}\n  here:    {got}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = sys.argv[1]
    if sysconfig.get_platform() != "linux-x86_64":
        sys.exit("extension modules are for x86-64 Linux")
    cases = [(path.stem, [str(path)]) for path in sorted(HERE.glob("use_*.py"))]
    for line in (HERE / "distribution.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            module, _, code = line.partition(" ")
            cases.append((module, ["-c", code.strip()]))
    cases += [(f"packages/{path.stem}", ["-P", str(path)]) for path in sorted((HERE / "packages").glob("*.py"))]
    for package, lines in packages_of_list().items():
        program = "".join(f"print({file!r}); exec({code!r})\n" for file, code in lines)
        cases.append((f"list/{package}", ["-W", "ignore", "-c", program]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compile_own(folder)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda case: compare(*case, binary, folder), cases))
    for result in sorted(results, key=lambda result: result.startswith("FAIL")):  # failures where a reader looks first
        print(result)
    failed = sum(result.startswith("FAIL") for result in results)
    skipped = sum(result.startswith("skip") for result in results)
    print(f"{len(results) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
