"""Pygments over a module of the standard library."""

import inspect
import textwrap

import pygments
import pygments.formatters
import pygments.lexers


def run():
    source = inspect.getsource(textwrap)
    return len(pygments.highlight(source, pygments.lexers.PythonLexer(), pygments.formatters.HtmlFormatter()))
