"""What the programs of the kit's pages have in common: what a program says of itself, and how it is held."""

import ast
import resource

SECONDS = 20
MEMORY = 4 << 30
FILE = 64 << 20  # the longest file, what it prints included


def title_and_text(source, otherwise=""):
    """The first line of a program's docstring, and the text below it in one line."""
    title, _, text = (ast.get_docstring(ast.parse(source)) or otherwise).partition("\n\n")
    return title, " ".join(text.split())


def limit():
    """In the child, before the program: no more time, memory and disk than a page may take."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
