# Of each broken program: type, message, line, column, end line, end column, text.
def show(source):
    try:
        compile(source, "<t>", "exec")
        print(ascii(source), "ok")
    except SyntaxError as e:
        print(ascii(source), type(e).__name__, ascii(e.msg), e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))

for source in (
    # the end of a line, with a comment
    "x = ", "x = \n", "x = # abc", "x =  # abc\ny", "a <> b", "@a", "@a\nx = 1", "if x:", "x = 1\n  y", "  x = 1", "class A:\n  def f(self): pass\n x = 1",
    "if x:\n\ta\n        b", "a \\ b", "x = 1 + \\", "try: a\n  b", "if x:\npass",
    # the text: with its newline only where the tokenizer stands, from the start of what spans lines
    "1a", "1a\nb", "0x", "x = 09", "0_7", "00_7 1", ")", "(]", "(\n]", "'abc", "'''abc\n\n", "(1, 2\nx = 3", "x = '''\nabc''' 1", "x = '''\nabc''' 1a", "f(a,\\\n ? b)", "\\\na 1",
    "\xe9 = '\xe9' 1", "\xe9 = '\xe9' \u20ac",
    # found after parsing: no text without a file
    "return 1", "def f(a, a): pass", "def f():\n  x = 1\n  global x", "break",
    # __debug__
    "def f(__debug__): pass", "x = lambda __debug__: 1", "@a\ndef f(b, *, __debug__): pass", "x = f(a, __debug__=1)", "class A(__debug__=1): pass", "import a as __debug__",
    "from a import (b, __debug__)", "a.__debug__ += 1", "a.b.__debug__: str", "match a:\n  case A(__debug__=b): pass",
    # replacement fields
    "f'{a b}'", "x = f'\xe9\xe9{\xe9 b}'", "f'''{a\nb c}'''", "x = f'''\n{a b}'''", "f'''{\na b}'''", "f'''\n {a:{\n  b c}}'''", "f'{a$}'", "f'{0777}'", "f'{a.}'", "f'{1 +}'", "f'{*a}'", "f'{**a}'",
    "f'{print a}'", "f'{a if b}'", "f'{}' 1", "f'{a!x}' 1", "f\"{f'{'}\"", "f\"{f'{a b}'}\"", "a f'{b c}'", "a f'}'", "f'}' b''", "'a' b'b' f'}'",
    # strings inside what is wrong anyway
    "'\\x1' 1", "a '\\x1'", "[x for x '\\x1' y]", "( '\\x1'", "'\\x1' )",
    # targets
    "for f() in x: pass", "for x y in z: pass", "[a for a b in c]", "[a for a + in c]", "for a < b in c: pass", "for a, b > c: d", "for not a in b: pass", "[a for (b, 1) in c]", "*f() = 1", "del a + , b", "del f(), b",
    "with a as f(): pass", "with (a as 1, c): pass", "with a as *f(): pass", "not a: int", "(*a)", "x = (*a.b)",
    # expressions
    "[a  a in b if c]", "[a if b]", "x = a if b", "[a if b c]", "{a: b, c}", "{a: b, c for d in e}", "f(a=1, b, c)", "f(**a, b)", "print a b", "a print b",
    # patterns
    "match x: pass", "match x:\npass", "match x:\n  pass", "match a.b as c, d", "match a:\n  case 1 | b: pass\n  case 2: pass", "match a:\n  case 1 | b: pass", "match a:\n  case b | 1: pass",
    "match a:\n  case [1 | b]: pass\n  case 2: pass",
):
    show(source)
