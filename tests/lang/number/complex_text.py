for z in (0j, 1j, -1j, 1 + 0j, 1.5 - 2.5j, complex(-0.0, 1), complex(0.0, -0.0), complex("nan+infj"), 1e20 + 1e-7j):
    print(z, repr(z), str([z]))
