"""A generator that compiled code has left

A generator that only a loop had is closed when the interpreter leaves the loop; once the code around it is compiled, it is closed at the next collection.
Modules: test_lib2to3
"""
closed = 0

def numbers():
    global closed
    try:
        yield 1
    finally:
        closed += 1

def leave(times):
    for _ in range(times):
        for number in numbers():
            break

leave(100)
leave(100_000)
print("all are closed:", closed == 100_100)
