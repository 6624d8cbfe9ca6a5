#include "jit/ir/evaluate.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace sidewinder::jit {

namespace {

// What the operands of the rows in primitives.def are in C++.
template <Kind kKind> auto operand(uint64_t bits) {
  if constexpr (kKind == Kind::Float) return std::bit_cast<double>(bits);
  else if constexpr (kKind == Kind::Int) return int64_t(bits);
  else if constexpr (kKind == Kind::Flag) return bool(bits & 1);
  else return bits;
}

uint64_t bits_of(double value) { return std::bit_cast<uint64_t>(value); }
uint64_t bits_of(int64_t value) { return uint64_t(value); }
uint64_t bits_of(bool value) { return value; }

// The text of a row has a meaning for all operands but these.
bool is_defined(Opcode opcode, uint64_t a, uint64_t b) {
  switch (opcode) {
    case Opcode::int_shl:
    case Opcode::int_shr: return b < 64;
    case Opcode::int_floordiv:
    case Opcode::int_mod: return b != 0 && !(int64_t(b) == -1 && int64_t(a) == INT64_MIN);
    case Opcode::float_div: return operand<Kind::Float>(b) != 0;
    case Opcode::float_truncate: return std::fabs(operand<Kind::Float>(a)) < 0x1p60;
    default: return true;
  }
}

template <typename T> T read_at(const void* object, int64_t offset) {
  T value;
  std::memcpy(&value, static_cast<const char*>(object) + offset, sizeof value);
  return value;
}

}  // namespace

bool evaluate(Opcode opcode, uint64_t x, uint64_t y, uint64_t z, uint64_t& result) {
  if (!is_defined(opcode, x, y)) return false;
  switch (opcode) {
#define PURE1(name, R, A, value)  \
  case Opcode::name: {            \
    auto a = operand<Kind::A>(x); \
    result = bits_of(value);      \
    return true;                  \
  }
#define PURE2(name, R, A, B, value) \
  case Opcode::name: {              \
    auto a = operand<Kind::A>(x);   \
    auto b = operand<Kind::B>(y);   \
    result = bits_of(value);        \
    return true;                    \
  }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2
    case Opcode::int_mul: {
      int64_t product;
      bool fits = !__builtin_mul_overflow(int64_t(x), int64_t(y), &product);
      result = uint64_t(product);
      return fits;
    }
    case Opcode::select_ref: result = x ? y : z; return true;
    default: return false;
  }
}

int64_t read_int_box(const Boxes& boxes, const void* object) {
  if (boxes.int_format == IntFormat::Plain) return read_at<int64_t>(object, boxes.int_offset);
  int64_t size = read_at<int64_t>(object, boxes.int_size_offset);
  int64_t count = size < 0 ? -size : size;
  PY_DCHECK(count <= 2);
  int64_t magnitude = count > 0 ? read_at<uint32_t>(object, boxes.int_offset) : 0;
  if (count > 1) magnitude |= int64_t(read_at<uint32_t>(object, boxes.int_offset + 4)) << 30;
  return size < 0 ? -magnitude : magnitude;
}

double read_float_box(const Boxes& boxes, const void* object) { return read_at<double>(object, boxes.float_offset); }

uint64_t read_memory(const void* address, Kind kind, Width width) {
  if (kind != Kind::Int) return read_at<uint64_t>(address, 0);
  switch (width) {
    case Width::Word64: return read_at<uint64_t>(address, 0);
    case Width::Int32: return uint64_t(int64_t(read_at<int32_t>(address, 0)));
    case Width::UInt32: return read_at<uint32_t>(address, 0);
    case Width::UInt8: return read_at<uint8_t>(address, 0);
  }
  return 0;
}

void write_memory(void* address, Kind kind, Width width, uint64_t bits) {
  size_t size = kind == Kind::Int ? size_t(bytes_of(width)) : 8;
  std::memcpy(address, &bits, size);  // little endian
}

}  // namespace sidewinder::jit
