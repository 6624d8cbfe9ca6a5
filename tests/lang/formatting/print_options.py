import sys

print()
print("a", "b", sep="")
print("a", "b", 1, None, sep=", ", end="!\n")
print(*[1, 2, 3], sep="-")
print("no newline", end="")
print(end="\n")
print("to stdout", file=sys.stdout, flush=True)
sys.stdout.write("written\n")
try:
    print("x", sep=1)
except TypeError as error:
    print(error)
