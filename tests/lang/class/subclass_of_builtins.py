class Stack(list):
    def push(self, item):
        self.append(item)

    def peek(self):
        return self[-1]


s = Stack([1])
s.push(2)
print(s, s.peek(), len(s), isinstance(s, list), s + [3], type(s).__name__, s == [1, 2])


class Upper(str):
    def shout(self):
        return self.upper() + "!"


u = Upper("hey")
print(u, u.shout(), u + "x", type(u + "x").__name__, {u: 1}["hey"], u == "hey", hash(u) == hash("hey"))


class F(float):
    def __add__(self, other):
        return "added"


print(F(1.5) + 1, 1 + F(1.5), F(2) * 2, [F(1.0) + i for i in range(2)])


class T(tuple):
    @property
    def first(self):
        return self[0]


print(T([1, 2]).first, T((3,)) + (4,), T([1]) == (1,))
