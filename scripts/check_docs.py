#!/usr/bin/env python3
"""Fails when a Markdown file names, in backticks, a path of this repository that does not exist.

A word in backticks is a path when it has a slash or ends as a source file does. It may be relative to the
document's folder or one above it, and may be a pattern (`*_test.cpp`). Absolute paths, options, placeholders (<name>) and what a
build makes (build/) are not looked at.
"""

import re
import sys

import tree

CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BACKTICKS = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"^[\w.*/+-]+$")
SOURCE_SUFFIXES = (".cpp", ".h", ".def", ".inc", ".py", ".md", ".cmake", ".txt", ".json", ".html", ".ir")


def is_path(word):
    if not PATH.match(word) or word.startswith(("/", "-", "build")):
        return False
    return "/" in word.strip("/") or word.endswith("/") or word.endswith(SOURCE_SUFFIXES)


def exists(word, folder):
    word = word.removeprefix("./").rstrip("/")
    for start in (folder, *folder.parents):
        if not start.is_relative_to(tree.ROOT):
            break
        if "*" in word:
            if any(start.glob(word)) or any(start.glob("**/" + word)):
                return True
        elif (start / word).exists():
            return True
    # A bare file name may stand for the one file of that name below the document's folder.
    return "/" not in word and any(folder.glob("**/" + word))


def main():
    problems = []
    for path in tree.files(".md"):
        text = CODE_BLOCK.sub(lambda block: "\n" * block.group().count("\n"), tree.read(path))
        for match in BACKTICKS.finditer(text):
            word = match.group(1)
            if is_path(word) and not exists(word, (tree.ROOT / path).parent):
                line = text.count("\n", 0, match.start()) + 1
                problems.append(f"{path}:{line}: `{word}` does not exist")
    return tree.report("docs", problems)


if __name__ == "__main__":
    sys.exit(main())
