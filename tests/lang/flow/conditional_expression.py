for n in range(5):
    print("even" if n % 2 == 0 else "odd", n if n else None)
print([("fizz" * (i % 3 == 0) + "buzz" * (i % 5 == 0)) or i for i in range(1, 16)])
print(1 if [] else 2 if {} else 3)
