inf = float("inf")
nan = float("nan")
print(inf > 1e308, -inf < inf, inf == inf, inf - inf, inf * 0, nan == nan, nan != nan, nan < 1, nan in [nan])
print(0.0 == -0.0, str(-0.0), [0.0, -0.0], 1e308 * 10, -1e308 * 10)
try:
    int(inf)
except OverflowError as error:
    print(error)
try:
    int(nan)
except ValueError as error:
    print(error)
try:
    float(10 ** 400)
except OverflowError as error:
    print(error)
try:
    2.0 ** 5000
except OverflowError as error:
    print(type(error).__name__)
