import sys

try:
    sys.exit(5)
except SystemExit as error:
    print(error.code, repr(error))
try:
    sys.exit()
except SystemExit as error:
    print(error.code)
sys.exit(3)
