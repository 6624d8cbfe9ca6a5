// Residual calls of subscripts and slices.
#include "interpreter/execution/ops/subscript.h"

#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* get_item(Thread& t, Object* o, Object* key) { return sidewinder::get_item(t, o, key); }
Object* set_item(Thread& t, Object* o, Object* key, Object* value) {
  return none_if_ok(sidewinder::set_item(t, o, key, value));
}
Object* delete_item(Thread& t, Object* o, Object* key) { return none_if_ok(sidewinder::delete_item(t, o, key)); }
// A view is new, and nobody else's, if the type made it or it is a slice of a view; and of those who were given it
// natives like these have kept nothing.
Object* release_view(Thread&, Object* view, Object* maker, Object* taker) {
  bool is_new = maker == as_object(&memory_view_type) || is_exact<MemoryView>(maker);
  bool has_copied = taker == view || is_exact<MemoryView>(taker) || is_exact<ByteArray>(taker) ||
                    taker == as_object(&bytes_type) || taker == as_object(&bytearray_type);
  if (is_new && has_copied && is_exact<MemoryView>(view)) drop_memory_view(*cast<MemoryView>(view));
  return none();
}
Object* dict_subscript(Thread& t, Object* d, Object* key) {
  Lookup found = dict_get(t, as_dict(d), key);
  if (found.is_missing()) return raise_key_error(t, key);
  return found.value;
}
Object* dict_search_int(Object* d, int64_t key) { return dict_get_plain(as_dict(d), key).value; }
int64_t dict_lacks_int(Object* d, int64_t key) { return dict_get_plain(as_dict(d), key).is_missing; }
Object* dict_search_str(Object* d, Object* key) { return dict_get_plain(as_dict(d), as_str(key)).value; }
int64_t dict_lacks_str(Object* d, Object* key) { return dict_get_plain(as_dict(d), as_str(key)).is_missing; }
Object* build_slice(Thread& t, Object* start, Object* stop, Object* step) {
  return reinterpret_cast<Object*>(new_slice(t, start, stop, step));
}
// The slice [begin:end] of a sequence of `length` items, within its bounds: part(first, behind the last).
template <class Part> static Object* part_of(ssize length, int64_t begin, int64_t end, Part part) {
  SliceBounds bounds{begin, end, 1};
  ssize count = slice_adjust(length, &bounds);
  return part(bounds.start, bounds.start + count);
}
Object* list_part(Thread& t, Object* o, int64_t begin, int64_t end) {
  auto part = [&](ssize from, ssize to) { return list_slice(t, cast<List>(o), from, to); };
  return part_of(cast<List>(o)->size, begin, end, part);
}
Object* str_part(Thread&, Object* o, int64_t begin, int64_t end) {
  auto part = [o](ssize from, ssize to) { return str_substring(as_str(o), from, to); };
  return part_of(as_str(o)->length, begin, end, part);
}
Object* bytes_part(Thread&, Object* o, int64_t begin, int64_t end) {
  auto part = [o](ssize from, ssize to) { return sidewinder::bytes_part(o, from, to); };
  return part_of(cast<Bytes>(o)->size, begin, end, part);
}
Object* tuple_part(Thread&, Object* o, int64_t begin, int64_t end) {
  auto part = [o](ssize from, ssize to) -> Object* {
    return from == to ? empty_tuple() : tuple_slice(as_tuple(o), from, to);
  };
  return part_of(as_tuple(o)->size, begin, end, part);
}
Object* str_char(Thread&, Object* s, int64_t i) { return reinterpret_cast<Object*>(new_str_char(as_str(s)->at(i))); }

}  // namespace sidewinder::help
