for s in ("", "a", "1", "a1", " ", "\n\t", "A_b", "½", "é", "class", "1a", "٣"):
    print(repr(s), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isidentifier(), s.isnumeric(), s.isdecimal(), s.isascii(), s.isprintable())
