# SyntaxWarnings: programs that are valid and surely not meant; as errors they are SyntaxErrors with a place.
import warnings

SOURCES = """\
assert (x, 'message')
assert ()
assert (x)
x is 1
x is not 'a'
1 is x
x is None
x is ...
x is ()
x is -1
x is y is 2
if x is 'b': pass
not x is 3
[1, 2](3)
(1, 2)(3)
'a'(3)
{}(1)
{1}(2)
(lambda: 0)(1)
f'{x}'(1)
[x for x in y](1)
None(1)
x(1)(2)
1[2]
1.5[0]
None[0]
{1}[0]
(x for x in y)[0]
(lambda: 0)[0]
...[0]
[1, 2][3, 4]
[1, 2]['a']
[1, 2][1.5]
[1, 2][True]
[1, 2][x]
[1, 2][1:2]
(1, 2)[None]
'abc'['a']
b'abc'[()]
f'{x}'['a']
{}['a']
x[1.5]
[x for x in y][{}]
0xfor x
1if x else y
[0x1for x in ()]
1in x
0b1and x
1jis x
"""


def shown(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<t>", "exec")
    return [(w.category.__name__, str(w.message), w.filename, w.lineno) for w in caught]


for source in SOURCES.splitlines():
    print(source, shown(source), shown("\n\n" + source)[:1])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "<t>", "exec")
        except SyntaxError as e:
            print("   ", e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)

# The escape that is named, and where the SyntaxError is that the filters make of it.
for source in (
    "'''\n\\z'''",
    r"'\400'",
    "'''\n\\407'''",
    r"b'\477'",
    r"f'\z{1}'",
    "('a'\n 'b\\z')",
    r"'\z\400'",
    r"'\400\z'",
):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        print(ascii(eval(source)), [(str(w.message), w.category.__name__, w.lineno) for w in seen])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            eval(source)
        except SyntaxError as e:
            print(e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))
