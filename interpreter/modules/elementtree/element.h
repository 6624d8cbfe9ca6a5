// xml.etree.ElementTree.Element: what the module's sources share.
#pragma once

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Element : Object {
  Object *tag, *text, *tail;  // any objects
  Dict* attributes;           // null: none yet
  Element** children;         // raw storage
  ssize count, capacity;
  Object* weak_list;      // for C
  bool attributes_shown;  // something else may refer to the dict, too
  static Type* type();
};
extern Type element_type, element_iterator_type, tree_builder_type, xml_tree_parser_type;
inline Type* Element::type() { return &element_type; }
inline bool is_element(const Object* o) { return is_instance(o, &element_type); }

// What outlives a call: only pointers to objects, in permanent storage.
struct ElementTreeState {
  Type* parse_error;
  Object* deepcopy;  // of the module copy
  Object *comment_factory, *pi_factory;
  Str *empty, *text, *tail, *append;
};
ElementTreeState& element_tree_state();

Element* new_element(Thread& t, Type* cls, Object* tag, Dict* attributes /* or null; becomes the element's */);
Dict* element_attributes(Thread& t, Element& self);  // made when there is none
Status element_append_child(Thread& t, Element& self, Element* child);
void element_remove_children(Element& self, ssize begin, ssize n);
Object* new_element_iterator(Thread& t, Element& root, Object* tag /* none(): all */, bool text);
// The dict of Element(tag, attrib={}, **extra): a copy with the keywords, which may include attrib. Null in *out: none.
Status attributes_of_call(Thread& t, const Args& args, const char* function, ssize positional, Dict** out);

// element_items.cpp: subscripts
Object* element_get_item(Thread& t, Object* self, Object* key);
Status element_set_item(Thread& t, Object* self, Object* key, Object* value);

}  // namespace sidewinder
