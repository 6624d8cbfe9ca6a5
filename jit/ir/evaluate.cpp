#include "jit/ir/evaluate.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace sidewinder::jit {

namespace {

int64_t floor_divide(int64_t a, int64_t b) {
  int64_t quotient = a / b;
  return a % b != 0 && ((a % b < 0) != (b < 0)) ? quotient - 1 : quotient;
}

bool evaluate_int(Opcode opcode, int64_t a, int64_t b, uint64_t& result) {
  uint64_t x = uint64_t(a), y = uint64_t(b);
  int64_t product;
  switch (opcode) {
    case Opcode::int_add: result = x + y; return true;
    case Opcode::int_sub: result = x - y; return true;
    case Opcode::int_mul:
      if (__builtin_mul_overflow(a, b, &product)) return false;
      result = uint64_t(product);
      return true;
    case Opcode::int_neg: result = 0 - x; return true;
    case Opcode::int_and: result = x & y; return true;
    case Opcode::int_or: result = x | y; return true;
    case Opcode::int_xor: result = x ^ y; return true;
    case Opcode::int_shl: result = x << (y & 63); return y < 64;
    case Opcode::int_shr: result = uint64_t(a >> (y & 63)); return y < 64;
    case Opcode::int_floordiv:
    case Opcode::int_mod: {
      if (b == 0 || (b == -1 && a == INT64_MIN)) return false;
      int64_t quotient = floor_divide(a, b);
      result = opcode == Opcode::int_floordiv ? uint64_t(quotient) : x - uint64_t(quotient) * y;
      return true;
    }
    case Opcode::int_eq: result = a == b; return true;
    case Opcode::int_ne: result = a != b; return true;
    case Opcode::int_lt: result = a < b; return true;
    case Opcode::int_le: result = a <= b; return true;
    case Opcode::int_gt: result = a > b; return true;
    case Opcode::int_ge: result = a >= b; return true;
    case Opcode::int_below: result = x < y; return true;
    case Opcode::int_fits: result = fits_small(a); return true;
    case Opcode::float_from_int: result = std::bit_cast<uint64_t>(double(a)); return true;
    case Opcode::int_from_flag: result = x & 1; return true;
    default: return false;
  }
}

bool evaluate_float(Opcode opcode, double a, double b, uint64_t& result) {
  auto put = [&](double value) {
    result = std::bit_cast<uint64_t>(value);
    return true;
  };
  switch (opcode) {
    case Opcode::float_add: return put(a + b);
    case Opcode::float_sub: return put(a - b);
    case Opcode::float_mul: return put(a * b);
    case Opcode::float_div: return b != 0 && put(a / b);
    case Opcode::float_neg: return put(-a);
    case Opcode::float_abs: return put(std::fabs(a));
    case Opcode::float_sqrt: return put(std::sqrt(a));
    case Opcode::float_truncate:
      if (!(std::fabs(a) < 0x1p60)) return false;
      result = uint64_t(int64_t(a));
      return true;
    case Opcode::float_eq: result = a == b; return true;
    case Opcode::float_ne: result = a != b; return true;
    case Opcode::float_lt: result = a < b; return true;
    case Opcode::float_le: result = a <= b; return true;
    case Opcode::float_gt: result = a > b; return true;
    case Opcode::float_ge: result = a >= b; return true;
    default: return false;
  }
}

template <typename T> T read_at(const void* object, int64_t offset) {
  T value;
  std::memcpy(&value, static_cast<const char*>(object) + offset, sizeof value);
  return value;
}

}  // namespace

bool evaluate(Opcode opcode, uint64_t a, uint64_t b, uint64_t c, uint64_t& result) {
  switch (opcode) {
    case Opcode::same:
    case Opcode::same_ptr: result = a == b; return true;
    case Opcode::select_ref: result = a ? b : c; return true;
    default: break;
  }
  if (info(opcode).a == Kind::Float)
    return evaluate_float(opcode, std::bit_cast<double>(a), std::bit_cast<double>(b), result);
  return evaluate_int(opcode, int64_t(a), int64_t(b), result);
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
  size_t size = 8;
  if (kind == Kind::Int && width != Width::Word64) size = width == Width::UInt8 ? 1 : 4;
  std::memcpy(address, &bits, size);  // little endian
}

uint32_t item_size(const Array& array) {
  if (array.kind != Kind::Int) return 8;
  switch (array.width) {
    case Width::Word64: return 8;
    case Width::Int32:
    case Width::UInt32: return 4;
    case Width::UInt8: return 1;
  }
  return 8;
}

}  // namespace sidewinder::jit
