import _package
from _package import part
from _package.part import name
import _package.sub.deep

print(_package.title, part.name(), name(), _package.sub.deep.WHERE, _package.sub.deep.up())
