"""The first line of a function

CPython's first instruction has the line of `def`. Here there is none for it: offset 0 is the first thing that the function does.
Modules: test_traceback
"""
def f():
    return 1

print(next(iter(f.__code__.co_positions()))[0] - f.__code__.co_firstlineno)
