"""Regular expressions made of anything, on short texts: what they match, or what is wrong with them."""

import fnmatch
import re
import string
import warnings

warnings.simplefilter("ignore")
PARTS = ["a", "b", "ab", ".", "\\w", "\\d", "\\s", "\\b", "\\B", "\\A", "\\Z", "^", "$", "|", "(", ")", "(?:", "(?P<n>", "(?P=n)", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?(1)", "(?(n)",
         "\\1", "\\2", "\\99", "[", "]", "[^", "[a-b]", "[b-a]", "[]a]", "-", "&&", "--", "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,3}", "{,2}", "{2,}", "{3,1}",
         "{0}", "{99999}", "{4294967295}", "{18446744073709551616}", "{1,2}?", "{1,2}+", "(?i)", "(?i:", "(?-i:", "(?x)", "(?a)", "(?L)", "(?#", "\\x41", "\\u0041", "\\U00110000",
         "\\N{DASH}", "\\", "\\q", "é", "\\0", "\\777", "{", "}", "A", " ", "\n", "ß", "İ", "\0"]
TEXTS = ["", "a", "ab", "aab", "abab", "AbBa", "aaaaaaaa", "a b\na", "é ß", "İi", "aXbXa", "\0", "ab" * 20]
FLAGS = [0, 0, 0, re.I, re.M, re.S, re.X, re.A, re.I | re.A, re.I | re.M | re.S, re.L, re.DEBUG * 0, re.T]


def all_of(pattern, flags, text):
    compiled = re.compile(pattern, flags)
    found = [(m.span(), m.groups(), m.lastindex, m.lastgroup) for m in compiled.finditer(text)]
    whole = compiled.fullmatch(text)
    return found, compiled.groups, compiled.groupindex, whole and whole.regs, compiled.split(text, 5), compiled.match(text, 1, 3) is None


def replaced(pattern, flags, template, text):
    return re.subn(pattern, template, text, 5, flags), re.compile(pattern, flags).sub(lambda m: m.group() * 2, text)


def scanned(pattern, text):
    return re.Scanner([(pattern, lambda scanner, token: token), (".", None)]).scan(text)


def globbed(pattern, text):
    return fnmatch.fnmatchcase(text, pattern), fnmatch.translate(pattern)


def substituted(template):
    return string.Template(template).substitute(a=1, n=2), string.Template(template).safe_substitute(n=3)


TEMPLATES = ["x", "\\1", "\\g<1>", "\\g<n>", "\\g<", "\\", "\\0", "\\g<99>", "\\777", "\\q", "\\n", "é", "\\g<-1>", "\\g<0>"]


def make_case(random):
    pattern = "".join(random.choice(PARTS) for _ in range(random.randrange(1, 12)))
    if random.random() < 0.5:  # brackets that match are rare
        pattern += "]" * max(0, pattern.count("[") - pattern.count("]")) + ")" * max(0, pattern.count("(") - pattern.count(")"))
    if random.random() < 0.02:
        pattern = random.choice(["(", "(?:", "(?=", "[", "(a|", "(?i:", "a?", "(?P<n>"]) * random.choice([50, 99, 1000]) + "a"
    text, flags, kind = random.choice(TEXTS), random.choice(FLAGS), random.randrange(10)
    if random.random() < 0.2:
        pattern, text = pattern.encode("utf-8"), text.encode("utf-8")
    if kind < 6:
        return all_of, pattern, flags, text
    if kind < 8:
        template = "".join(random.choice(TEMPLATES) for _ in range(random.randrange(1, 4)))
        return replaced, pattern, flags, template.encode() if isinstance(pattern, bytes) else template, text
    if kind == 8:
        return random.choice([scanned, globbed]), pattern, text
    return substituted, "".join(random.choice(["$", "${", "}", "a", "n", "$$", "$a", "${n}", "é", " "]) for _ in range(random.randrange(1, 8)))
