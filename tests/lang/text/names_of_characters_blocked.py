# The first \N{...} in a literal needs module unicodedata, which a program can block.
import sys

kept = sys.modules.get("unicodedata")
sys.modules["unicodedata"] = None
try:
    eval(r"'\N{DIGIT ONE}'")
except SyntaxError as e:
    print(e.msg)
del sys.modules["unicodedata"]
print(eval(r"'\N{DIGIT ONE}'"))
sys.modules["unicodedata"] = None
print(eval(r"'\N{DIGIT TWO}'"))
