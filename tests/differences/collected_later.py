"""Objects in containers end at a collection

With reference counts `__del__` runs when the last container lets go. Here it runs at the next collection; `del x`, `x = None` and leaving a loop end an object at once, as long as that takes little time.
Modules: test_concurrent_futures, test_dict, test_multiprocessing_fork, test_multiprocessing_forkserver, test_multiprocessing_spawn, test_threading
"""
import gc

class Noticed:
    def __del__(self):
        print("ended")

values = [Noticed()]
values.clear()
print("cleared")
gc.collect()
print("collected")
