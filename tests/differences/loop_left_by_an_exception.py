"""A generator that an exception has left

`break` and `return` close a generator that only the loop had. After an exception it is closed at the next collection; so is what `any()` leaves.
Modules: test_lib2to3, test_sys_settrace
"""
import gc

def numbers():
    try:
        yield 1
    finally:
        print("closed")

try:
    for number in numbers():
        raise ValueError
except ValueError:
    print("caught")
gc.collect()
print(any(numbers()))
