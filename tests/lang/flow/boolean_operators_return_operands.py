def say(value):
    print("evaluated", value)
    return value


print(say(0) or say("x"))
print(say(1) and say([]))
print(say("") or say(0) or say(None))
print(say(1) and say(2) and say(3))
print(not say([]), not say("a"))
print((1 or 2) and 3, 1 or 2 and 3)
