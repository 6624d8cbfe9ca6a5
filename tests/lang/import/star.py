from _stars import *

print(shown, also_shown())
try:
    _hidden
except NameError as error:
    print(error)
try:
    not_listed
except NameError as error:
    print(error)
