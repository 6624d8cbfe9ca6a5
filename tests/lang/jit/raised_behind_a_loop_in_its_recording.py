# The recording that a hot loop starts goes on behind the loop; what is raised there has its own line.


def lines_of(error):
    traceback, lines = error.__traceback__, []
    while traceback is not None:
        lines.append(traceback.tb_lineno)
        traceback = traceback.tb_next
    return lines


def unbound(n):
    while n:
        n -= 1
    print(later)
    later = n


def fails(n):
    for i in range(n):
        pass
    return len(i)


def caught(n):
    for i in range(n):
        pass
    try:
        return i.missing
    except AttributeError as error:
        return lines_of(error)


for function in unbound, fails, caught:
    for n in 5, 100, 1000:
        try:
            print(function(n))
        except Exception as error:
            print(error, lines_of(error))
fails(2000)
