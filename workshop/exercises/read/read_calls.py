def count(words):
    found = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


print(count(["snake", "sand", "sun"] * 20000))

ANSWER = ...
