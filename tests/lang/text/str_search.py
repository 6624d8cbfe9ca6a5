s = "the cat sat on the mat"
print(s.find("at"), s.find("at", 6), s.find("dog"), s.rfind("at"), s.index("sat"), s.rindex("t"), s.count("at"), s.count(""))
print("cat" in s, "dog" not in s, "" in s, s.startswith("the"), s.endswith(("mat", "x")), s.startswith("cat", 4), s.find(""))
for f in (lambda: s.index("dog"), lambda: s.rindex("dog")):
    try:
        f()
    except ValueError as error:
        print(error)
