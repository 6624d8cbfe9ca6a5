# The end of the process (ends.c): what modules held is given back; what C holds stays, with what that refers to.
import gc
import sys

import ends


class Keeper:
    pass


keeper = Keeper()
keeper.things = {"one": ends.make_for_ever(), "two": [ends.make_for_ever(), (ends.make_for_ever(),)]}
keeper.itself = keeper
ends.keep(keeper)
gc.collect()
for _ in range(40):  # the collections that are only about what is new leave the keeper out
    [[i] for i in range(20000)]
plain = ends.make("of a module")
ends.kept_by_a_module = ends.make("of an extension's module", ends.make("behind it"))
print("end")
sys.stdout.flush()
