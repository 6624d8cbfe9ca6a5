# The traceback of what a handler raises names the place in C that called it, as CPython's does.
import traceback
import xml.parsers.expat as expat


def entries(handler, text):
    parser = expat.ParserCreate()

    def fails(*arguments):
        raise ValueError(handler)

    setattr(parser, handler, fails)
    try:
        parser.Parse(text, True)
    except ValueError as e:
        for entry in traceback.extract_tb(e.__traceback__):
            print(entry.filename.rpartition("/")[2], entry.name, entry.lineno if entry.filename.endswith(".c") else "")


for handler in "StartElementHandler", "EndElementHandler", "CharacterDataHandler", "CommentHandler", "XmlDeclHandler":
    entries(handler, b"<?xml version='1.0'?><a><!--c-->text</a>")
