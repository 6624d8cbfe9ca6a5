"""Many short-lived binary trees, of tuples and of objects: allocation and collection."""


class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def tree_of_objects(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(tree_of_objects(depth - 1), tree_of_objects(depth - 1))


def tree_of_tuples(depth):
    if depth == 0:
        return (None, None)
    return (tree_of_tuples(depth - 1), tree_of_tuples(depth - 1))


def count(tree):
    left, right = tree
    return 1 if left is None else 1 + count(left) + count(right)


def run():
    kept = tree_of_objects(10)
    total = 0
    for depth in range(4, 11, 2):
        for _ in range(1 << (10 - depth)):
            total += tree_of_objects(depth).count()
            total += count(tree_of_tuples(depth))
    return total + kept.count()
