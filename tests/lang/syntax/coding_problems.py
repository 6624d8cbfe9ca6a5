# Sources whose encoding is unknown, contradicts the byte order mark, or does not fit the bytes.
for source in (b"\xef\xbb\xbf# -*- coding: fake -*-\n", b"\xef\xbb\xbf# -*- coding: latin-1 -*-\n", b"# -*- coding: fake -*-\n",
               b"\xef\xbb\xbf# coding: koi8-r\n", "# coding: ascii\n\N{SNOWMAN}".encode(), b"\xef\xbb\xbf# coding: utf-8\nx = 1\n"):
    try:
        compile(source, "dummy", "exec")
        print("compiles")
    except SyntaxError as error:
        print(repr(error.msg), error.filename, error.lineno, error.offset, error.text)
