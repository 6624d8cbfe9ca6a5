#!/usr/bin/env python3
"""Checks C++ with clang 14 (-fsyntax-only), a second opinion beside g++ 12: the headers of every folder, and a quarter
of the sources, another one at each commit. Errors fail.

usage: scripts/check_clang.py BUILD_FOLDER [--all]   --all: every source. A file that has not changed, nor any header,
since it last passed is not checked again; the record lies in the build folder.
"""

import functools
import hashlib
import json
import os
import shlex
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tree

# clang does not know these, or stops at them.
GCC_ONLY = ("-fno-crossjumping", "-fno-tree-tail-merge", "-fno-gcse", "-fpch-preprocess", "-Winvalid-pch",
            "-mtune-ctrl=^sse_unaligned_load_optimal,^sse_unaligned_store_optimal")


def clang_command(entry):
    words = shlex.split(entry["command"])
    while words and not words[0].endswith(("g++-12", "g++", "c++")):  # a launcher
        words.pop(0)
    kept, skip = [], False
    for word in words[1:]:
        if skip or word in ("-o", "-MF", "-MT", "-include"):  # with its argument; -include is gcc's precompiled header
            skip = not skip
        elif word not in GCC_ONLY and word not in ("-c", "-MD", "-MMD", "-g1", "-O2", entry["file"]):
            kept.append(word)
    return ["clang++-14", "-fsyntax-only", *kept, entry["file"]]


# The quarter that this commit looks at.
PARTS = 4


@functools.cache
def part_of_this_commit():
    count = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=tree.ROOT, capture_output=True, text=True).stdout
    return int(count or 0) % PARTS


def is_due(file):
    return zlib.crc32(str(Path(file).relative_to(tree.ROOT)).encode()) % PARTS == part_of_this_commit()


def headers_as_sources(entries, build):
    """For each folder with sources a source that includes all headers of the folder, with the command of one of them."""
    by_folder = {}
    for entry in entries:
        if f"-I{tree.ROOT}" in entry["command"]:
            by_folder.setdefault(Path(entry["file"]).relative_to(tree.ROOT).parent, entry)
    made = []
    for folder, like in by_folder.items():
        headers = [path for path in tree.files(".h") if path.parent == folder]
        file = build / "clang_headers" / (str(folder).replace("/", "_") + ".cpp")
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(f'#include "{header}"\n' for header in headers))
        command = like["command"].replace(like["file"], str(file.resolve()))
        made.append({"file": str(file.resolve()), "directory": like["directory"], "command": command})
    return made


def main():
    build = Path(sys.argv[1])
    entries = [e for e in json.loads((build / "compile_commands.json").read_text()) if e["file"].endswith(".cpp")]
    entries = headers_as_sources(entries, build) + [e for e in entries if "--all" in sys.argv or is_due(e["file"])]
    record_path = build / "clang_checked.json"
    record = json.loads(record_path.read_text()) if record_path.exists() else {}
    headers = hashlib.sha256()
    for path in tree.files(".h", ".def", ".inc"):
        headers.update(tree.read(path).encode())

    def check(entry):
        command = clang_command(entry)
        key = hashlib.sha256(Path(entry["file"]).read_bytes() + headers.digest() + repr(command).encode()).hexdigest()
        if record.get(entry["file"]) == key:
            return entry["file"], key, ""
        run = subprocess.run(command, cwd=entry["directory"], capture_output=True, text=True)
        return entry["file"], key if run.returncode == 0 else None, run.stderr if run.returncode else ""

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, entries))
    record_path.write_text(json.dumps({file: key for file, key, _ in results if key}))
    problems = [f"{Path(file).relative_to(tree.ROOT)}:\n{output}" for file, key, output in results if not key]
    return tree.report(f"clang ({len(entries)} files)", problems)


if __name__ == "__main__":
    sys.exit(main())
