"""An object that nobody holds any more

A weak reference tells when its object has gone, `__del__` is called then. At once, if references are counted; at the next collection otherwise.
"""
import gc
import weakref


class Snake:
    def __del__(self):
        print("  __del__ is called")


snake = Snake()
watcher = weakref.ref(snake)
print("del:")
del snake
print("gone at once:", watcher() is None)
print("gc.collect():")
gc.collect()
