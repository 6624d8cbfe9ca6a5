"""Planets that attract one another: floats in lists, and pairs of bodies."""

BODIES = [
    ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.478),
    ([4.841, -1.160, -0.103], [0.606, 2.811, -0.025], 0.0376),
    ([8.343, 4.125, -0.403], [-1.010, 1.825, 0.008], 0.0112),
    ([12.894, -15.111, -0.223], [1.082, 0.868, -0.010], 0.0017),
    ([15.379, -25.919, 0.179], [0.979, 0.594, -0.034], 0.0020),
]


def pairs_of(bodies):
    return [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]


def advance(bodies, pairs, step):
    for (place_1, speed_1, mass_1), (place_2, speed_2, mass_2) in pairs:
        dx = place_1[0] - place_2[0]
        dy = place_1[1] - place_2[1]
        dz = place_1[2] - place_2[2]
        factor = step * (dx * dx + dy * dy + dz * dz) ** -1.5
        pull_1 = mass_1 * factor
        pull_2 = mass_2 * factor
        speed_1[0] -= dx * pull_2
        speed_1[1] -= dy * pull_2
        speed_1[2] -= dz * pull_2
        speed_2[0] += dx * pull_1
        speed_2[1] += dy * pull_1
        speed_2[2] += dz * pull_1
    for place, (vx, vy, vz), _ in bodies:
        place[0] += step * vx
        place[1] += step * vy
        place[2] += step * vz


def energy(bodies, pairs):
    total = 0.0
    for _, (vx, vy, vz), mass in bodies:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2
    for (place_1, _, mass_1), (place_2, _, mass_2) in pairs:
        distance = sum((a - b) ** 2 for a, b in zip(place_1, place_2)) ** 0.5
        total -= mass_1 * mass_2 / distance
    return total


def run():
    bodies = [(list(place), list(speed), mass) for place, speed, mass in BODIES]
    pairs = pairs_of(bodies)
    for _ in range(1500):
        advance(bodies, pairs, 0.01)
    return int(energy(bodies, pairs) * -1e9)
