# Escapes \N{...}: names, aliases, what is computed, what is none; in every kind of literal.
print("\N{BULLET}", "\N{latin small letter a}", ascii("\N{BACKSPACE}x\N{NUL}\N{LF}"), ascii("\N{EM DASH}\N{NO-BREAK SPACE}"))
print(ascii("\N{CJK UNIFIED IDEOGRAPH-4E00}\N{CJK COMPATIBILITY IDEOGRAPH-F900}\N{HANGUL SYLLABLE GAG}\N{HANGUL SYLLABLE O}"))
print(ascii("\N{NUSHU CHARACTER-1B170}\N{TIBETAN LETTER -A}\N{VARIATION SELECTOR-256}\N{GRINNING FACE}"))
n = 3
print(f"\N{SNOWMAN}{n}\N{DEGREE SIGN}{n:\N{ASTERISK}>5}", rf"\N{n}", "\\N{BULLET}", r"\N{BULLET}", b"\\N{BULLET}")
print("\N{BULLET}" "\N{BULLET}" f"{'a'}\N{BULLET}")

def outcome(source):
    try: print(source, ascii(eval(source)))
    except SyntaxError as e: print(source, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)

names = ["no such", "", "{", "BULLET ", " BULLET", "bullet", "Bullet", "BULLETS", "CJK UNIFIED IDEOGRAPH-4e00", "CJK UNIFIED IDEOGRAPH-04E00",
         "CJK UNIFIED IDEOGRAPH-0", "cjk unified ideograph-4E00", "CJK UNIFIED IDEOGRAPH-A000", "CJK UNIFIED IDEOGRAPH-", "hangul syllable ga", "HANGUL SYLLABLE GAX",
         "HANGUL SYLLABLE ", "TANGUT IDEOGRAPH-17000", "KEYCAP DIGIT ONE", "nushu character-1b170", "NUSHU CHARACTER-01B170", "A" * 300, "\xe9", "LINE  FEED"]
for name in names:
    outcome('"\\N{%s}"' % name)
for source in ('"\\N"', '"\\N{"', '"\\N {a}"', '"\\N}"', '"abc\\Nd"', '"\xe9\\N{x}"', '"a\\N{BULLET}b\\N{none}"', 'f"\\N"', 'f"\\N{none}"', 'f"{1}\\N{none}{2}"',
               'f"\\N{BULLET"', 'f"\\N {1}"', 'f"{\'\\N{BULLET}\'}"', 'b"\\x4"', 'x = 1; "\\N{none}" "b"', '"a" "\\N{none}"', '"a"\n"\\N{none}"', '("a"\n"\\N{none}")'):
    outcome(source)
