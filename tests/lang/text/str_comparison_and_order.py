words = ["pear", "Apple", "fig", "apple", "", "figs", "Zoo", "éclair"]
print(sorted(words), min(words), max(words), "a" < "b" <= "b", "abc" < "abd", "Z" < "a", "a" == "a", "a" != "b", "a" > "")
print(sorted(words, key=str.lower), sorted(words, key=len, reverse=True))
