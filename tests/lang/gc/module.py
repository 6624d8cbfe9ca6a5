# The module gc: what is tracked, who refers to whom, callbacks, wrong arguments.
# counts collections
import gc


class U: pass


print(gc.is_tracked([]), gc.is_tracked({}), gc.is_tracked({1:[]}), gc.is_tracked(()), gc.is_tracked(U), gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(int))
class US: __slots__=()
class UI(int): pass
class UIS(int): __slots__=()
print(gc.is_tracked(U()), gc.is_tracked(US()), gc.is_tracked(UI()), gc.is_tracked(UIS()))
o=U(); o.a=[1]; o.b="x"
rs=gc.get_referents(o); print(any(z is o.a for z in rs), U in rs)
print(gc.get_referents([1,2,"a"]), gc.get_referents({1:2}), sorted(map(repr,gc.get_referents((1,2)))))
box=[o]; print(any(z is box for z in gc.get_referrers(o)))
print(any(z is box for z in gc.get_objects()))
ev=[]
def cb(phase, info): ev.append((phase, sorted(info)))
gc.callbacks.append(cb); gc.collect(); gc.callbacks.remove(cb); print(ev)
gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled(), gc.get_debug())
for bad in (3,-1):
    try: gc.collect(bad)
    except ValueError as e: print(e)
    try: gc.get_objects(bad)
    except ValueError as e: print(e)
print(len(gc.get_stats()), sorted(gc.get_stats()[0]))
gc.freeze(); print(gc.get_freeze_count()>0); gc.unfreeze(); print(gc.get_freeze_count())
print(gc.garbage)

# calls are counted for the generation that they name
gc.disable()
for generation in range(3):
    before = [row["collections"] for row in gc.get_stats()]
    gc.collect(generation)
    print([row["collections"] - n for row, n in zip(gc.get_stats(), before)])
