#include "interpreter/modules/elementtree/tree_builder.h"

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// --- text -------------------------------------------------------------------------------------------

Status tree_text(Thread&, TreeBuilder& self, std::string_view utf8) {
  if (self.last == none()) return Status::ok();  // before the root
  size_t wanted = self.buffer_used + utf8.size();
  if (wanted > self.buffer_capacity) {
    size_t capacity = std::max<size_t>(256, wanted + wanted / 2);
    char* larger = TRY(allocate_raw_leaf<char>(capacity));
    if (self.buffer_used) std::memcpy(larger, self.buffer, self.buffer_used);
    self.buffer = larger;
    self.buffer_capacity = capacity;
  }
  std::memcpy(self.buffer + self.buffer_used, utf8.data(), utf8.size());
  self.buffer_used = wanted;
  return Status::ok();
}

namespace {

// What the parser has given becomes a piece of text.
Status settle_buffer(Thread& t, TreeBuilder& self);

Status add_piece(Thread& t, TreeBuilder& self, Object* piece) {
  if (!self.data) {
    self.data = piece;
    return Status::ok();
  }
  if (!self.data_is_list) {
    self.data = TRY(list_from_array(t, &self.data, 1));
    self.data_is_list = true;
  }
  return list_append(t, cast<List>(self.data), piece);
}

Status settle_buffer(Thread& t, TreeBuilder& self) {
  if (!self.buffer_used) return Status::ok();
  Str* text = TRY(new_str({self.buffer, self.buffer_used}));
  self.buffer_used = 0;
  return add_piece(t, self, text);
}

// Text, or tail, of the element is what it was and the new text behind it.
Status extend_text(Thread& t, Object* element, Object* text, bool tail) {
  if (is_exact<Element>(element)) {
    Object*& place = tail ? cast<Element>(element)->tail : cast<Element>(element)->text;
    place = place == none() ? text : TRY(binary(t, BinaryOp::Add, place, text));
    return Status::ok();
  }
  Str* name = tail ? element_tree_state().tail : element_tree_state().text;
  Object* before = TRY(get_attribute(t, element, name));
  if (before != none()) text = TRY(binary(t, BinaryOp::Add, before, text));
  return set_attribute(t, element, name, text);
}

Status flush_text(Thread& t, TreeBuilder& self) {
  if (!self.data && !self.buffer_used) return Status::ok();
  TRY(settle_buffer(t, self));
  Object* text = self.data;
  bool joined = self.data_is_list;
  self.data = nullptr;
  self.data_is_list = false;
  if (joined) text = TRY(str_join(t, element_tree_state().empty, text));
  bool tail = self.last_for_tail;
  return extend_text(t, tail ? self.last_for_tail : self.last, text, tail);
}

Status add_child(Thread& t, Object* parent, Object* child) {
  if (is_exact<Element>(parent)) {
    if (!is_element(child)) return raise_type_error(t, "expected an Element, not \"%T\"", child);
    return element_append_child(t, *cast<Element>(parent), cast<Element>(child));
  }
  TRY(call_method(t, parent, element_tree_state().append, Args{&child, 1}));
  return Status::ok();
}

}  // namespace

Status tree_data(Thread& t, TreeBuilder& self, Object* data) {
  if (!self.data && !self.buffer_used && self.last == none()) return Status::ok();
  TRY(settle_buffer(t, self));
  return add_piece(t, self, data);
}

// --- elements ---------------------------------------------------------------------------------------

Status tree_event(Thread& t, TreeBuilder& self, Str* event, Object* subject) {
  if (!event || !self.events.append) return Status::ok();
  Object* pair[] = {event, subject};
  TRY(call(t, self.events.append, TRY(new_tuple(pair, 2))));
  return Status::ok();
}

Object* tree_start(Thread& t, TreeBuilder& self, Object* tag, Dict* attributes) {
  TRY(flush_text(t, self));
  Object* node;
  if (!self.element_factory) {
    node = TRY(new_element(t, &element_type, tag, attributes));
  } else {
    if (!attributes) attributes = TRY(new_dict(t));
    node = TRY(call(t, self.element_factory, tag, attributes));
  }
  self.last_for_tail = nullptr;
  if (self.open != none()) {
    TRY(add_child(t, self.open, node));
  } else {
    if (self.root) return raise(t, *element_tree_state().parse_error, "multiple elements on top level");
    self.root = node;
  }
  TRY(list_append(t, self.stack, self.open));
  self.open = self.last = node;
  TRY(tree_event(t, self, self.events.start, node));
  return node;
}

