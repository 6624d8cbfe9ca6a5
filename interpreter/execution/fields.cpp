#include "interpreter/execution/fields.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include "interpreter/execution/python_machine.h"
#include "interpreter/objects/core/instance.h"

namespace sidewinder {

namespace fields {
const Field& instance_slot(int index) {
  static std::unordered_map<int, Field> rows;
  auto [row, is_new] = rows.try_emplace(index);
  if (is_new) {
    auto* name = new std::string("instance.slot" + std::to_string(index));  // rows live for ever
    row->second = Field{name->c_str(), kInstanceMapOffset + 16 + 8 * index, Kind::Ref, Width::Word64,
                        uint16_t(kFirstInstanceSlot + index)};
  }
  return row->second;
}
}  // namespace fields

using jit::Shape;

constexpr uint64_t kHeader = uint64_t(kRefcountBias);

const Shape complex_shape{
    "complex", &complex_type, 32, uint16_t(MemoryKind::Leaf), 2, true, {{0, kHeader}, {8, uint64_t(&complex_type)}}};
const Shape range_shape{
    "range", &range_type, 48, uint16_t(MemoryKind::Object), 2, true, {{0, kHeader}, {8, uint64_t(&range_type)}}};
const Shape range_iterator_shape{"range_iterator",
                                 &range_iterator_type,
                                 48,
                                 uint16_t(MemoryKind::Leaf),
                                 2,
                                 true,
                                 {{0, kHeader}, {8, uint64_t(&range_iterator_type)}}};
extern const Shape cell_shape, list_iterator_shape, tuple_iterator_shape;
const Shape cell_shape{
    "cell", Cell::type(), 32, uint16_t(MemoryKind::Object), 2, true, {{0, kHeader}, {8, uint64_t(Cell::type())}}};
const Shape list_iterator_shape{"list_iterator",
                                &list_iterator_type,
                                32,
                                uint16_t(MemoryKind::Object),
                                2,
                                true,
                                {{0, kHeader}, {8, uint64_t(&list_iterator_type)}}};
const Shape tuple_iterator_shape{"tuple_iterator",
                                 &tuple_iterator_type,
                                 32,
                                 uint16_t(MemoryKind::Object),
                                 2,
                                 true,
                                 {{0, kHeader}, {8, uint64_t(&tuple_iterator_type)}}};

const Shape& tuple_shape(int n) {
  static Shape shapes[kMaxShapedTuple + 1];
  Shape& s = shapes[n];
  if (!s.name)
    s = Shape{"tuple",
              &tuple_type,
              uint32_t((sizeof(Tuple) + 8 * n + 15) / 16 * 16),
              uint16_t(MemoryKind::Object),
              3,
              true,
              {{0, kHeader}, {8, uint64_t(&tuple_type)}, {16, uint64_t(n)}}};
  return s;
}

// The rows embed the class and the map, which therefore live for ever: code that was compiled may name them.
const Shape& instance_shape(Type* cls, Map* root) {
  static std::unordered_map<Map*, Shape> shapes;
  auto [row, is_new] = shapes.try_emplace(root);
  if (is_new) {
    static Object** kept = allocate_permanent(2);
    Object** link = allocate_permanent(3);
    link[0] = cls, link[1] = root, link[2] = kept[0];
    kept[0] = reinterpret_cast<Object*>(link);
    uint32_t size = uint32_t(cls->basic_size) + 8u * root->inline_capacity;
    row->second = Shape{"instance",
                        cls,
                        (size + 15) / 16 * 16,
                        uint16_t(MemoryKind::Object),
                        3,
                        !cls->data->slots.finalize,
                        {{0, kHeader}, {8, uint64_t(cls)}, {fields::kInstanceMapOffset, uint64_t(root)}}};
  }
  return row->second;
}

Object* PyLanguage::allocate(Thread&, const Shape& shape) {
  void* p;
  switch (MemoryKind(shape.allocation_kind)) {
    case MemoryKind::Leaf: p = sidewinder::allocate<MemoryKind::Leaf>(shape.size); break;
    default: p = sidewinder::allocate<MemoryKind::Object>(shape.size); break;
  }
  if (!p) [[unlikely]]
    out_of_memory();
  for (int i = 0; i < shape.word_count; ++i)
    *reinterpret_cast<uint64_t*>(static_cast<char*>(p) + shape.words[i].offset) = shape.words[i].bits;
  return static_cast<Object*>(p);
}

void PyLanguage::out_of_memory() {
  std::fputs("sidewinder: out of memory\n", stderr);
  std::exit(1);
}

}  // namespace sidewinder
