def step(state):
    state["x"] = state["x"] + state["speed"]
    state["n"] = state["n"] + 1


def run(n):
    state = {"x": 0.0, "speed": 0.5, "n": 0}
    for i in range(n):
        step(state)
    return state["x"], state["n"]


print(run(60000))
