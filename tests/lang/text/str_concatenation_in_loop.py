s = ""
for i in range(200):
    s += str(i)
print(len(s), s[:20], s[-20:])
parts = []
for i in range(50):
    parts.append("%d" % i)
print("".join(parts))
t = "x"
for i in range(10):
    t = t + t
print(len(t), t == "x" * 1024, hash(t) == hash("x" * 1024))
