class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __le__(self, other):
        return self.parts <= other.parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __hash__(self):
        return hash(self.parts)

    def __repr__(self):
        return ".".join(map(str, self.parts))


versions = [Version(3, 11), Version(2, 7), Version(3, 2)]
print(sorted(versions), max(versions), min(versions), Version(1) < Version(2), Version(1) > Version(2), Version(1) >= Version(1))
print(Version(1) == Version(1), Version(1) != Version(1), len({Version(1), Version(1)}), versions.index(Version(2, 7)))
try:
    object() < object()
except TypeError as error:
    print(error)
