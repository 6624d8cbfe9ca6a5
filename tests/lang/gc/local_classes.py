# A class that only the caches of functions made here still name is garbage when its instances are. (Compiled code holds
# the classes that it was made for, so there is none here.)
# needs prompt collection
import subprocess
import sys

CODE = '''
import gc
import weakref

def make():
    class Local:
        def __init__(self, value):
            self.value = value
        def method(self):
            return self.value
    one, other = Local(1), Local(2)
    one.other, other.other = other, one
    print(one.method(), other.method())
    ref = weakref.ref(Local, lambda ref: print("ended"))
    del one, other, Local
    gc.collect()
    print(ref())

make()
'''
print(subprocess.run([sys.executable, "-X", "jit=off", "-c", CODE], capture_output=True, text=True).stdout)
