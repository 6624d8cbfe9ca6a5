"""What compiled code lets go of

`del x`, `x = None` and the end of a statement end an object at once in code that is interpreted. Once the code around them is compiled, it ends at the next collection; what the machine's stack still has may outlast that one.
Modules: test_asyncio, test_coroutines, test_httpservers, test_importlib, test_weakref
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
