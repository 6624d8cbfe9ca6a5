"""Counting words

Most of the work is the dict's: the trace calls it, and a call is a call.
"""


def count(words):
    found = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


print(count(["snake", "sand", "sun"] * 20000))
