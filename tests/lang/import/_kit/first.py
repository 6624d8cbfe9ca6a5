import _kit.second
z = 1
