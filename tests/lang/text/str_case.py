for s in ("hello World", "ABC", "abc1", "", "1", "straße", "ÀÉ", "they're here"):
    print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), s.isupper(), s.islower(), s.istitle())
