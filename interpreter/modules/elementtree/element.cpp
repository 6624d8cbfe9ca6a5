// The type Element: construction, children, attributes of the object. Subscripts: element_items.cpp.
#include "interpreter/modules/elementtree/element.h"

#include "interpreter/imports/import.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/message.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

ElementTreeState& element_tree_state() {
  constexpr size_t kWords = sizeof(ElementTreeState) / sizeof(Object*);
  static auto* const state = reinterpret_cast<ElementTreeState*>(allocate_permanent(kWords));
  return *state;
}

// --- construction -----------------------------------------------------------------------------------

Element* new_element(Thread& t, Type* cls, Object* tag, Dict* attributes) {
  auto* self = cls == &element_type ? new_object<Element>(cls) : static_cast<Element*>(allocate_instance(t, cls));
  if (!self) return nullptr;
  self->tag = tag;
  self->text = self->tail = none();
  self->attributes = attributes;
  return self;
}

Dict* element_attributes(Thread& t, Element& self) {
  if (!self.attributes) self.attributes = TRY(new_dict(t));
  return self.attributes;
}

Status attributes_of_call(Thread& t, const Args& args, const char* function, ssize positional, Dict** out) {
  *out = nullptr;
  ssize most = positional + 1;
  if (args.count < positional)
    return raise_type_error(t, "%s() takes at least %zd argument%s (%zd given)", function, positional,
                            positional == 1 ? "" : "s", args.count);
  if (args.count > most)
    return raise_type_error(t, "%s() takes at most %zd arguments (%zd given)", function, most, args.count);
  TRY(args.keywords_are_strings(t));
  Dict* all = nullptr;
  if (args.count == most) {
    if (!is_dict(args[positional]))
      return raise_type_error(t, "%s() argument %zd must be dict, not %A", function, most, args[positional]);
    all = TRY(dict_copy(t, cast<Dict>(args[positional])));
  }
  for (ssize i = 0; i < args.keyword_count(); i++) {
    Str* name = args.keyword_name(i);
    bool is_attrib = args.count < most && str_equals(name, "attrib");
    if (!is_attrib) continue;
    if (!is_dict(args.keyword_value(i)))
      return raise_type_error(t, "attrib must be dict, not %T", args.keyword_value(i));
    all = TRY(dict_copy(t, cast<Dict>(args.keyword_value(i))));
  }
  for (ssize i = 0; i < args.keyword_count(); i++) {
    Str* name = args.keyword_name(i);
    if (args.count < most && str_equals(name, "attrib")) continue;
    if (!all) all = TRY(new_dict(t));
    TRY(dict_set(t, all, name, args.keyword_value(i)));
  }
  *out = all;
  return Status::ok();
}

// --- children ---------------------------------------------------------------------------------------

namespace {

Status reserve_children(Element& self, ssize wanted) {
  if (wanted <= self.capacity) return Status::ok();
  ssize capacity = std::max<ssize>(4, wanted + wanted / 2);
  Element** larger = TRY(allocate_raw<Element*>(size_t(capacity)));
  if (self.count) std::memcpy(larger, self.children, size_t(self.count) * sizeof(Element*));
  self.children = larger;
  self.capacity = capacity;
  return Status::ok();
}

}  // namespace

Status element_append_child(Thread&, Element& self, Element* child) {
  TRY(reserve_children(self, self.count + 1));
  self.children[self.count++] = child;
  return Status::ok();
}

void element_remove_children(Element& self, ssize begin, ssize n) {
  std::memmove(self.children + begin, self.children + begin + n, size_t(self.count - begin - n) * sizeof(Element*));
  for (ssize i = self.count - n; i < self.count; i++) self.children[i] = nullptr;
  self.count -= n;
}

