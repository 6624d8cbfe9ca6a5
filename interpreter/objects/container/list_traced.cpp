#include "interpreter/objects/container/list_traced.h"

#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

const jit::Shape& list_storage_shape(ListKind kind, int capacity) {
  static jit::Shape rows[int(ListKind::Empty)][kMaxShapedList + 1];
  jit::Shape& row = rows[int(kind)][capacity];
  if (!row.name) {
    MemoryKind memory = kind == ListKind::Boxed ? MemoryKind::Raw : MemoryKind::RawLeaf;
    uint32_t size = allocation_size(kItemBytes * size_t(capacity));
    row = {"list_storage", nullptr, size, uint16_t(memory), 1, true, {{0, 0}}};
  }
  return row;
}

const NativeMethod* list_pop_method() {
  static const NativeMethod* row = cast<MethodDescriptor>(type_lookup(&list_type, intern("pop")))->method;
  return row;
}

}  // namespace sidewinder

namespace sidewinder::help {

Object* new_list(Thread& t) { return sidewinder::new_list(t); }
Object* list_plus_list(Thread& t, Object* a, Object* b) { return list_concat(t, cast<List>(a), cast<List>(b)); }
Object* list_times(Thread& t, Object* list, int64_t times) { return list_repeat(t, cast<List>(list), times); }

Object* list_append(Thread& t, Object* list, Object* value) {
  return none_if_ok(sidewinder::list_append(t, cast<List>(list), value));
}

Object* list_set(Thread& t, Object* list, int64_t index, Object* value) {
  return none_if_ok(sidewinder::list_set(t, cast<List>(list), index, value));
}

Object* list_extend(Thread& t, Object* list, Object* iterable) {
  if (!slots_of(iterable).iter && !slots_of(iterable).get_item)
    return raise_type_error(t, "Value after * must be an iterable, not %T", iterable);
  return none_if_ok(sidewinder::list_extend(t, cast<List>(list), iterable));
}

}  // namespace sidewinder::help