Object* tree_end(Thread& t, TreeBuilder& self) {
  TRY(flush_text(t, self));
  if (!self.stack->size) return raise_index_error(t, "pop from empty stack");
  Object* ended = self.open;
  self.last = self.last_for_tail = ended;
  self.open = TRY(list_pop(t, self.stack, -1));
  TRY(tree_event(t, self, self.events.end, ended));
  return ended;
}

Object* tree_comment(Thread& t, TreeBuilder& self, Object* text) {
  TRY(flush_text(t, self));
  Object* comment = text;
  if (self.comment_factory) {
    comment = TRY(call(t, self.comment_factory, text));
    if (self.insert_comments && self.open != none()) {
      TRY(add_child(t, self.open, comment));
      self.last_for_tail = comment;
    }
  }
  TRY(tree_event(t, self, self.events.comment, comment));
  return comment;
}

Object* tree_pi(Thread& t, TreeBuilder& self, Object* target, Object* text) {
  TRY(flush_text(t, self));
  Object* pair[] = {target, text};
  Object* pi;
  if (self.pi_factory) {
    pi = TRY(call(t, self.pi_factory, target, text));
    if (self.insert_pis && self.open != none()) {
      TRY(add_child(t, self.open, pi));
      self.last_for_tail = pi;
    }
  } else {
    pi = TRY(new_tuple(pair, 2));
  }
  TRY(tree_event(t, self, self.events.pi, pi));
  return pi;
}

Object* tree_root(TreeBuilder& self) { return self.root ? self.root : none(); }

// --- the type ---------------------------------------------------------------------------------------

namespace {

Object* tree_builder_new(Thread& t, Type* cls, Args) {
  auto* self = static_cast<TreeBuilder*>(TRY(allocate_instance(t, cls)));
  self->open = self->last = none();
  self->stack = TRY(new_list(t));
  return self;
}

Status tree_builder_init(Thread&, TreeBuilder& self, Object* element_factory, Object* comment_factory,
                         Object* pi_factory, bool insert_comments, bool insert_pis) {
  ElementTreeState& state = element_tree_state();
  auto given = [](Object* o) { return o && o != none() ? o : nullptr; };
  self.element_factory = given(element_factory);
  self.comment_factory = given(comment_factory) ? comment_factory : state.comment_factory;
  self.pi_factory = given(pi_factory) ? pi_factory : state.pi_factory;
  self.insert_comments = self.comment_factory && insert_comments;
  self.insert_pis = self.pi_factory && insert_pis;
  return Status::ok();
}

Status tree_builder_data(Thread& t, TreeBuilder& self, Object* data) { return tree_data(t, self, data); }
Object* tree_builder_start(Thread& t, TreeBuilder& self, Object* tag, Dict* attributes) {
  Object* node = TRY(tree_start(t, self, tag, attributes));
  if (is_exact<Element>(node)) cast<Element>(node)->attributes_shown = true;
  return node;
}
Object* tree_builder_end(Thread& t, TreeBuilder& self, Object*) { return tree_end(t, self); }
Object* tree_builder_comment(Thread& t, TreeBuilder& self, Object* text) { return tree_comment(t, self, text); }
Object* tree_builder_pi(Thread& t, TreeBuilder& self, Object* target, Object* text) {
  return tree_pi(t, self, target, text);
}
Object* tree_builder_close(TreeBuilder& self) { return tree_root(self); }

}  // namespace

TreeBuilder* new_tree_builder(Thread& t) {
  auto* self = static_cast<TreeBuilder*>(TRY(tree_builder_new(t, &tree_builder_type, Args{})));
  TRY(tree_builder_init(t, *self, nullptr, nullptr, nullptr, false, false));
  return self;
}

#define NATIVE_TABLE "interpreter/modules/elementtree/tree_builder_methods.def"
#define NATIVE_TYPE TreeBuilder
#define NATIVE_PREFIX tree_builder
#define NATIVE_NAME "TreeBuilder"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_builder_data() {
  TypeData d{};
  tree_builder_declare(d);
  return d;
}
constinit TypeData builder_data = make_builder_data();

}  // namespace

constinit Type tree_builder_type =
    static_type("xml.etree.ElementTree.TreeBuilder", sizeof(TreeBuilder), 0, kTypeBase | kTypeHaveGC, &builder_data);

}  // namespace sidewinder
