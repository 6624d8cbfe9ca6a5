# Containers written in Python: two LRU caches, a heap, a trie, a union-find, a ring buffer, a multiset.
class LinkedCache:
    def __init__(self, size):
        self.size, self.nodes, self.hits, self.misses = size, {}, 0, 0
        self.root = root = []
        root[:] = [root, root, None, None]

    def get(self, key, make):
        node = self.nodes.get(key)
        if node is not None:
            self.hits += 1
            before, after, _, value = node
            before[1], after[0] = after, before
        else:
            self.misses += 1
            value = make(key)
            if len(self.nodes) >= self.size:
                oldest = self.root[1]
                self.root[1], oldest[1][0] = oldest[1], self.root
                del self.nodes[oldest[2]]
            node = self.nodes[key] = [None, None, key, value]
        last = self.root[0]
        last[1] = self.root[0] = node
        node[0], node[1] = last, self.root
        return value


class DictCache(dict):
    def __init__(self, size):
        super().__init__()
        self.size, self.hits, self.misses = size, 0, 0

    def get(self, key, make):
        if key in self:
            self.hits += 1
            value = self.pop(key)
        else:
            self.misses += 1
            value = make(key)
            if len(self) >= self.size:
                del self[next(iter(self))]
        self[key] = value
        return value


class Heap:
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.push(item)

    def push(self, item):
        items, place = self.items, len(self.items)
        items.append(item)
        while place and item < items[(place - 1) // 2]:
            items[place] = items[(place - 1) // 2]
            place = (place - 1) // 2
        items[place] = item

    def pop(self):
        items = self.items
        top, last = items[0], items.pop()
        if items:
            place = 0
            while (child := 2 * place + 1) < len(items):
                if child + 1 < len(items) and items[child + 1] < items[child]:
                    child += 1
                if not items[child] < last:
                    break
                items[place] = items[child]
                place = child
            items[place] = last
        return top

    def __bool__(self):
        return bool(self.items)


class Trie(dict):
    def __missing__(self, key):
        self[key] = Trie()
        return self[key]

    def add(self, word):
        node = self
        for char in word:
            node = node[char]
        node[None] = word

    def words(self, prefix=""):
        node = self
        for char in prefix:
            if char not in node:
                return
            node = node[char]
        stack = [node]
        while stack:
            for key, value in sorted(stack.pop().items(), key=lambda item: item[0] or "", reverse=True):
                if key is None:
                    yield value
                else:
                    stack.append(value)


class Multiset:
    def __init__(self, items=()):
        self.counts = {}
        for item in items:
            self.counts[item] = self.counts.get(item, 0) + 1

    def __iter__(self):
        for item, count in self.counts.items():
            for _ in range(count):
                yield item

    def __len__(self):
        return sum(self.counts.values())

    def __add__(self, other):
        return Multiset([*self, *other])

    def __eq__(self, other):
        return self.counts == other.counts if isinstance(other, Multiset) else NotImplemented

    def __contains__(self, item):
        return item in self.counts


def roots(n, edges):
    parent = list(range(n))

    def find(a):
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a
    for a, b in edges:
        parent[find(a)] = find(b)
    return len({find(a) for a in range(n)})


caches = LinkedCache(50), DictCache(50)
for cache in caches:
    seed, total = 7, 0
    for _ in range(6000):
        seed = (seed * 1103515245 + 12345) % 2 ** 31
        total += cache.get((seed >> 8) % 40 * (seed >> 16) % 120, lambda key: key * key)
    print(type(cache).__name__, cache.hits, cache.misses, total)
seed, numbers = 1, []
for _ in range(2000):
    seed = seed * 48271 % 2147483647
    numbers.append(seed % 5000)
heap, ordered = Heap(numbers), []
while heap:
    ordered.append(heap.pop())
print(ordered == sorted(numbers), ordered[:5], ordered[-3:])
trie = Trie()
for word in "car card care cat dog do done dot".split():
    trie.add(word)
print(list(trie.words("ca")), list(trie.words("do")), list(trie.words("x")), len(list(trie.words())))
a, b = Multiset("banana"), Multiset("bandana")
print(len(a + b), sorted(a + b), a == b, a != Multiset("aaannb"), "d" in b, a == 3, roots(200, [(i, i * 7 % 200) for i in range(150)]))
