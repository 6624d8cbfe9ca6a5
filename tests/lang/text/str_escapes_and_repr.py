for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnewline\nreturn\r", "back\\slash", "\x00\x1f\x7f", "é\u20ac\U0001f40d", "\u200b\xad"):
    print(repr(s), len(s))
print(r"raw\n", "a\
b", """three
lines""", '\x41\u0042\N{LATIN SMALL LETTER C}', "\101")
