"""One interpreter a process

There are no subinterpreters.
Modules: test__xxsubinterpreters, test_interpreters, test_threading
"""
import _xxsubinterpreters

try:
    print(type(_xxsubinterpreters.create()).__name__)
except Exception as error:
    print(type(error).__name__)
