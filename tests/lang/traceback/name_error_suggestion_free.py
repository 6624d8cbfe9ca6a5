def f():
    return zzqqxx_undefined


f()
