"""What is let go of again and again

`del x` and `x = None` end an object at once by a collection. Those take a twentieth of the time at most; what the same place lets go of more often than that ends at the next collection. Classes and functions that machine code was made of live on.
Modules: test_weakref
"""
ended = 0

class Counted:
    def __del__(self):
        global ended
        ended += 1

def let_go(times):
    for _ in range(times):
        counted = Counted()
        del counted

let_go(100_000)
print("all have ended:", ended == 100_000)
