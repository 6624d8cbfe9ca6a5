// What iter() and itertext() give: all elements below a root, or their texts, in the order of the document. The way
// down is a stack in the heap, however deep the tree is.
#include "interpreter/modules/elementtree/element.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct Place {  // an element whose children are being visited
  Element* parent;
  ssize next;
};

struct ElementIterator : Object {
  Place* stack;  // raw storage
  ssize depth, capacity;
  Element* root;  // not visited yet; or null
  Object* tag;    // none(): all
  bool text;
  static Type* type() { return &element_iterator_type; }
};

Status push(ElementIterator& self, Element* element) {
  if (self.depth == self.capacity) {
    ssize capacity = self.capacity ? self.capacity * 2 : 8;
    Place* larger = TRY(allocate_raw<Place>(size_t(capacity)));
    if (self.depth) std::memcpy(larger, self.stack, size_t(self.depth) * sizeof(Place));
    self.stack = larger;
    self.capacity = capacity;
  }
  self.stack[self.depth++] = {element, 0};
  return Status::ok();
}

// The next element to visit, or one whose children are done (*done).
Element* advance(ElementIterator& self, bool* done) {
  *done = false;
  if (Element* root = self.root) {
    self.root = nullptr;
    return root;
  }
  if (!self.depth) return nullptr;
  Place& place = self.stack[self.depth - 1];
  if (place.next < place.parent->count) return place.parent->children[place.next++];
  *done = true;
  Element* parent = place.parent;
  place.parent = nullptr;
  self.depth--;
  return parent;
}

Lookup element_iterator_next(Thread& t, Object* object) {
  auto& self = *cast<ElementIterator>(object);
  bool done;
  while (Element* element = advance(self, &done)) {
    if (done) {
      // What follows the root's end is not inside of it.
      if (!self.text || !self.depth) continue;
      Object* tail = element->tail;
      if (tail != none() && TRY(truth(t, tail))) return tail;
      continue;
    }
    TRY(push(self, element));
    if (self.text) {
      Object* text = element->text;
      if (text != none() && TRY(truth(t, text))) return text;
      continue;
    }
    if (self.tag == none() || TRY(equal(t, element->tag, self.tag))) return element;
  }
  return Lookup::missing();
}

Object* element_iterator_iter(Thread&, Object* self) { return self; }

constexpr TypeData make_iterator_data() {
  TypeData d{};
  d.slots.iter = element_iterator_iter;
  d.slots.next = element_iterator_next;
  return d;
}
constinit TypeData iterator_data = make_iterator_data();

}  // namespace

Object* new_element_iterator(Thread&, Element& root, Object* tag, bool text) {
  auto* self = TRY(new_object<ElementIterator>(&element_iterator_type));
  self->root = &root;
  self->tag = tag;
  self->text = text;
  return self;
}

constinit Type element_iterator_type = static_type("_elementtree._element_iterator", sizeof(ElementIterator), 0,
                                                   kTypeHaveGC | kTypeDisallowInstantiation, &iterator_data);

}  // namespace sidewinder