namespace {

Object* element_new(Thread& t, Type* cls, Args) { return new_element(t, cls, none(), nullptr); }

Status element_init(Thread& t, Object* object, Args args) {
  auto& self = *cast<Element>(object);
  Dict* attributes;
  TRY(attributes_of_call(t, args, "Element", 1, &attributes));
  self.attributes = attributes;
  self.attributes_shown = false;
  self.tag = args[0];
  self.text = self.tail = none();
  return Status::ok();
}

void element_clear(Element& self) {
  self.attributes = nullptr;
  self.children = nullptr;
  self.count = self.capacity = 0;
  self.text = self.tail = none();
}

Status element_append(Thread& t, Element& self, Element* child) { return element_append_child(t, self, child); }

Status element_extend(Thread& t, Element& self, Object* elements) {
  if (!slots_of(elements).iter && !slots_of(elements).get_item)
    return raise_type_error(t, "expected sequence, not \"%T\"", elements);
  List* all = list_from_iterable(t, elements);
  if (!all) {
    if (!pending_matches(t, exceptions::TypeError)) return Raised{};
    clear_pending(t);
    return raise_type_error(t, "expected sequence, not \"%T\"", elements);
  }
  for (ssize i = 0; i < all->size; i++) {
    Object* child = TRY(list_get(t, all, i));
    if (!is_element(child)) return raise_type_error(t, "expected an Element, not \"%T\"", child);
    TRY(element_append_child(t, self, cast<Element>(child)));
  }
  return Status::ok();
}

Status element_insert(Thread& t, Element& self, ssize index, Element* child) {
  if (index < 0) index = std::max<ssize>(0, index + self.count);
  index = std::min(index, self.count);
  TRY(element_append_child(t, self, child));
  for (ssize i = self.count - 1; i > index; i--) self.children[i] = self.children[i - 1];
  self.children[index] = child;
  return Status::ok();
}

Status element_remove(Thread& t, Element& self, Element* child) {
  for (ssize i = 0; i < self.count; i++) {
    bool found = self.children[i] == child || TRY(compare_truth(t, self.children[i], child, CompareOp::Eq));
    if (!found) continue;
    if (i < self.count) element_remove_children(self, i, 1);
    return Status::ok();
  }
  return raise_value_error(t, "list.remove(x): x not in list");
}

Result<ssize> element_length(Thread&, Object* self) { return cast<Element>(self)->count; }

Object* element_makeelement(Thread& t, Element&, Object* tag, Dict* attributes) {
  return new_element(t, &element_type, tag, TRY(dict_copy(t, attributes)));
}

// --- attributes -------------------------------------------------------------------------------------

Object* element_get(Thread& t, Element& self, Object* key, Object* otherwise) {
  if (!self.attributes) return otherwise;
  Lookup found = TRY(dict_get(t, self.attributes, key));
  return found.found() ? found.value : otherwise;
}

Status element_set(Thread& t, Element& self, Object* key, Object* value) {
  return dict_set(t, TRY(element_attributes(t, self)), key, value);
}

Object* listed(Thread& t, Element& self, const char* method) {
  if (!self.attributes) return new_list(t);
  return list_from_iterable(t, TRY(call_method(t, self.attributes, method)));
}
Object* element_items(Thread& t, Element& self) { return listed(t, self, "items"); }
Object* element_keys(Thread& t, Element& self) { return listed(t, self, "keys"); }

Raised raise_no_delete(Thread& t) { return raise(t, exceptions::AttributeError, "can't delete element attribute"); }

Object* element_tag(Element& self) { return self.tag; }
Object* element_text(Element& self) { return self.text; }
Object* element_tail(Element& self) { return self.tail; }
Object* element_attrib(Thread& t, Element& self) {
  self.attributes_shown = true;
  return element_attributes(t, self);
}
Status element_set_tag(Thread& t, Element& self, Object* value) {
  if (!value) return raise_no_delete(t);
  self.tag = value;
  return Status::ok();
}
Status element_set_text(Thread& t, Element& self, Object* value) {
  if (!value) return raise_no_delete(t);
  self.text = value;
  return Status::ok();
}
Status element_set_tail(Thread& t, Element& self, Object* value) {
  if (!value) return raise_no_delete(t);
  self.tail = value;
  return Status::ok();
}
Status element_set_attrib(Thread& t, Element& self, Object* value) {
  if (!value) return raise_no_delete(t);
  if (!is_dict(value)) return raise_type_error(t, "attrib must be dict, not %T", value);
  self.attributes = cast<Dict>(value);
  self.attributes_shown = true;
  return Status::ok();
}

Object* element_repr(Thread& t, Object* object) {
  auto* self = cast<Element>(object);
  ReprGuard guard(t, self);
  if (guard.recursive())
    return raise(t, exceptions::RuntimeError, "reentrant call inside %s.__repr__", self->cls->name);
  Str* tag = TRY(repr(t, self->tag));
  char address[32];
  std::snprintf(address, sizeof address, " at %p>", static_cast<void*>(self));
  StrBuilder out;
  out.add("<Element ").add(tag).add(address);
  return out.finish();
}

// --- copies -----------------------------------------------------------------------------------------

Element* element_copy(Thread& t, Element& self) {
  Dict* attributes = self.attributes ? TRY(dict_copy(t, self.attributes)) : nullptr;
  Element* copy = TRY(new_element(t, &element_type, self.tag, attributes));
  copy->text = self.text;
  copy->tail = self.tail;
  TRY(reserve_children(*copy, self.count));
  for (ssize i = 0; i < self.count; i++) copy->children[i] = self.children[i];
  copy->count = self.count;
  return copy;
}

Element* element_deepcopy(Thread& t, Element& self, Dict* memo);

// Of text and other values that cannot change, themselves.
Object* deep_copy_of(Thread& t, Object* o, Dict* memo) {
  if (o == none() || is_exact<Str>(o)) return o;
  if (is_exact<Element>(o)) return element_deepcopy(t, *cast<Element>(o), memo);
  Object* arguments[] = {o, memo};
  return call(t, element_tree_state().deepcopy, Args{arguments, 2});
}

bool has_only_text(const Dict* dict) {
  Object *key, *value;
  for (ssize position = 0; dict_next(dict, &position, &key, &value);)
    if (!is_exact<Str>(key) || !is_exact<Str>(value)) return false;
  return true;
}

Element* element_deepcopy(Thread& t, Element& self, Dict* memo) {
  if (!native_stack_left(t, " while copying an element")) return nullptr;
  Object* tag = TRY(deep_copy_of(t, self.tag, memo));
  Element* copy = TRY(new_element(t, &element_type, tag, nullptr));
  if (self.attributes && !self.attributes_shown && has_only_text(self.attributes)) {
    copy->attributes = TRY(dict_copy(t, self.attributes));
  } else if (self.attributes) {
    Object* attributes = TRY(deep_copy_of(t, self.attributes, memo));
    if (!is_dict(attributes)) return raise_type_error(t, "attrib must be dict, not %T", attributes);
    copy->attributes = cast<Dict>(attributes);
  }
  copy->text = TRY(deep_copy_of(t, self.text, memo));
  copy->tail = TRY(deep_copy_of(t, self.tail, memo));
  for (ssize i = 0; i < self.count; i++) {
    Object* child = TRY(deep_copy_of(t, self.children[i], memo));
    if (!is_element(child)) return raise_type_error(t, "expected an Element, not \"%T\"", child);
    TRY(element_append_child(t, *copy, cast<Element>(child)));
  }
  TRY(dict_set(t, memo, TRY(int_from_uint64(reinterpret_cast<uintptr_t>(&self))), copy));
  return copy;
}

Object* element_getstate(Thread& t, Element& self) {
  Dict* state = TRY(new_dict(t));
  self.attributes_shown = true;
  List* children = TRY(new_list(t));
  for (ssize i = 0; i < self.count; i++) TRY(list_append(t, children, self.children[i]));
  Object* attributes = self.attributes ? self.attributes : TRY(new_dict(t));
  const std::pair<const char*, Object*> parts[] = {
      {"tag", self.tag}, {"_children", children}, {"attrib", attributes}, {"text", self.text}, {"tail", self.tail}};
  for (auto [name, value] : parts) TRY(dict_set_str(t, state, intern(name), value));
  return state;
}

Status element_setstate(Thread& t, Element& self, Object* state) {
  if (!is_exact<Dict>(state)) {
    Str* text = TRY(repr(t, state));
    return raise_type_error(t, "Don't know how to unpickle \"%S\" as an Element", text);
  }
  auto part = [&](const char* name) { return dict_get_str(cast<Dict>(state), intern(name)); };
  Object *tag = part("tag"), *children = part("_children"), *attributes = part("attrib");
  if (!tag) return raise_type_error(t, "tag may not be NULL");
  if (children && !is_list(children)) return raise_type_error(t, "'_children' is not a list");
  if (attributes && attributes != none() && !is_dict(attributes))
    return raise_type_error(t, "attrib must be dict, not %T", attributes);
  Element** storage = nullptr;
  ssize count = children ? cast<List>(children)->size : 0;
  if (count) storage = TRY(allocate_raw<Element*>(size_t(count)));
  for (ssize i = 0; i < count; i++) {
    Object* child = TRY(list_get(t, cast<List>(children), i));
    if (!is_element(child)) return raise_type_error(t, "expected an Element, not \"%T\"", child);
    storage[i] = cast<Element>(child);
  }
  self.tag = tag;
  self.text = part("text") ? part("text") : none();
  self.tail = part("tail") ? part("tail") : none();
  self.attributes = attributes && attributes != none() ? cast<Dict>(attributes) : nullptr;
  self.attributes_shown = true;
  self.children = storage;
  self.count = self.capacity = count;
  return Status::ok();
}

ssize element_size(const Element& self) { return self.cls->basic_size + self.capacity * ssize(sizeof(Element*)); }

// --- search -----------------------------------------------------------------------------------------

// Is it more than a tag to compare with? Then the module ElementPath is asked.
bool is_path(Object* path) {
  if (!is_str(path)) return true;
  auto* s = cast<Str>(path);
  if (s->length >= 3 && s->at(0) == '{' && (s->at(1) == '}' || (s->at(1) == '*' && s->at(2) == '}'))) return true;
  bool outside = true;
  for (ssize i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c == '{') outside = false;
    else if (c == '}') outside = true;
    else if (outside && (c == '/' || c == '*' || c == '[' || c == '@' || c == '.')) return true;
  }
  return false;
}

