class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


head = None
for i in range(100):
    head = Node(i, head)
total, node, length = 0, head, 0
while node is not None:
    total += node.value
    length += 1
    node = node.next
print(total, length)
previous = None
node = head
while node is not None:
    node.next, previous, node = previous, node, node.next
print(previous.value, previous.next.value, head.next is None)
values = [None, 0, "", [], None, 1, None]
print(sum(1 for v in values * 20 if v is None), [v is None or v == 1 for v in values])
