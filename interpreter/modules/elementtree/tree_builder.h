// xml.etree.ElementTree.TreeBuilder: elements from starts, ends and text. The parser calls it directly.
#pragma once

#include <string_view>

#include "interpreter/modules/elementtree/element.h"

namespace sidewinder {

struct List;

// What is put into the queue of events when this happens.
struct TreeEvents {
  Object* append;                                       // of the queue; null: there is none
  Str *start, *end, *start_ns, *end_ns, *comment, *pi;  // names of the events that are wanted; or null
};

struct TreeBuilder : Object {
  Object* root;           // or null
  Object* open;           // the element that is being built; none(): none is
  Object* last;           // that got the last tag; text belongs to it
  Object* last_for_tail;  // or null; if not, text is its tail
  Object* data;           // text since the last tag: one piece, or a list of them if data_is_list; or null
  char* buffer;           // and more of it as UTF-8 from the parser: raw storage
  size_t buffer_used, buffer_capacity;
  List* stack;                                             // of the elements around `open`
  Object *element_factory, *comment_factory, *pi_factory;  // or null
  TreeEvents events;
  bool data_is_list, insert_comments, insert_pis;
  static Type* type();
};
inline Type* TreeBuilder::type() { return &tree_builder_type; }

TreeBuilder* new_tree_builder(Thread& t);
// attributes null: none. The new element.
Object* tree_start(Thread& t, TreeBuilder& self, Object* tag, Dict* attributes);
Object* tree_end(Thread& t, TreeBuilder& self);
Status tree_text(Thread& t, TreeBuilder& self, std::string_view utf8);
Status tree_data(Thread& t, TreeBuilder& self, Object* data);
Object* tree_comment(Thread& t, TreeBuilder& self, Object* text);
Object* tree_pi(Thread& t, TreeBuilder& self, Object* target, Object* text);
Object* tree_root(TreeBuilder& self);  // or none()
Status tree_event(Thread& t, TreeBuilder& self, Str* event /* or null */, Object* subject);

// ParseError with the attributes code and position.
Raised raise_parse_error(Thread& t, int code, ssize line, ssize column, const char* message);

}  // namespace sidewinder
