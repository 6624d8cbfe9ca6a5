# Flags of codeop: what more lines may complete is "incomplete input".
import codeop

flags = codeop.PyCF_ALLOW_INCOMPLETE_INPUT | codeop.PyCF_DONT_IMPLY_DEDENT
for source in ("(", "f(1,", "'''abc", "if 1:", "if 1:\n  pass", "x = ", "def f():\n\n", ")", "@a",
               "try:\n  pass\n", "for i in (1,\n  2", "[1, 2", "class", "a b"):
    try:
        compile(source, "<test>", "single", flags)
        print(repr(source), "complete")
    except SyntaxError as error:
        print(repr(source), error.msg)
for source in ("x = (", "if 1:\n  x", "x", "", "# c", "a b", "if 1:\n  x\n", "try:", "'''"):
    try:
        code = codeop.compile_command(source)
        print(repr(source), code and code.co_name)
    except SyntaxError as error:
        print(repr(source), error)
