"""copy.deepcopy and pickle of a tree of instances, dicts and lists."""

import copy
import pickle


class Node:
    def __init__(self, depth, tags):
        self.name, self.tags, self.meta = f"node{depth}", tags, {"depth": depth, "path": (depth, depth * 2)}
        self.children = [Node(depth - 1, tags) for _ in range(3)] if depth else []

    def size(self):
        return 1 + len(self.meta) + sum(child.size() for child in self.children)


def run():
    root = Node(6, ["a", "b"])
    copied = copy.deepcopy(root)
    again = pickle.loads(pickle.dumps(copied))
    by_class = pickle._loads(pickle._dumps(root.children[0]))  # the versions in Python
    return copied.size() + again.size() + by_class.size()
