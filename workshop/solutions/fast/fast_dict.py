class State:
    def __init__(self):
        self.x = 0.0
        self.speed = 0.5
        self.n = 0


def step(state):
    state.x = state.x + state.speed
    state.n = state.n + 1


def run(n):
    state = State()
    for i in range(n):
        step(state)
    return state.x, state.n


print(run(60000))
