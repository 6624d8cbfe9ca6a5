// pyexpat.xmlparser: a parser of the library expat, whose callbacks call Python.
#pragma once

#include <expat.h>

#include <string_view>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

enum class XmlHandler : int {
#define HANDLER(name, python, line, set) name,
#include "interpreter/modules/pyexpat/xml_handlers.def"
#undef HANDLER
  kCount
};

struct XmlParser : Object {
  XML_Parser parser;  // null: freed
  Object* handlers[int(XmlHandler::kCount)];
  Dict* intern;       // strings of names, so that equal ones are the same; null: no
  XmlParser* parent;  // of the parser of an external entity
  char* buffer;       // malloc memory for character data that is not reported yet; null: it is reported as it comes
  int buffer_size, buffer_used;
  bool ordered_attributes, specified_attributes, namespace_prefixes;
  bool in_callback;
  static Type* type();

  Object*& handler(XmlHandler h) { return handlers[int(h)]; }
};
extern Type xml_parser_type;
inline Type* XmlParser::type() { return &xml_parser_type; }

XmlParser* new_xml_parser(Thread& t, const char* encoding, const char* separator, Dict* intern);
Type*& expat_error();
// ExpatError with what expat says is wrong.
Raised raise_expat_error(Thread& t, XmlParser& self, XML_Error code);

// The sources' own.
void apply_xml_handler(XmlParser& self, XmlHandler h);  // tells expat whether there is one
void forget_xml_handlers(XmlParser& self);
Status flush_xml_text(Thread& t, XmlParser& self);  // reports what is in the buffer
// Makes ranges of bytes that are not UTF-8 known to expat, by a codec. For XML_SetUnknownEncodingHandler.
int xml_unknown_encoding(void*, const XML_Char* name, XML_Encoding* info);

}  // namespace sidewinder
