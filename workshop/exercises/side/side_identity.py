def count_twins(numbers):
    twins = 0
    for number in numbers:
        if int(str(number)) is number:
            twins += 1
    return twins


print(count_twins(range(0, 5000, 5)))
