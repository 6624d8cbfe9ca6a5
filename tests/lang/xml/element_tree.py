# xml.etree.ElementTree with its C++ half: elements, their errors, builders, parsers, events, deep trees.
import copy
import io
import pickle
import weakref
import xml.etree.ElementTree as E
from xml.etree.ElementTree import Element, SubElement, TreeBuilder, XMLParser

e = Element("a")
CALLS = """E.Element() | E.Element(1,2) | E.Element("a",3) | E.Element("a",attrib=3) | E.Element("a","b","c")
E.Element(tag="a") | E.Element("a",{"x":"y"},z="w").attrib | E.Element("a",attrib={"x":"y"},z="w").attrib
E.SubElement(1,2) | E.SubElement(e) | E.SubElement(e,"x",3) | e.append(1) | e.append() | e.append(subelement=e)
e.insert(1) | e.insert("x",e) | e.insert(0,1) | e.remove(1) | e.remove(E.Element("b")) | e.extend(1) | e.extend([1])
e[0] | e["x"] | e[0:1] | e.__setitem__(0,e) | e.__setitem__("x",e) | e.__setitem__(slice(0,1),1)
e.__setitem__(slice(0,1),[1]) | e.__delitem__(0) | e.__delitem__("x") | e.__setstate__(1) | e.__setstate__({})
e.makeelement(1) | e.makeelement(1,2) | e.makeelement("q",{}).tag | e.get() | e.get(1,2,3) | e.set(1) | e.find()
e.findtext() | e.iter(1,2) | e.tag | setattr(e,"attrib",1) | delattr(e,"tag") | e.items(1) | e.xyz | setattr(e,"xyz",1)
E.TreeBuilder(1,2) | E.TreeBuilder(x=1) | E.XMLParser(1) | E.XMLParser(encoding=1)
E.XMLParser(encoding="bogus").feed("<a/>") | E.XMLParser(encoding="bogus").close() | E.XMLParser().feed(1)
E.XMLParser().feed("<a>&b;</a>") | E.XMLParser().feed("<a") | E.XMLParser().close() | E.XMLParser()._setevents(1)
E.XMLParser()._setevents([],["x"]) | E.XMLParser()._setevents([],[1]) | E.XMLParser()._setevents([],5)
E.XMLParser(target=5)._setevents([]) | E.TreeBuilder().end("a") | E.TreeBuilder().start("a")
E.TreeBuilder().start("a",1) | E.TreeBuilder().close() | e.__deepcopy__(1) | e.__getstate__() | len(e) | bool(e)
E.XMLParser().entity | E.XMLParser(target=5).target | E.XMLParser(target=5).close() | E.TreeBuilder().data()
E._set_factories(1, None) | E.fromstring("<a>&x;</a>") | E.fromstring("<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'>%p;]><a>&x;</a>")
E.fromstring("<a><b></a>") | E.fromstring("") | E.fromstring("<a/><b/>") | E.fromstring(b"<a>\\xff</a>")
E.fromstring("<?xml version='1.0' encoding='koi8-r'?><a/>".encode()) | E.fromstring(b"<?xml version='1.0' encoding='no'?><a/>")
E.fromstring("<?xml version='1.0' encoding='latin-1'?><a>\\xe9</a>".encode("latin-1")).text
E.fromstring("<?xml version='1.0' encoding='utf-8'?><a>\\u20ac</a>").text | E.fromstring("<a>\\ud800</a>")"""
for line in CALLS.splitlines():
    for text in line.split(" | "):
        try:
            result = eval(text)
            print(text, "->", result if not isinstance(result, Element) else E.tostring(result))
        except Exception as x:
            print(text, "->", type(x).__name__, x, getattr(x, "code", ""), getattr(x, "position", ""))

# --- children
r = Element("r")
for name in "abcdef":
    SubElement(r, name, n=name).text = name
print(E.tostring(r), len(r), [c.tag for c in r], [c.tag for c in r[1:4]], [c.tag for c in r[::-2]], r[-1].tag)
r.insert(-1, Element("x"))
r.insert(100, Element("y"))
r.insert(-100, Element("z"))
print([c.tag for c in r])
del r[0], r[-1]
del r[1:6:2]
print([c.tag for c in r])
del r[::-1][:]
r[1:2] = [Element("p"), Element("q")]
r[5:] = (Element(t) for t in "st")
print([c.tag for c in r])
r[::2] = [Element(t.upper()) for t in "ijk"[:len(r[::2])]]
print([c.tag for c in r])
try:
    r[::2] = [e]
