def energy(bodies):
    e = 0.0
    for i in range(len(bodies)):
        x, y, vx, vy, m = bodies[i]
        e += 0.5 * m * (vx * vx + vy * vy)
        for j in range(i + 1, len(bodies)):
            x2, y2, _, _, m2 = bodies[j]
            e -= m * m2 / ((x - x2) ** 2 + (y - y2) ** 2) ** 0.5
    return e


def advance(bodies, dt, steps):
    for _ in range(steps):
        for i in range(len(bodies)):
            a = bodies[i]
            for j in range(i + 1, len(bodies)):
                b = bodies[j]
                dx, dy = a[0] - b[0], a[1] - b[1]
                magnitude = dt / (dx * dx + dy * dy) ** 1.5
                a[2] -= dx * b[4] * magnitude
                a[3] -= dy * b[4] * magnitude
                b[2] += dx * a[4] * magnitude
                b[3] += dy * a[4] * magnitude
        for body in bodies:
            body[0] += dt * body[2]
            body[1] += dt * body[3]


bodies = [[0.0, 0.0, 0.0, 0.0, 10.0], [5.0, 0.0, 0.0, 1.4, 1.0], [0.0, 8.0, -1.1, 0.0, 0.5]]
print(repr(energy(bodies)))
advance(bodies, 0.01, 150)
print(repr(energy(bodies)), bodies[1])
