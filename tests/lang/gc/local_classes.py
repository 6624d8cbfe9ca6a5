# A class that only the caches of functions made here still name is garbage when its instances are.
import gc
import weakref

def make(count):
    class Local:
        def __init__(self, value):
            self.value = value
        def method(self):
            return self.value
    objects = [Local(i) for i in range(count)]
    for one, other in zip(objects, reversed(objects)):
        one.other = other
        one.method()
    ref = weakref.ref(Local, lambda ref: print("class", count, "ended"))
    del objects, Local
    if count:
        del one, other
    gc.collect()
    print(ref())

for count in 0, 1, 3:
    make(count)
