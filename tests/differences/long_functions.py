"""Functions of very many names

One code object has at most 65535 constants, names and loops.
Modules: test_sys_settrace
"""
source = "def f(a):\n" + "".join(f"    a.b({n})\n" for n in range(70_000))
try:
    exec(source)
    print("compiled")
except SyntaxError as error:
    print("SyntaxError:", error)
