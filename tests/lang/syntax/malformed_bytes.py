# compile() of bytes that are not UTF-8: they matter where a name or a literal has them. Where nothing names the encoding, columns
# count bytes.


def show(source):
    try:
        compile(source, "<text>", "exec")
        print(source, "ok")
    except SyntaxError as e:
        print(source, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))


LITERALS = [rb'"\xff"', b'"\xff"', b'"a\xff"', b'"\xe9"', b'"\xe9\xe9"', b'"\xe2\x82" + 1', b'"\xf0\x9f\x98"', b'"\xed\xa0\x80"', b'"\xf5"', b'b"\xff"',
            b'"\xc3\xa9\\n\xff"', b'r"\\\xff"', b'"a" "\xff"', b'"""\n\xff\n"""', b'u"\xff"']
NAMES = [b"\xff", b"a\xff", b"\xc3\xa9\xff", b"x \xff", b"\xc3\xa9 = \xff1", b"f('\xc3\xa9' \xff)", b"(\n\xff"]
COMMENTS = [b"# \xff", b"x = 1 # \xe9\n", b"\n\n# \xff coding"]
COLUMNS = [b'"\xc3\xa9" $', b'"\xc3\xa9\xc3\xa9" 1 1', b'f("\xc3\xa9", x for x in 1, 1)', b'x = "\xff', b'"\xc3\xa9" = 1']
for text in [b"x = " + literal for literal in LITERALS] + NAMES + COMMENTS + COLUMNS:
    show(text)
    show(b"# coding: utf-8\n" + text)
    show(b"\xef\xbb\xbf" + text)
