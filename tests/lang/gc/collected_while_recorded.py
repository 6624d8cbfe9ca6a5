# needs prompt collection
"""What a loop drops is gone after gc.collect(), in the turn that is recorded, too."""

import gc
import weakref


class Dropped:
    pass


def loop():
    alive = []
    for turn in range(12):
        dropped = Dropped()
        reference = weakref.ref(dropped)
        del dropped
        gc.collect()
        if reference() is not None:
            alive.append(turn)
    return alive


print(loop())
