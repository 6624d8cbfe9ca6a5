"""JSON, XML, CSV, HTML, plists and settings with bytes changed."""

import configparser
import csv
import email
import html.parser
import io
import json
import plistlib
import tomllib
import xml.dom.minidom
import xml.etree.ElementTree as etree
import xml.parsers.expat
import xml.sax

from _mutations import mutated

JSON = [json.dumps(value).encode() for value in [None, True, [1, -2.5e300, "x", "é\n\u2028"], {"a": {"b": [[], {}, ""]}}, 10**50, "\ud83d\ude00", {"k": [1] * 50}]]
JSON += [b'{"a": NaN, "b": [Infinity, -Infinity]}', b'"\\ud83d\\ude00\\u00e9\\/\\b"', b"[" * 50 + b"]" * 50, b' \t\n{ "a" : 1 , "a" : 2 } ', "é".encode("utf-16"), b"\xef\xbb\xbf[1]"]
XML = [b"<a/>", b"<?xml version='1.0' encoding='utf-8'?>\n<r a='1' b=\"&lt;&#65;&#x42;\"><!-- c --><?pi d?><![CDATA[<x>]]>t\xc3\xa9xt<e/>tail</r>",
       b"<!DOCTYPE r [<!ENTITY e 'value'><!ELEMENT r (#PCDATA)><!ATTLIST r a CDATA 'd'>]><r>&e;&amp;</r>", b"<x:a xmlns:x='urn:u' xmlns='urn:d' x:b='1'><c/></x:a>",
       b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><r>&c;</r>", "<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16"),
       b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", b"<a>" * 60 + b"</a>" * 60, b"<!DOCTYPE r SYSTEM 'none.dtd' [<!ENTITY % p SYSTEM 'x'>%p;]><r/>"]
CSV = [b"a,b,c\r\n1,\"x,\"\"y\"\"\",3\n", b"'a';'b'\n;;\n", b"a\\,b\t\"c\nd\"", b"1,2.5,-3e5\n"]
TOML = [b"a = 1\n[b.c]\nd = [1, 2.5, 'x', \"\\u00e9\"]\ne = {f = 1979-05-27T07:32:00Z}\n[[g]]\nh = true\n", b'x = """multi\nline"""\ny = 0xff_ff\n', b"a.b.c = inf\n"]
SETTINGS = [b"[a]\nb = 1\nc: %(b)s\n d\n[DEFAULT]\ne\n", b"; c\n[x]\ny=${x:z}\nz=5\n"]
PLISTS = [plistlib.dumps({"a": [1, 2.5, b"x", True], "b": {"c": "é" * 20}}, fmt=kind) for kind in (plistlib.FMT_XML, plistlib.FMT_BINARY)]
MAILS = [b"From: a@b\r\nSubject: =?utf-8?q?=C3=A9?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--x--\r\n"]
HTML = [b"<!doctype html><p class=a b='c' d>x &eacute; &#65; <br/><!-- c --><script>if (a < b) {}</script><![CDATA[x]]></p>"]


def read_json(data):
    return json.loads(data)


def read_json_in_python(data):
    decoder = json.JSONDecoder(object_pairs_hook=list, parse_int=str, parse_constant=repr, strict=False)
    return decoder.raw_decode(data.decode("utf-8", "replace"))


def written_json(data):
    return json.dumps(json.loads(data), indent=1, sort_keys=True), json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":"))


def described(element):
    return element.tag, sorted(element.attrib.items()), element.text, element.tail, [described(child) for child in element]


def read_tree(data):
    return described(etree.fromstring(data))


def read_tree_in_steps(data):
    return [(event, getattr(element, "tag", element)) for event, element in
            etree.iterparse(io.BytesIO(data), ["start", "end", "comment", "pi", "start-ns", "end-ns"])]


def read_events(data):
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    events = []
    for name in ("StartElement", "EndElement", "CharacterData", "ProcessingInstruction", "Comment", "StartCdataSection", "StartDoctypeDecl", "EntityDecl", "AttlistDecl",
                 "ElementDecl", "XmlDecl", "Default", "StartNamespaceDecl", "SkippedEntity"):
        setattr(parser, name + "Handler", lambda *arguments, name=name: events.append((name, arguments)))
    parser.ExternalEntityRefHandler = lambda *arguments: parser.ExternalEntityParserCreate(arguments[0]).Parse(data, True)
    parser.buffer_text = True
    try:
        for i in range(0, len(data), 7):
            parser.Parse(data[i:i + 7])
        parser.Parse(b"", True)
    except xml.parsers.expat.ExpatError as error:
        events.append((error.code, error.lineno, error.offset))
    return events


def read_dom(data):
    return xml.dom.minidom.parseString(data).toprettyxml()


def read_sax(data):
    events = []

    class Handler(xml.sax.ContentHandler):
        def startElement(self, name, attributes):
            events.append((name, sorted(attributes.items())))

        def characters(self, text):
            events.append(text)

    xml.sax.parseString(data, Handler())
    return events


def read_csv(data, options):
    return list(csv.reader(io.StringIO(data.decode("utf-8", "surrogateescape"), newline=""), **options))


def sniffed(data):
    dialect = csv.Sniffer().sniff(data.decode("utf-8", "replace"))
    return dialect.delimiter, dialect.quotechar


def read_toml(data):
    return tomllib.loads(data.decode("utf-8", "replace"))


def read_settings(data):
    parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True)
    parser.read_string(data.decode("utf-8", "replace"))
    return {name: dict(parser.items(name)) for name in parser.sections()}


def read_plist(data):
    return plistlib.loads(data)


def read_mail(data):
    message = email.message_from_bytes(data)
    return [(part.get_content_type(), part.items(), part.get_payload(decode=True)) for part in message.walk()]


def read_html(data):
    events = []
    parser = html.parser.HTMLParser()
    parser.handle_starttag = lambda tag, attributes: events.append((tag, attributes))
    parser.handle_data = events.append
    parser.feed(data.decode("utf-8", "replace"))
    parser.close()
    return events


READERS = [(JSON, [read_json, read_json, read_json_in_python, written_json])] * 3
READERS += [(XML, [read_tree, read_tree_in_steps, read_events, read_dom, read_sax])] * 4
READERS += [(TOML, [read_toml]), (SETTINGS, [read_settings]), (PLISTS, [read_plist]), (MAILS, [read_mail]), (HTML, [read_html])]


def make_case(random):
    if random.random() < 0.1:
        if random.random() < 0.2:
            return sniffed, mutated(random, CSV)
        options = {"delimiter": random.choice([",", ";", "\t", "", "é", "\0", None]), "quoting": random.choice([0, 1, 2, 3, 9]), "quotechar": random.choice(['"', "'", None, "ab"]),
                   "escapechar": random.choice([None, "\\"]), "strict": random.random() < 0.5, "skipinitialspace": random.random() < 0.5}
        return read_csv, mutated(random, CSV), options
    samples, readers = random.choice(READERS)
    return random.choice(readers), mutated(random, samples)
