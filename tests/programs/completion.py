"""jedi completes, finds definitions and signatures."""
import jedi

print([c.name for c in jedi.Script("import json\njson.lo").complete(2, 7)])
print(jedi.Script("def f(a, b=3):\n  return a\nf(").get_signatures(3, 2))
source = """
class Base:
    def both(self): return [self]
class Derived(Base):
    def mine(self, key: str) -> dict: ...
for d in Derived().both():
    d.
"""
print([c.name for c in jedi.Script(source).complete(7, 6) if not c.name.startswith("__")])
script = jedi.Script("import textwrap\nx = textwrap.wrap('a', width=3)\nx.app")
print([(d.name, d.type, d.module_name) for d in script.infer(2, 14)], script.complete(3, 5)[0].docstring(raw=True))
print([(n.name, n.line, n.column) for n in jedi.Script(source).get_names(all_scopes=True)])
print([(r.line, r.column) for r in jedi.Script(source).get_references(2, 7)])
