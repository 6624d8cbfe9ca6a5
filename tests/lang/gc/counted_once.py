# What a collection has found dead is not found again by the next, nor taken for living, also among many that live.
import gc


class Node:
    pass


def make(n):
    living = []
    for i in range(n):
        node = Node()
        if i % 25:
            living.append(node)
        else:
            node.itself = node
            node.other = [node]
    return living


def living_nodes():
    return sum(type(o) is Node for o in gc.get_objects())


before = gc.isenabled()
gc.disable()
living = make(20000)
gc.collect()
for _ in range(3):
    print(gc.collect() < 50, len(living) <= living_nodes() < len(living) + 50)
living = make(20000)
gc.collect()
print(living_nodes() < len(living) + 50)
