name, n, x = "Sid", 42, 3.14159
print(f"{name} {n} {x}", f"{name!r} {name!s} {name!a}", f"{n:5d}|{n:<5}|{n:^6}|{n:>5}|{n:05}", f"{x:.2f} {x:10.3f}|{x:e}")
print(f"{{literal}} {n + 1} {[i for i in range(3)]} {'nested' + ' quotes'} {name.upper()!r:>10}")
print(f"{n=} {x = :.1f} {name=!s}", f"{n:{8}} {x:.{2}f} {name:{'>'}{6}}|", f"{n:#x} {n:b} {n:o} {n:c} {n:,} {1234567:_}", f"{0.25:.1%}")
print(f"multi {n}" f" part {x:.0f}", f"", f"{'a' if n > 40 else 'b'}", f"{(lambda v: v * 2)(4)}", f"{ {'k': 1}['k'] }")
print(f"{None} {True} {[1.5, 'a']} {b'x'} {(1,)}")
