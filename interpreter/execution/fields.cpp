#include "interpreter/execution/fields.h"

#include <string>
#include <unordered_map>

#include "interpreter/execution/ops/constructor.h"
#include "interpreter/execution/ops/part_traced.h"
#include "interpreter/execution/python_machine.h"
#include "interpreter/execution/shapes.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/objects/core/instance.h"

namespace sidewinder {

namespace fields {
// `count` words in a row, from `offset` on; rows live for ever.
static const Field* rows_of_words(const char* name, int offset, int count, int first_id) {
  auto* rows = new Field[size_t(count)];
  for (int i = 0; i < count; ++i) {
    auto* text = new std::string(name + std::to_string(i));
    rows[i] = Field{text->c_str(), offset + int(sizeof(Object*)) * i, Kind::Ref, Width::Word64, uint16_t(first_id + i)};
  }
  return rows;
}
const Field& instance_slot(int index) {
  static const Field* const rows =
      rows_of_words("instance.slot", kFirstSlotOffset, kMostInlineSlots, kFirstInstanceSlot);
  return rows[index];
}
const Field& member_word(int word) {
  static const Field* const rows =
      rows_of_words("instance.member", 0, kMostMemberWords, kFirstInstanceSlot + kMostInlineSlots);
  return rows[word];
}
}  // namespace fields

using jit::Shape;

static Object* box_any_int(int64_t v) { return int_from_int64(v); }
const jit::Helper box_any_int_row{"box_any_int", reinterpret_cast<const void*>(&box_any_int), jit::Kind::Ref,
                                  jit::kEffectReads};

const Shape& tuple_shape(int n) {
  static Shape shapes[kMaxShapedTuple + 1];
  Shape& s = shapes[n];
  if (!s.name)
    s = shape_with(plain_shape(&tuple_type, sizeof(Tuple) + sizeof(Object*) * size_t(n), MemoryKind::Object),
                   offsetof(Tuple, size), uint64_t(n));
  return s;
}

const Shape& bytes_shape(int n) {
  static Shape shapes[kMaxInlinePart + 1];
  Shape& s = shapes[n];
  if (!s.name) {
    s = plain_shape(&bytes_type, size_t(kBytesHead + n + 1), MemoryKind::Leaf);
    s = shape_with(shape_with(s, offsetof(Bytes, size), uint64_t(n)), offsetof(Bytes, hash), ~uint64_t(0));
  }
  return s;
}

// The rows embed the class and the map, which therefore live for ever: code that was compiled may name them. A class
// gets other root maps as its instances grow.
const Shape& instance_shape(Type* cls) {
  static std::unordered_map<const void*, Shape> shapes;
  Map* root = root_map(cls);
  auto [row, is_new] = shapes.try_emplace(root ? static_cast<const void*>(root) : cls);
  if (is_new) {
    static Object** kept = allocate_permanent(2);
    Object** link = allocate_permanent(3);
    link[0] = cls;
    link[1] = root;
    link[2] = kept[0];
    kept[0] = reinterpret_cast<Object*>(link);
    size_t bytes = size_t(cls->basic_size) + sizeof(Object*) * (root ? root->inline_capacity : 0);
    row->second = plain_shape(cls, bytes, MemoryKind::Object);
    if (root) row->second = shape_with(row->second, cls->data->map_offset, uint64_t(root));
    row->second.name = "instance";
    row->second.may_be_virtual = !cls->data->slots.finalize;
  }
  return row->second;
}

const Shape& tuple_instance_shape(Type* cls, int count) {
  static std::unordered_map<uint64_t, Shape> shapes;
  static Object** kept = allocate_permanent(2);
  auto [row, is_new] = shapes.try_emplace(uint64_t(cls) * (kMostTupleFields + 1) + uint64_t(count));
  if (is_new) {
    Object** link = allocate_permanent(2);
    link[0] = cls;
    link[1] = kept[0];
    kept[0] = reinterpret_cast<Object*>(link);
    size_t bytes = size_t(cls->basic_size) + sizeof(Object*) * size_t(count);
    row->second = shape_with(plain_shape(cls, bytes, MemoryKind::Object), offsetof(Tuple, size), uint64_t(count));
    row->second.name = "tuple_instance";
  }
  return row->second;
}

Object* PyLanguage::allocate(Thread&, const Shape& shape) {
  void* p;
  switch (MemoryKind(shape.allocation_kind)) {
    case MemoryKind::Leaf: p = sidewinder::allocate<MemoryKind::Leaf>(shape.size); break;
    case MemoryKind::Raw: p = sidewinder::allocate<MemoryKind::Raw>(shape.size); break;
    case MemoryKind::RawLeaf: p = sidewinder::allocate<MemoryKind::RawLeaf>(shape.size); break;
    default: p = sidewinder::allocate<MemoryKind::Object>(shape.size); break;
  }
  if (!p) [[unlikely]]
    out_of_memory();
  for (int i = 0; i < shape.word_count; ++i)
    *reinterpret_cast<uint64_t*>(static_cast<char*>(p) + shape.words[i].offset) = shape.words[i].bits;
  return static_cast<Object*>(p);
}

void PyLanguage::out_of_memory() { end_without_memory(); }

}  // namespace sidewinder
