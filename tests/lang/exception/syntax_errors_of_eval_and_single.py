# A source that is no module gets no newline at its end, which shows in places and texts.
for m in ("eval","single"):
  for s in ("a +", "a + # c", "a b", "'\\x1'", "(a\n'\\x1')", "a +\n", "f(x, ", "a b\n", "f'{'", "[a  b]\n", "lambda *: 1", "a = 1", "'a' b'b'", "'a' b'b'\n", "\n\n a", " a +", " a", "def f():\n  pass", "a if b"):
    try: compile(s,"<t>",m); print(m, ascii(s),'ok')
    except SyntaxError as e: print(m, ascii(s), (type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text))
