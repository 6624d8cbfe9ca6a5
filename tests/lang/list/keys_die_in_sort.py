# Keys whose __del__ changes the list: that is a modification during the sort.
# needs prompt collection
class Key:
    def __init__(self, x):
        self.x = x

    def __del__(self):
        del data[:]
        data[:] = range(3)

    def __lt__(self, other):
        return self.x < other.x


class Quiet(Key):
    died = 0

    def __del__(self):
        Quiet.died += 1


data = [3, 1, 2]
try:
    data.sort(key=Key)
except ValueError as e:
    print(e, data)
data = list(range(20, 0, -1))
data.sort(key=Quiet)
print(data[:4], Quiet.died)
print(sorted(data, key=Quiet, reverse=True)[:4])
