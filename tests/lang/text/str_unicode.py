s = "naïve 🐍 €uro"
print(len(s), s[2], s[6], s[::-1], s.upper(), s.encode(), s.encode("utf-8").decode(), [ord(c) for c in s])
print(chr(0x1F40D), ord("€"), "é" < "z", "é" == "e\u0301", sorted("ábczà"), ascii(s))
print("\ud7ff" < "\U00010000", max("a🐍b"), s.find("🐍"), s.split("🐍"), "🐍" * 3)
