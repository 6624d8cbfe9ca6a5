class Body:
    def __init__(self, x, v):
        self.x = x
        self.v = v

    def step(self, dt):
        self.x = self.x + self.v * dt
        if self.x > 10:
            self.v = -self.v
        return self.x


bodies = [Body(i, 1.0 + i) for i in range(5)]
total = 0
for i in range(300):
    for body in bodies:
        total += body.step(0.01)
print("%.9f" % total, ["%.6f" % b.x for b in bodies])
bodies[2].x = 1 << 80
for body in bodies:
    body.step(1)
print([b.x for b in bodies])
