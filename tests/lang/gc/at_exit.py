# Functions of atexit, and the finalizers of what is still alive at the end.
import sys
import atexit
def bye(*a,**k): print("bye",a,k)
print(atexit.register(bye,1,x=2) is bye)
atexit.register(bye,"last")
atexit.register(lambda: 1/0)
try: atexit.register()
except TypeError as e: print(e)
try: atexit.register(3)
except TypeError as e: print(e)
print(atexit._ncallbacks())
f=lambda: print("no"); atexit.register(f); atexit.unregister(f)


class Last:
    def __del__(self): print("del last")


last = Last()


def g():
    try: yield
    finally: print("finally")


suspended = g()
next(suspended)
