# Code objects with empty bytecode describe functions of C: replace() takes any names, counts and tables for them.
def f():
    pass


code = f.__code__.replace(co_argcount=2, co_nlocals=3, co_varnames=("a", "b", "c"), co_code=b"", co_consts=(), co_names=(),
                          co_freevars=(), co_cellvars=(), co_linetable=b"", co_filename="m.pyx", co_name="g", co_firstlineno=7,
                          co_stacksize=0, co_flags=3)
print(code.co_argcount, code.co_varnames, code.co_name, code.co_filename, code.co_firstlineno, code.co_nlocals)
for wrong in ({"co_varnames": ("a",)}, {"co_argcount": -2}, {"co_argcount": 1}):
    try:
        f.__code__.replace(co_code=b"", **wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
