from _kit.first import z
