"""Caches that forget what was least recently used: a linked list with a dict, an OrderedDict, functools.lru_cache."""

from collections import OrderedDict
from functools import lru_cache


class Entry:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self.after = self


class LinkedCache:
    def __init__(self, limit):
        self.limit = limit
        self.entries = {}
        self.head = Entry(None, None)

    def get(self, key):
        entry = self.entries.get(key)
        if entry is None:
            return None
        self.unlink(entry)
        self.link(entry)
        return entry.value

    def put(self, key, value):
        if key in self.entries:
            self.unlink(self.entries.pop(key))
        entry = Entry(key, value)
        self.entries[key] = entry
        self.link(entry)
        if len(self.entries) > self.limit:
            oldest = self.head.before
            self.unlink(oldest)
            del self.entries[oldest.key]

    def link(self, entry):
        entry.after = self.head.after
        entry.before = self.head
        entry.after.before = entry
        self.head.after = entry

    def unlink(self, entry):
        entry.before.after = entry.after
        entry.after.before = entry.before


class OrderedCache:
    def __init__(self, limit):
        self.limit = limit
        self.entries = OrderedDict()

    def get(self, key):
        if key not in self.entries:
            return None
        self.entries.move_to_end(key)
        return self.entries[key]

    def put(self, key, value):
        self.entries[key] = value
        if len(self.entries) > self.limit:
            self.entries.popitem(last=False)


def use(cache):
    hits = 0
    number = 1
    for _ in range(5000):
        number = (number * 75 + 74) % 65537
        key = number % 150
        if cache.get(key) is not None:
            hits += 1
        else:
            cache.put(key, number)
    return hits


@lru_cache(maxsize=100)
def ways(total, largest):
    if total == 0:
        return 1
    if total < 0 or largest == 0:
        return 0
    return ways(total - largest, largest) + ways(total, largest - 1)


def run():
    ways.cache_clear()
    return use(LinkedCache(100)) * 10000 + use(OrderedCache(100)) + ways(30, 12)
