# The numeric classics: n-body, spectral norm, fannkuch, matrix product, mandelbrot, all in one table.
def nbody(steps):
    bodies = [([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47841760435743),
              ([4.84143144246472, -1.1603200440274284, -0.10362204447112311],
               [0.606326392995832, 2.81198684491626, -0.02521836165988763], 0.03769367487038949),
              ([8.34336671824458, 4.124798564124305, -0.4035234171143214],
               [-1.0107743461787924, 1.8256623712304119, 0.008415761376584154], 0.011286326131968767)]
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    for _ in range(steps):
        for (p, v, m), (q, w, n) in pairs:
            d = [x - y for x, y in zip(p, q)]
            force = 0.01 * sum(c * c for c in d) ** -1.5
            for axis in range(3):
                v[axis] -= d[axis] * n * force
                w[axis] += d[axis] * m * force
        for p, v, m in bodies:
            for axis in 0, 1, 2:
                p[axis] += 0.01 * v[axis]
    return sum(m * sum(c * c for c in v) / 2 for p, v, m in bodies)


def spectral_norm(n):
    def a(i, j):
        return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)

    def times(v, element):
        return [sum(element(i, j) * x for j, x in enumerate(v)) for i in range(n)]

    u = [1.0] * n
    for _ in range(4):
        v = times(times(u, a), lambda i, j: a(j, i))
        u = times(times(v, a), lambda i, j: a(j, i))
    return (sum(x * y for x, y in zip(u, v)) / sum(y * y for y in v)) ** 0.5


def fannkuch(n):
    permutation, count, best, checksum, sign = list(range(n)), list(range(n)), 0, 0, 1
    while True:
        if permutation[0]:
            flipped, flips = permutation[:], 0
            while first := flipped[0]:
                flipped[:first + 1] = flipped[first::-1]
                flips += 1
            best = max(best, flips)
            checksum += sign * flips
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
        else:
            permutation[1], permutation[2] = permutation[2], permutation[1]
            sign = 1
            for i in range(2, n):
                if count[i]:
                    count[i] -= 1
                    break
                count[i] = i
                if i == n - 1:
                    return checksum, best
                permutation.insert(i + 1, permutation.pop(0))


def matrix_product(n):
    a = [[i * 3 + j * 7 % 11 - 5 for j in range(n)] for i in range(n)]
    b = [[(i - j) / 4 for j in range(n)] for i in range(n)]
    columns = list(zip(*b))
    return sum(map(sum, [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]))


def mandelbrot(width, height):
    for y in range(height):
        line = ""
        for x in range(width):
            z, c = 0j, complex(3.0 * x / width - 2.2, 2.4 * y / height - 1.2)
            for n in range(40):
                if abs(z) > 2:
                    break
                z = z * z + c
            line += " .:-=+*#%@"[n // 4]
        yield line.rstrip()


print(repr(nbody(800)), repr(spectral_norm(24)), fannkuch(7), matrix_product(40))
print("\n".join(mandelbrot(60, 20)))
