"""The text and the carets of a SyntaxError, as they are shown: a text that is empty, blank, of several lines, has a NUL."""

import io
import sys

for text in ("", "\n", None, "a", "a\0b", "   ", "\n\n", "a  ", "  a  \n", " \tab\t\n", "ab\ncd", "ab\ncd\n", "ab\r\n", "\r", " \n", "\x0cab \x0c"):
    for offset in (0, 1, 3, 5, -1, None):
        for end in (0, 1, 3, 7, -1, None):
            sys.stderr = io.StringIO()
            error = SyntaxError("m", ("f", 2, offset, text, 2, end))
            sys.__excepthook__(SyntaxError, error, None)
            print(ascii((text, offset, end, sys.stderr.getvalue())))
