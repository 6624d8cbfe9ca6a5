"""Generations of the garbage collector

There are none: thresholds have no effect, and what is new is not told from what is old.
Modules: test_gc
"""
import gc

gc.collect()
new = []
new.append(new)
print(any(o is new for o in gc.get_objects(generation=0)), gc.get_count() != (0, 0, 0))
