# A generator's variable held something while the program collected. When the generator goes on and the variable holds something else, that ends.
# needs prompt collection
import gc
import weakref


class Noticed:
    def __init__(self, n):
        self.n = n


def all_of(references):
    for reference in references:
        item = reference()
        if item is not None:
            yield item


def consumed(take):
    items = [Noticed(n) for n in range(3)]
    ended = []
    references = [weakref.ref(item, lambda reference, n=n: ended.append(n)) for n, item in enumerate(items)]
    iterator = all_of(references)
    next(iterator)
    del items[0]
    gc.collect()
    held = list(ended)
    left = take(iterator)
    return held, left, list(ended), iterator.gi_frame


def by_list(iterator):
    return len(list(iterator))


def by_for(iterator):
    n = 0
    for item in iterator:
        n += 1
    return n


def by_next(iterator):
    n = 0
    while next(iterator, None) is not None:
        n += 1
    return n


def delegating(iterator):
    yield from iterator


# A recording keeps what it has seen until it ends: one time in a few may be late, where code is compiled.
for take in (by_list, by_for, by_next, lambda iterator: len(list(delegating(iterator)))):
    first, *later = [consumed(take) for _ in range(6)]
    print(first, first in later, all(held == [] and left == 2 and frame is None for held, left, _, frame in later))


def of_weak_set(first):
    """Whichever comes first is held by the iterator."""
    items = [Noticed(n) for n in range(3)]
    items.sort(key=lambda item: item.n != first)
    s = weakref.WeakSet(items)
    held = iter(s)
    yielded = next(held)
    items.remove(yielded)
    del yielded
    gc.collect()
    n = len(list(held))
    del held
    return n, len(s), len(items)


for n in range(3):
    print(of_weak_set(n))


def closed():
    item = Noticed(1)
    reference = weakref.ref(item)
    suspended = all_of([reference])
    next(suspended)
    del item
    gc.collect()
    alive = reference() is not None
    suspended.close()
    gc.collect()
    return alive, reference() is None


print(closed())