Object* ask_element_path(Thread& t, const char* method, Args args) {
  return call_method(t, TRY(import_module(t, "xml.etree.ElementPath")), intern(method), args);
}

// Child i if its tag is this one; missing: it is not.
Lookup child_with_tag(Thread& t, Element& self, ssize i, Object* tag) {
  Element* child = self.children[i];
  if (child->tag == tag) return child;
  if (is_exact<Str>(child->tag) && is_exact<Str>(tag)) {
    if (str_equal(cast<Str>(child->tag), cast<Str>(tag))) return child;
    return Lookup::missing();
  }
  return TRY(equal(t, child->tag, tag)) ? Lookup(child) : Lookup::missing();
}

Object* element_find(Thread& t, Element& self, Object* path, Object* namespaces) {
  Object* arguments[] = {&self, path, namespaces};
  if (is_path(path) || namespaces != none()) return ask_element_path(t, "find", Args{arguments, 3});
  for (ssize i = 0; i < self.count; i++) {
    Lookup found = TRY(child_with_tag(t, self, i, path));
    if (found.found()) return found.value;
  }
  return none();
}

Object* element_findtext(Thread& t, Element& self, Object* path, Object* otherwise, Object* namespaces) {
  Object* arguments[] = {&self, path, otherwise, namespaces};
  if (is_path(path) || namespaces != none()) return ask_element_path(t, "findtext", Args{arguments, 4});
  for (ssize i = 0; i < self.count; i++) {
    Lookup found = TRY(child_with_tag(t, self, i, path));
    if (found.is_missing()) continue;
    Object* text = cast<Element>(found.value)->text;
    return text == none() ? element_tree_state().empty : text;
  }
  return otherwise;
}

