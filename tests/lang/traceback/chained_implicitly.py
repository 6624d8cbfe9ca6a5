# compare: stderr
def load(name):
    try:
        return {}[name]
    except KeyError:
        raise ValueError("no such name: " + name)


load("config")
