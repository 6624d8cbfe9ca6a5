# Every character's properties, the normal forms, names and wrong calls.
# many allocations
import unicodedata


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


def checksum(function):
    total = 0
    for code in range(0x110000):
        total = (total * 31 + function(chr(code))) % 1000003
    return total


def of_text(function):
    known = {}

    def value(c):
        text = function(c)
        if text not in known:
            known[text] = sum(map(ord, text)) * 7 + len(text)
        return known[text]

    return value


for database in (unicodedata, unicodedata.ucd_3_2_0):
    print(database.unidata_version)
    for name in ("category", "bidirectional", "east_asian_width", "decomposition"):
        print(name, checksum(of_text(getattr(database, name))))
    for name in ("combining", "mirrored"):
        print(name, checksum(getattr(database, name)))
    for name in ("decimal", "digit", "numeric"):
        function = getattr(database, name)
        print(name, checksum(lambda c: int(function(c, -3) * 1000) % 1000))
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        print(form, checksum(lambda c: sum(map(ord, database.normalize(form, c)))))
    print("name", sum(len(database.name(chr(code), "")) * (code % 97) for code in range(0, 0x110000, 7)))
    for text in ("", "abc", "\xe9", "e\u0301", "\ufb01", "\u212b", "\u1e9b\u0323", "a\u0315\u0300\u05ae\u0300b", "\uac00\u11a8", "\u1100\u1161\u11a8",
                 "\u0958", "\u0344", "\U0002f868", "q\u0307\u0323", "\u0041\u030a\u0301", "\u03d3", "\ud55c\uae00", "\u1112\u1161\u11ab",
                 "\u0f71\u0f72\u0f74", "\U0001d160", "x" * 50 + "\u0301", "\u0061\u05c4\u05bf\u0304"):
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            print(form, ascii(text), ascii(database.normalize(form, text)), database.is_normalized(form, text))
    for bad in (5, "ab", "", b"a", None):
        for function in (database.category, database.name, database.decimal):
            attempt(function, bad)
    for name in ("LATIN SMALL LETTER A", "latin small letter a", "BELL", "ALERT", "LATIN SMALL LETTER R WITH TILDE", "latin small letter r with tilde",
                 "KEYCAP DIGIT ONE", "INDIAN RUPEE SIGN", "HANGUL SYLLABLE GAG", "CJK UNIFIED IDEOGRAPH-4E00", "nothing", "", "x" * 300, 5,
                 b"DIGIT ONE", "VARIATION SELECTOR-1"):
        attempt(database.lookup, name)
    for call in ((database.name, "\0"), (database.name, "\0", 5), (database.decimal, "a"), (database.digit, "a"), (database.numeric, "a"),
                 (database.decimal, "a", 1), (database.decimal, "\u0664"), (database.digit, "\xb2"), (database.numeric, "\xbd"),
                 (database.normalize, "X", "a"), (database.normalize, "NFC", 5), (database.normalize, 5, "a"), (database.is_normalized, "X", "a"),
                 (database.name, "a", "b", "c"), (database.category,), (database.name, "\u20be"), (database.numeric, "\u4e07")):
        attempt(*call)
s = "e\u0301" * 3
print(unicodedata.normalize("NFD", s) is s, unicodedata.normalize("NFC", s) == "\xe9" * 3)
print(type(unicodedata.ucd_3_2_0), unicodedata.UCD is type(unicodedata.ucd_3_2_0))
attempt(unicodedata.UCD)
attempt(lambda: unicodedata.ucd_3_2_0.foo)
print("\N{BULLET}\N{LATIN SMALL LETTER A}", "b\xfccher.example".encode("idna"), b"xn--bcher-kva.example".decode("idna"), "\u20ac".encode("punycode"))
print("a\u20acb\x00".encode("ascii", "namereplace"))