Object* element_findall(Thread& t, Element& self, Object* path, Object* namespaces) {
  Object* arguments[] = {&self, path, namespaces};
  if (is_path(path) || namespaces != none()) return ask_element_path(t, "findall", Args{arguments, 3});
  List* all = TRY(new_list(t));
  for (ssize i = 0; i < self.count; i++) {
    Lookup found = TRY(child_with_tag(t, self, i, path));
    if (found.found()) TRY(list_append(t, all, found.value));
  }
  return all;
}

Object* element_iterfind(Thread& t, Element& self, Object* path, Object* namespaces) {
  Object* arguments[] = {&self, path, namespaces};
  return ask_element_path(t, "iterfind", Args{arguments, 3});
}

Object* element_iter(Thread& t, Element& self, Object* tag) {
  bool all = is_str(tag) && str_equals(cast<Str>(tag), "*");
  return new_element_iterator(t, self, all ? none() : tag, false);
}
Object* element_itertext(Thread& t, Element& self) { return new_element_iterator(t, self, none(), true); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/elementtree/element_methods.def"
#define NATIVE_TYPE Element
#define NATIVE_PREFIX element
#define NATIVE_NAME "Element"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_element_data() {
  TypeData d{};
  d.slots.repr = element_repr;
  d.slots.length = element_length;
  d.slots.get_item = element_get_item;
  d.slots.set_item = element_set_item;
  d.allows_weak_references = true;
  element_declare(d);
  return d;
}
constinit TypeData element_data = make_element_data();

}  // namespace

constinit Type element_type =
    static_type("xml.etree.ElementTree.Element", sizeof(Element), 0, kTypeBase | kTypeHaveGC, &element_data);

}  // namespace sidewinder
