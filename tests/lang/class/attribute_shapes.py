class Node:
    pass


nodes = []
for i in range(12):
    node = Node()
    if i % 2:
        node.a = i
    node.b = i * 1.5
    if i % 3 == 0:
        node.c = str(i)
    if not i % 2:
        node.a = -i
    nodes.append(node)
print([n.a for n in nodes], [n.b for n in nodes], [getattr(n, "c", None) for n in nodes])
for n in nodes:
    n.b = "text" if n.a < 0 else n.b
print([n.b for n in nodes], [list(n.__dict__) for n in nodes[:4]])
del nodes[0].a
nodes[0].a = "back"
print(nodes[0].__dict__)
wide = Node()
for i in range(40):
    setattr(wide, "f%d" % i, i)
print(sum(getattr(wide, "f%d" % i) for i in range(40)), len(wide.__dict__))
