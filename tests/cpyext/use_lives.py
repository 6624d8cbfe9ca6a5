# How long objects live that C and Python hold for each other (lives.c). Prints the same under CPython.
import gc
import sys
import weakref

import lives
from lives import Box, Node


class Thing:
    def __init__(self, number=0):
        self.number = number


def collect():
    for _ in range(4):
        gc.collect()


def report(name, before=0, slack=3):
    """What is left; a stale word on the stack may keep a few alive."""
    collect()
    left = lives.alive() - before
    print(name, "all gone" if left <= slack else f"{left} left")


def few_alive(references, slack=3):
    collect()
    return sum(r() is not None for r in references) <= slack


# --- many, and flat ---

def created_and_dropped(n):
    for i in range(n):
        Node(i)
        Box(i)
        lives.raw([i])
    return n


created_and_dropped(30000)
report("created and dropped:")


# --- long chains, in either order of age, and through lists ---

def chain(n, older_first, link):
    ends = first = Node(0)
    for i in range(n):
        node = Node(i)
        if older_first:
            ends.left = link(node)
            ends = node
        else:
            node.left = link(first)
            first = node
    return n


def tree(depth):
    node = Node(depth)
    if depth:
        node.left, node.right = tree(depth - 1), [tree(depth - 1), Box(depth)]
    return node


before = lives.alive()
for older_first in (True, False):
    for link in (lambda node: node, lambda node: [node], lambda node: lives.pair(node, node), lambda node: lives.list_of(node, node)):
        chain(4000, older_first, link)
        report(f"a chain, {'older' if older_first else 'younger'} first:", before)
tree(11)
report("a tree:", before)


# --- cycles through C ---

def cycles(n):
    for i in range(n):
        a, b = Node(i), Node(-i)
        a.left, b.left = b, a  # C to C
        c = Node(i)
        c.right = [c]  # through a list of Python
        d, t = Node(i), Thing()
        d.left, t.node = t, d  # through an instance
        e = Node(i)
        e.me = e  # through its dict
        f = Node(i)
        f.left = lives.pair(f, f)  # through a tuple of C
        g = Node(i)
        g.left = lives.list_of(g, Thing())  # and a list
        h = Node(i)
        h.left = lambda: h  # a closure


cycles(300)
report("cycles:")


class Derived(Node):
    def __init__(self, *args):
        self.attribute = self


class DerivedBox(Box):
    pass


def derived(n):
    for i in range(n):
        Derived(i)
        DerivedBox(Thing())


derived(300)
report("derived classes:")

# --- containers that C fills by macro ---


def filled(n):
    things = [Thing(i) for i in range(n)]
    references = [weakref.ref(t) for t in things]
    tuples = [lives.pair(t, t) for t in things]
    lists = [lives.list_of(t, t) for t in things]
    print(sum(len(x) for x in tuples), sum(len(x) for x in lists), tuples[3][0] is things[3], lists[3][1] is things[3])
    return references


print("items of containers that died:", few_alive(filled(500)))


def changed(n):
    references = []
    shared = [Thing(-1)] * 3
    for i in range(n):
        t, u, v = Thing(i), Thing(i), Thing(i)
        references += map(weakref.ref, (t, u, v))
        numbers = [t, 2]
        lives.replace_first(numbers, u)  # C takes one out that Python put in
        lives.append(numbers, v)
        lives.append(numbers, t)
        numbers.pop()
        numbers[1] = v
        numbers.insert(0, u)
        numbers.sort(key=id)
        numbers.reverse()
        numbers += [v, v]
        del numbers[1:3]
        numbers[::2] = [t] * len(numbers[::2])
        lives.append(numbers, shared[0])
        shared[1] = numbers
        lives.append(shared, numbers)
        del shared[3:]
        numbers.remove(t)
        numbers.clear()
        numbers.extend((u, u))
        numbers.__init__([v])
    return references


print("items of lists that C and Python changed:", few_alive(changed(300)))


def held_only_by_c():
    lives.keep_first_of_first((Thing(7),))


held_only_by_c()
collect()
junk = [Thing(i) for i in range(1000)]
print("held only by C:", lives.take_kept().number)


def replaced_and_held():
    """A pin that is not hidden by another that was taken away: C replaces, and holds what it took out elsewhere."""
    numbers = [Thing(8), 1]
    lives.keep_first_of_first((numbers[0],))
    lives.replace_first(numbers, 5)


replaced_and_held()
collect()
junk = [Thing(i) for i in range(1000)]
print("held after it was replaced:", lives.take_kept().number)

# --- order ---


def chain():
    inner = Node(3)
    middle = Node(2)
    outer = Node(1)
    middle.left = inner
    outer.left = middle


lives.start_log()
chain()
collect()
log = lives.take_log()
print("holders first:", log == sorted(log), len(log))

# --- __del__ sees what it refers to whole ---
seen = []


class Owner:
    def __init__(self, node):
        self.node = node

    def __del__(self):
        seen.append(self.node.is_whole())


class Keeper(Node):
    def __del__(self):
        seen.append(self.left.is_whole() and self.is_whole())
        saved.append(self)


saved = []


def owners(n):
    for i in range(n):
        node = Node(i)  # older than its owner
        Owner(node)
        Owner(Box(node)).node = node
        keeper = Keeper(i)
        keeper.left = Node(i)


owners(100)
collect()
report("owners:", 2 * len(saved))
print("whole in __del__:", all(seen), len(seen) > 290)
print("resurrected are whole:", all(k.is_whole() and k.left.is_whole() for k in saved), len(saved) > 95)
saved.clear()
report("resurrected, and dropped:")

# --- weak references ---
called = []


def weak(n):
    nodes = [Node(i) for i in range(n)]
    for node in nodes:
        node.left = [node]
    return [weakref.ref(node, called.append) for node in nodes]


references = weak(100)
print("weak references:", few_alive(references), len(called) >= 97)

# --- a long chain, which nothing may take apart recursively ---


def long_chain(n):
    head = None
    for i in range(n):
        node = Node(i)
        node.left = head
        head = node


if sys.implementation.name != "cpython":  # which would need a trashcan
    long_chain(20000)
report("a long chain:")

# --- collections that look through what is new alone, while C alone has it ---


def turn_memory_over():
    for _ in range(40):
        [[i] for i in range(20000)]


def given_to_c(n):
    """Boxes have what they were given in malloc's memory; nodes were there long before."""
    nodes = [Node(i) for i in range(n)]
    gc.collect()
    boxes = []
    for i, node in enumerate(nodes):
        node.left = Thing(i)
        boxes.append(Box(Thing(-i)))
    return nodes, boxes


nodes, boxes = given_to_c(300)
turn_memory_over()
print("what C alone has:", [box.get().number for box in boxes] == [-i for i in range(300)],
      [node.left.number for node in nodes] == list(range(300)))
references = [weakref.ref(node.left) for node in nodes] + [weakref.ref(box.get()) for box in boxes]
for node in nodes:
    node.left = Thing(7)
boxes.clear()
turn_memory_over()
print("what C had:", few_alive(references), {node.left.number for node in nodes})


# --- a tuple that C is still filling ---
lives.begin_pair("first")
print("unfilled tuples:", any(o is collect for o in gc.get_objects()))
