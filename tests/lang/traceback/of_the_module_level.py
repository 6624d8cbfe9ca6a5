# compare: stderr
print("before")
x = {"key": 1}
print(x["missing"])
