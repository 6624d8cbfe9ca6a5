"""The count of references

`sys.getrefcount` shows CPython's own bookkeeping. Where nothing is counted, it is missing or says the same of everything.
"""
import sys

thing = object()
try:
    print("one name:   ", sys.getrefcount(thing))
    other = [thing] * 3
    print("three more: ", sys.getrefcount(thing))
except AttributeError as error:
    print("AttributeError:", error)
