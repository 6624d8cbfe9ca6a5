"""Search trees of objects, built, searched and walked."""


class Node:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key, value):
        node = self.root
        if node is None:
            self.root = Node(key, value)
            self.size = 1
            return
        while True:
            if key == node.key:
                node.value = value
                return
            if key < node.key:
                if node.left is None:
                    node.left = Node(key, value)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key, value)
                    break
                node = node.right
        self.size += 1

    def find(self, key):
        node = self.root
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return node.value if node is not None else None

    def __iter__(self):
        return self.walk(self.root)

    def walk(self, node):
        if node is not None:
            yield from self.walk(node.left)
            yield node.key, node.value
            yield from self.walk(node.right)


def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


def run():
    tree = Tree()
    number = 1
    for i in range(2000):
        number = (number * 75 + 74) % 65537
        tree.insert(number, i)
    total = tree.size * depth(tree.root)
    for i in range(2000):
        found = tree.find(i * 7)
        if found is not None:
            total += found
    for key, value in tree:
        total += key ^ value
    return total