except ValueError as x:
    print(x)
del r[::-2]
print([c.tag for c in r])
del r[10:], r[3:1]
r.remove(r[0])
r.clear()
print(len(r), r.attrib, r.text)

# --- search
doc = E.fromstring("""<top xmlns:n="uri"><s k="1">one<n:t>two</n:t>three</s><s k="2"/><u><s>deep</s>tail</u><!--c-->end</top>""")
print([x.tag for x in doc.iter()], [x.text for x in doc.iter("s")], [x.tag for x in doc.iter("*")][:2])
print(doc.find("s").attrib, doc.find("nope"), doc.find("u/s").text, doc.find("{uri}t"), doc.find(".//{uri}t").text)
print(doc.findtext("s"), doc.findtext("nope", "d"), doc.findtext("u"), doc.findtext("n:t", namespaces={"n": "uri"}))
print(len(doc.findall("s")), len(doc.findall(".//s")), [x.get("k") for x in doc.findall("s[@k='2']")])
print(list(doc.itertext()), list(doc[0].itertext()), [x.text for x in doc.iterfind("u/s")])
print(doc.find("s").get("k"), doc.find("s").get("z", 5), doc.find("s").keys(), doc.find("s").items())

# --- copies, pickles, references
a = E.fromstring("<a x='1'>t<b y='2'>u</b>v</a>")
for c in [copy.copy(a), copy.deepcopy(a), pickle.loads(pickle.dumps(a))]:
    print(E.tostring(c), c is a, c[0] is a[0], c.attrib is a.attrib)
shared = Element("s")
shared.attrib = d = {"k": ["v"]}
both = copy.deepcopy([shared, d])
print(both[0].attrib is both[1], both[1]["k"] is d["k"])
w = weakref.ref(a)
print(w() is a, repr(a)[:12], repr(Element(("t", 1)))[:20])


class Sub(Element):
    def __init__(self):
        super().__init__("sub", {"a": "b"}, c="d")
        self.more = 1


s = Sub()
s.append(Element("x"))
print(E.tostring(s), s.more, type(copy.copy(s)).__name__, pickle.loads(pickle.dumps(s)).more)

# --- builders and targets
b = TreeBuilder(insert_comments=True, insert_pis=True)
b.start("r", {})
b.data("a")
b.data("b")
b.comment("c")
b.data("d")
b.pi("p", "q")
b.start("i", {"k": "v"})
b.end("i")
b.data("e")
b.end("r")
print(E.tostring(b.close()))


class Target:
    def __getattr__(self, name):
        if name.startswith("__") or name in ("missing",):
            raise AttributeError(name)
        return lambda *args: print("   ", name, args)


for target in [Target()]:
    p = XMLParser(target=target)
    p.entity["mine"] = "MINE"
    p.feed("<!DOCTYPE d PUBLIC 'p' 's'><?pi x?><d xmlns='u' xmlns:n='v'><!-- c --><n:e a='1' n:b='2'>te&mine;xt</n:e></d>")
    print(p.close())


class Raises:
    def start(self, tag, attrs):
        raise KeyError(tag)


try:
    p = XMLParser(target=Raises())
    p.feed("<a><b/></a>")
except KeyError as x:
    print("KeyError", x)

source = "<a xmlns:p='u'>x<p:b/><!--c--><?i j?>y<d>z</d></a>"
for events in [None, ("start",), ("start", "end", "start-ns", "end-ns", "comment", "pi")]:
    print([(ev, getattr(el, "tag", el) if not callable(getattr(el, "tag", el)) else el.text)
           for ev, el in E.iterparse(io.StringIO(source), events)])
pull = E.XMLPullParser(("end",))
for part in ["<r><a", ">1</a>", "<b/></r>"]:
    pull.feed(part)
    print([(ev, el.tag) for ev, el in pull.read_events()])

# --- deep
depth = 30000
deep = E.fromstring("<a>" * depth + "x" + "</a>" * depth)
print(sum(1 for _ in deep.iter()), "".join(deep.itertext()))
try:
    copy.deepcopy(deep)
    print("copied")
except RecursionError:
    print("copied")
