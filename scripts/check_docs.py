#!/usr/bin/env python3
"""Fails when a Markdown file (in backticks) or a comment in a source names a path of this repository that does not exist.

A word in backticks is a path when it has a slash or ends as a source file does. It may be relative to the
document's folder or one above it, and may be a pattern (`*_test.cpp`). Absolute paths, options, placeholders (<name>) and what a
build makes (build/) are not looked at. In comments words count that end as a source file does or in a slash, or begin
with a folder of the root; they may begin in any folder of the tree (execution/ops/all.h).
"""

import re
import sys

import tree

CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BACKTICKS = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"^[\w.*/+-]+$")
SOURCE_SUFFIXES = (".cpp", ".h", ".def", ".inc", ".py", ".md", ".cmake", ".txt", ".json", ".html", ".ir")


COMMENTS = {
    (".h", ".cpp", ".def", ".inc"): re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL),
    (".py", ".cmake", "CMakeLists.txt"): re.compile(r"(?<!\S)#[^\n]*|^\"\"\".*?\"\"\"", re.MULTILINE | re.DOTALL),
}
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
# A path in running text: the name of a source, a folder with its slash, or what begins with a folder of the root. Not
# the tail of a longer word, an address, a pattern or a placeholder (NAME.py).
IN_TEXT = re.compile(
    r"(?<![\w./<>{}$*~-])(?:"
    r"(?:interpreter|jit|tests|scripts|demos|cmake)/[\w./-]*\w(?![\w*<{/-])"
    r"|(?:[\w.-]+/)*[a-z]\w*\.(?:cpp|h|def|inc|py|md|cmake|ir)\b"
    r"|(?:[a-z]\w*/)+(?![\w*<{./-]))")
# What comments name that is not ours.
FOREIGN = {"Python.h", "__main__.py", "file.py"}


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


def known_paths():
    """Every file and folder as it may be named in a comment: from any folder on downward."""
    return {
        "/".join(path.parts[first:last])
        for path in tree.files("") for last in range(1, len(path.parts) + 1) for first in range(last)
    } | {"build", "build-debug"}


def paths_in_documents():
    """(file, line, path)"""
    for path in tree.files(".md"):
        text = CODE_BLOCK.sub(lambda block: "\n" * block.group().count("\n"), tree.read(path))
        for match in BACKTICKS.finditer(text):
            if is_path(match.group(1)):
                yield path, text.count("\n", 0, match.start()) + 1, match.group(1)


def paths_in_comments():
    for suffixes, comments in COMMENTS.items():
        for path in tree.files(*suffixes):
            text = tree.read(path)
            if path.suffix != ".py":
                text = STRING.sub('""', text)
            for comment in comments.finditer(text):
                for match in IN_TEXT.finditer(comment.group()):
                    yield path, text.count("\n", 0, comment.start() + match.start()) + 1, match.group()


def main():
    known = known_paths()
    problems = []
    for path, line, word in paths_in_documents():
        if not exists(word, (tree.ROOT / path).parent):
            problems.append(f"{path}:{line}: `{word}` does not exist")
    for path, line, word in paths_in_comments():
        if word.rstrip("/") not in known and word not in FOREIGN:
            problems.append(f"{path}:{line}: a comment names {word}, which does not exist")
    return tree.report("docs", problems)


if __name__ == "__main__":
    sys.exit(main())
