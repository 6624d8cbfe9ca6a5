"""The address of an object that is gone

With reference counts the next object of the same size stands where the last one stood. Nothing in the language says so.
Modules: test_genexps
"""
print(len({id([n, n]) for n in range(10)}) == 1)
