# os.scandir's iterator warns if it is neither closed nor at its end when it dies.
# needs prompt collection
import gc
import os
import warnings


def left(how):
    iterator = os.scandir("/")
    next(iterator)
    how(iterator)


for how in next, list, lambda i: i.close(), lambda i: i.__exit__(None, None, None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        left(how)
        gc.collect()
        gc.collect()
    print([(w.category.__name__, str(w.message)[:26]) for w in caught])
