def join(things, start):
    result = start
    for thing in things:
        result = result + thing
    return result


print(join(list(range(20000)), 0))
print(len(join(["snake"] * 20000, "")))

ANSWER = 2
