# pyexpat: every handler with its arguments, attributes of the parser, buffering, encodings, errors, entities.
from xml.parsers import expat

DOCUMENT = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE doc PUBLIC "pub" "sys" [
<!NOTATION note SYSTEM "notesys">
<!ENTITY unparsed SYSTEM "u.gif" NDATA note>
<!ENTITY internal "some &#65; text">
<!ENTITY external SYSTEM "ext.xml">
<!ENTITY % parameter "pe">
<!ELEMENT doc (a|(b,c*)+)?>
<!ELEMENT a EMPTY>
<!ELEMENT m (#PCDATA|a)*>
<!ATTLIST a k CDATA #IMPLIED d (x|y) "x" r ID #REQUIRED>
]>
<doc xmlns="default" xmlns:n="uri"><?target data?><!--comment--><n:a n:k="1" j="2">text &internal; &amp; more
</n:a><![CDATA[raw <data>]]>&external;&unknown;</doc>
"""
HANDLERS = [name for name in dir(expat.ParserCreate()) if name.endswith("Handler") or name == "DefaultHandlerExpand"]
print(HANDLERS)


def recorder(name, result=None):
    def handle(*args):
        if name == "ExternalEntityRefHandler":  # its context is a list in any order
            args = (sorted(args[0].split("\f")),) + args[1:]
        print("   ", name, args)
        return result
    return handle


for separator in [None, " "]:
    for skip in [("DefaultHandler", "DefaultHandlerExpand"), ("DefaultHandler",), ()]:
        p = expat.ParserCreate(namespace_separator=separator)
        print(separator, skip)
        for name in HANDLERS:
            if name in skip or name == "NotStandaloneHandler":
                continue
            setattr(p, name, recorder(name, 1))
        p.specified_attributes = separator is None
        p.ordered_attributes = separator is not None
        p.namespace_prefixes = True
        p.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        try:
            print(p.Parse(DOCUMENT, True))
        except expat.ExpatError as e:
            print(e, e.code, e.lineno, e.offset, expat.ErrorString(e.code))

# --- entities in a parser of their own
p = expat.ParserCreate()
p.StartElementHandler = recorder("start")


def external(context, base, system, public):
    print("external", context, base, system, public)
    sub = p.ExternalEntityParserCreate(context)
    return sub.Parse(b"<inside/>", True)


p.ExternalEntityRefHandler = external
p.SetBase("/base/")
print(p.GetBase(), p.Parse(b'<!DOCTYPE d [<!ENTITY x SYSTEM "s">]><d>&x;</d>', True))

# --- buffering
for size in [None, 3, 10, 100]:
    p = expat.ParserCreate()
    got = []
    p.CharacterDataHandler = got.append
    if size:
        p.buffer_text = True
        p.buffer_size = size
    p.StartElementHandler = lambda name, attributes: got.append("<%s>" % name)
    p.CommentHandler = lambda text: got.append((p.buffer_used, text))
    p.Parse("<a>one\ntwo\nthree<!--c-->four<b/>f&lt;ive</a>")
    p.Parse("", True)
    print(size, p.buffer_text, p.buffer_size, got)

# --- attributes, errors
p = expat.ParserCreate()
for change in ["p.buffer_size = 0", "p.buffer_size = -1", "p.buffer_size = 2**40", "p.buffer_size = 'x'", "p.nothing = 1",
               "p.buffer_text = 5", "p.ordered_attributes = 'x'", "del p.StartElementHandler", "p.ErrorCode = 1",
               "p.StartElementHandler = 5", "p.StartElementHandler = None", "p.intern = 1", "expat.XMLParserType()",
               "expat.ParserCreate(1)", "expat.ParserCreate(namespace_separator=1)", "expat.ParserCreate(intern=1)",
               "expat.ParserCreate(namespace_separator='xy')", "p.Parse()", "p.Parse(5)", "p.ParseFile(5)",
               "expat.ParserCreate('no such').Parse('<a/>', True)", "expat.ParserCreate('no such').Parse(b'<a/>', True)",
               "expat.ParserCreate('utf-16').Parse(b'<a/>', True)", "expat.ErrorString(4)", "expat.ErrorString(999)",
               "p.UseForeignDTD()", "p.SetParamEntityParsing(2)", "p.SetBase(5)", "p.ExternalEntityParserCreate(5)"]:
    try:
        exec("r = " + change if "=" not in change.split("(")[0] and not change.startswith("del") else change)
        print(change, "->", globals().get("r"))
    except Exception as e:
        print(change, "->", type(e).__name__, e)
    r = None
print(p.buffer_text, p.ordered_attributes, p.StartElementHandler, p.ErrorCode, p.CurrentLineNumber, p.intern)

for data in ["<a>", "<a></b>", "<a/><a/>", "", "x", "<a b='1' b='2'/>", "<a>&no;</a>", "<a>&#0;</a>", "<p:a/>", "<a><![CDATA[",
             b"\xff\xfe<\x00a\x00/\x00>\x00", b"<a>\xff</a>", "<?xml version='1.0' encoding='cp1251'?><a>\u0431</a>".encode("cp1251"),
             b"<?xml version='1.0' encoding='no'?><a/>"]:
    p = expat.ParserCreate(namespace_separator="!")
    p.CharacterDataHandler = recorder("text")
    try:
        print(data, p.Parse(data, True))
    except Exception as e:
        print(data, type(e).__name__, e)
    print("   ", p.ErrorCode, p.ErrorLineNumber, p.ErrorColumnNumber, p.ErrorByteIndex)


class File:
    def __init__(self, *parts):
        self.parts = list(parts)

    def read(self, n):
        return self.parts.pop(0)


for file in [File(b"<a>", b"</a>", b""), File("<a/>", ""), File(b"x" * 5000), File(bytearray(b"<a/>"), b"")]:
    try:
        print(expat.ParserCreate().ParseFile(file))
    except Exception as e:
        print(type(e).__name__, e)


# --- handlers that raise, that take themselves away, that look at their input
def fail(*args):
    raise ValueError(args)


p = expat.ParserCreate()
p.StartElementHandler = fail
p.EndElementHandler = recorder("end")
try:
    p.Parse("<a><b/></a>", True)
except ValueError as e:
    print("ValueError", e, p.StartElementHandler, p.EndElementHandler)

p = expat.ParserCreate()


def once(name, attributes):
    print("once", name, p.GetInputContext(), p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex)
    p.StartElementHandler = None
    p.CharacterDataHandler = recorder("text")


p.StartElementHandler = once
p.Parse("<a>\n<b>x</b></a>", True)
print(p.GetInputContext())
names = {}
p = expat.ParserCreate(intern=names)
seen = []
p.StartElementHandler = lambda name, attributes: seen.append(name)
p.Parse("<aaaa><aaaa/></aaaa>", True)
print(seen[0] is seen[1], names, p.intern is names)
print(expat.errors.XML_ERROR_SYNTAX, expat.errors.codes["syntax error"], expat.errors.messages[2], expat.model.XML_CTYPE_SEQ)
