// xml.etree.ElementTree.XMLParser: expat in front of a target, which mostly is a TreeBuilder.
#pragma once

#include <expat.h>

#include "interpreter/modules/elementtree/tree_builder.h"

namespace sidewinder {

// Names as expat gives them, to strings {namespace}name: each is made once.
struct XmlNames {
  struct Entry {
    Object* raw;   // bytes; null: empty
    Object* name;  // str
    size_t hash;
  };
  Entry* table;  // raw storage
  size_t capacity, used;

  Str* find(Thread& t, const char* raw);
};

struct XmlTreeParser : Object {
  XML_Parser parser;  // null: freed, or never made
  Object* target;
  TreeBuilder* builder;  // the target, if it is one and no subclass; else null
  Dict* entity;
  XmlNames names;
  // Methods of another target; null: it has none.
  Object *start, *data, *end, *comment, *pi, *close, *doctype, *start_ns, *end_ns;
  static Type* type();
};
inline Type* XmlTreeParser::type() { return &xml_tree_parser_type; }

// Tells expat which callbacks there are: xml_tree_callbacks.cpp.
void set_tree_callbacks(XmlTreeParser& self);
void set_tree_namespace_callbacks(XmlTreeParser& self, bool start, bool end);
void set_tree_comment_callback(XmlTreeParser& self);
void set_tree_pi_callback(XmlTreeParser& self);

}  // namespace sidewinder
