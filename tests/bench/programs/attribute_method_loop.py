"""Attributes read and written, methods called, an object created now and then: plain object-oriented code."""

from timing import report


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Particle:
    def __init__(self, position, velocity):
        self.position = position
        self.velocity = velocity
        self.steps = 0
        self.bounces = 0

    def move(self, limit):
        position = self.position
        velocity = self.velocity
        position.x = position.x + velocity.x
        position.y = position.y + velocity.y
        if position.x > limit or position.x < 0:
            velocity.x = -velocity.x
            self.bounces = self.bounces + 1
        if position.y > limit or position.y < 0:
            self.bounce_back()
        self.steps = self.steps + 1

    def bounce_back(self):
        self.velocity = Vector(self.velocity.x, -self.velocity.y)
        self.bounces = self.bounces + 1

    def energy(self):
        return self.velocity.dot(self.velocity)


def run(size):
    particles = [Particle(Vector(i, 2 * i), Vector(i % 5 + 1, i % 3 + 1)) for i in range(20)]
    total = 0
    for step in range(size):
        for particle in particles:
            particle.move(100)
            total = total + particle.energy()
    for particle in particles:
        total = total + particle.bounces * particle.steps
    return total


if __name__ == "__main__":
    report(run, 20000)
