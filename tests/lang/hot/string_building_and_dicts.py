text = "it was the best of times it was the worst of times it was the age of wisdom " * 5
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
print(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
letters = {}
for c in text:
    if c == " ":
        continue
    if c in letters:
        letters[c] += 1
    else:
        letters[c] = 1
print(sorted(letters.items()))
out = ""
for i, c in enumerate(text[:100]):
    out = out + c.upper() if i % 2 else c + out
print(out)
