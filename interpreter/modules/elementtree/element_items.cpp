// element[i], element[i:j], and their assignment and deletion.
#include "interpreter/modules/elementtree/element.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct Children {  // those that a slice names
  ssize start, step, count;
};

Result<Children> children_of_slice(Thread& t, const Element& self, Object* key) {
  SliceBounds bounds;
  TRY(slice_unpack(t, cast<Slice>(key), &bounds));
  ssize count = slice_adjust(self.count, &bounds);
  return Children{bounds.start, bounds.step, count};
}

Status set_index(Thread& t, Element& self, Object* key, Object* value) {
  ssize i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  if (i < 0) i += self.count;
  if (i < 0 || i >= self.count) return raise_index_error(t, "child assignment index out of range");
  if (!value) {
    element_remove_children(self, i, 1);
    return Status::ok();
  }
  if (!is_element(value)) return raise_type_error(t, "expected an Element, not \"%T\"", value);
  self.children[i] = cast<Element>(value);
  return Status::ok();
}

Status delete_slice(Thread&, Element& self, Children at) {
  if (!at.count) return Status::ok();
  if (at.step < 0) {
    at.start += at.step * (at.count - 1);
    at.step = -at.step;
  }
  ssize kept = at.start;
  ssize next = at.start;  // of those that go
  ssize left = at.count;
  for (ssize i = at.start; i < self.count; i++) {
    if (left && i == next) {
      next += at.step;
      left--;
    } else {
      self.children[kept++] = self.children[i];
    }
  }
  element_remove_children(self, kept, self.count - kept);
  return Status::ok();
}

// The new children, all of them elements.
List* elements_of(Thread& t, Object* value) {
  if (!slots_of(value).iter && !slots_of(value).get_item)
    return raise_type_error(t, "expected sequence, not \"%T\"", value);
  List* all = TRY(list_from_iterable(t, value));
  for (ssize i = 0; i < all->size; i++) {
    Object* child = TRY(list_get(t, all, i));
    if (!is_element(child)) return raise_type_error(t, "expected an Element, not \"%T\"", child);
  }
  return all;
}

Status set_slice(Thread& t, Element& self, Object* key, Object* value) {
  List* fresh = TRY(elements_of(t, value));
  Children at = TRY(children_of_slice(t, self, key));
  if (at.step != 1 && fresh->size != at.count)
    return raise_value_error(t, "attempt to assign sequence of size %zd to extended slice of size %zd", fresh->size,
                             at.count);
  if (at.step != 1) {
    for (ssize i = 0; i < at.count; i++)
      self.children[at.start + i * at.step] = cast<Element>(TRY(list_get(t, fresh, i)));
    return Status::ok();
  }
  ssize count = self.count - at.count + fresh->size;
  Element** children = TRY(allocate_raw<Element*>(size_t(std::max<ssize>(count, 1))));
  ssize n = 0;
  for (ssize i = 0; i < at.start; i++) children[n++] = self.children[i];
  for (ssize i = 0; i < fresh->size; i++) children[n++] = cast<Element>(TRY(list_get(t, fresh, i)));
  for (ssize i = at.start + at.count; i < self.count; i++) children[n++] = self.children[i];
  self.children = children;
  self.count = n;
  self.capacity = std::max<ssize>(count, 1);
  return Status::ok();
}

}  // namespace

Object* element_get_item(Thread& t, Object* object, Object* key) {
  auto& self = *cast<Element>(object);
  if (is_exact<Slice>(key)) {
    Children at = TRY(children_of_slice(t, self, key));
    List* all = TRY(new_list(t));
    for (ssize i = 0; i < at.count; i++) TRY(list_append(t, all, self.children[at.start + i * at.step]));
    return all;
  }
  if (!is_index(key)) return raise_type_error(t, "element indices must be integers");
  ssize i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  i = normalize_index(i, self.count);
  if (i < 0) return raise_index_error(t, "child index out of range");
  return self.children[i];
}

Status element_set_item(Thread& t, Object* object, Object* key, Object* value) {
  auto& self = *cast<Element>(object);
  if (is_exact<Slice>(key)) {
    if (value) return set_slice(t, self, key, value);
    return delete_slice(t, self, TRY(children_of_slice(t, self, key)));
  }
  if (!is_index(key)) return raise_type_error(t, "element indices must be integers");
  return set_index(t, self, key, value);
}

}  // namespace sidewinder
