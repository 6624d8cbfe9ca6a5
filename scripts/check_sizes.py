#!/usr/bin/env python3
"""Fails on files and folders that have grown too large to read: split them by what they are about."""

import sys
from collections import Counter

import tree

MAX_LINES = {".cpp": 1200, ".h": 400, ".py": 800}
MAX_FILES_IN_FOLDER = 60


def main():
    problems = []
    for path in tree.files(*MAX_LINES):
        lines = tree.read(path).count("\n")
        limit = MAX_LINES[path.suffix]
        if lines > limit:
            problems.append(f"{path}: {lines} lines, at most {limit}")
    folders = Counter(path.parent for path in tree.files(""))
    problems += [
        f"{folder}/: {count} files, at most {MAX_FILES_IN_FOLDER}"
        for folder, count in sorted(folders.items()) if count > MAX_FILES_IN_FOLDER
    ]
    return tree.report("sizes", problems)


if __name__ == "__main__":
    sys.exit(main())
