# Values that change their types and sizes while a loop is hot: ints that grow, floats, strings, None, dicts and lists of them.
out = []


def conv(x):
    if x % 5 == 0: return float(x)
    if x % 7 == 0: return str(x)
    if x % 11 == 0: return None
    return x
for i in range(2000):
    c = conv(i)
    out.append(c * 2 if c is not None else "none")
print(out[:30], len(set(map(type, out))))
x = 1
for i in range(200): x = x * 3 + i
print(x)
y = 1
for i in range(3000):
    y = y * 2 if y < 1 << 70 else y >> 60
print(y)
d = {}
for w in ("a b c a d e f a b g h " * 200).split(): d[w] = d.get(w, 0) + 1
print(d)
z = [0] * 10
for i in range(5000):
    z[i % 10] += i
    z[-1 - i % 10] -= 0.5
print(z)
m = [[i * j for j in range(30)] for i in range(30)]
print(sum(m[i][j] for i in range(30) for j in range(30) if (i + j) % 3), [sum(c) for c in zip(*m)][:5])
s = ""
for i in range(3000):
    s += chr(97 + i % 26)
    if len(s) > 100: s = s[50:]
print(s)
g = (i * i for i in range(3000) if i % 3)
print(sum(g), next(g, "end"))
def gen(n):
    r = 0
    while r < n:
        got = yield r
        r += got or 1
it = gen(5000); next(it); t = 0
try:
    while True: t += it.send(t % 3)
except StopIteration: print(t)
def tryf(i):
    try:
        if i % 3 == 0: raise KeyError(i)
        if i % 3 == 1: return i
        return -1
    except KeyError as e: return e.args[0] * 2
    finally:
        if i % 100 == 0: out.append(i)
print(sum(tryf(i) for i in range(3000)), len(out))
r = 0
for i in range(3000):
    for j in range(3):
        if j == i % 4: break
    else: r += 1
    while j: j -= 1; r += j
print(r)
w = 0.0
for i in range(1, 5000): w += 1 / i if i & 1 else -1 / i; w = w if w == w else 0
print(w, w // 0.1, w % 0.1, divmod(-w, 0.3), round(w, 5), int(w * 1e18), w ** 0.5)
