# compile(..., "single"): what is one statement, and where it is said that a text is none.


def show(source, flags=0):
    try:
        compile(source, "<text>", "single", flags)
        print(ascii(source), flags, "ok")
    except SyntaxError as e:
        print(ascii(source), flags, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))


SOURCES = [
    "x", "x\n", "x;", "x; y", "x; y\nz", "1\n2", "1 # one\n# none\n2", "(1,\n2)\n3", "x = 5 # comment\ny = 6\n", "1\n$", "1\n'", "1\n\\\n",
    "1\n  \n# c\n", "1\n  ", "x;\nif 1: pass", "\n1", "  # c\n\n1",
    "def f(): pass", "def f(): pass\n", "def f(): pass\n\n", "def f():\n pass", "def f():\n pass\n", "with x: pass", "if x: f() # c", "if x: f()\n# c",
    "if x:\n f()\n\nx\n", "if x:\n f()\nx", "if 1:\n x\nelif y:\n z\n\nw", "if 1:\n x\n  \n#x", "if 1:\n x\n  #x\n y", "@d\ndef f():\n pass\n\n\n",
    "async def f():\n pass\n1", "class A:\n pass\n1\n", "# c", "# c\n", "\n", "  \n", "def f5(*args: *b = (1,)): pass\n", "def f5(*args: b = 1): pass\n",
]
for flags in (0, 0x200, 0x4000):
    for source in SOURCES:
        show(source, flags)
