// Bytes to values. Code objects: marshal_code.cpp.
#include <algorithm>
#include <cstring>

#include "interpreter/imports/marshal.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/codec/utf8_text.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Raised raise_too_short(Thread& t) { return raise(t, exceptions::EOFError, "marshal data too short"); }
Raised raise_no_object(Thread& t) { return raise(t, exceptions::EOFError, "EOF read where object expected"); }
Raised raise_bad(Thread& t, const char* what) { return raise_value_error(t, "bad marshal data (%s)", what); }

}  // namespace

Object* marshal_load(Thread& t, std::string_view bytes, bool borrow) {
  return MarshalReader(t, bytes, borrow).read_value();
}

Object* marshal_load_from(Thread& t, Object* file) {
  Object* zero = int_from_int64(0);
  Object* nothing = TRY(call_method(t, file, intern("read"), Args{&zero, 1}));
  if (!is_bytes(nothing)) return raise_type_error(t, "file.read() returned not bytes but %T", nothing);
  return MarshalReader(t, file).read_value();
}

// --- bytes ----------------------------------------------------------------------------------------

// The next n bytes of the file become what is read from. Many come in pieces: memory is taken for what is there, not
// for what damaged data announces.
Status MarshalReader::fetch(size_t n) {
  constexpr size_t kPiece = 1 << 20;
  if (n <= kPiece) return fetch_piece(n);
  std::string all;
  while (all.size() < n) {
    size_t piece = std::min(kPiece, n - all.size());
    TRY(fetch_piece(piece));
    if (!memory_left_for(2 * all.size() + piece)) return raise_memory_error(t_);
    all.append(at_, piece);
  }
  Bytes* whole = TRY(new_bytes(all));
  block_ = whole;
  at_ = reinterpret_cast<const char*>(whole->bytes);
  end_ = at_ + n;
  return Status::ok();
}

Status MarshalReader::fetch_piece(size_t n) {
  Lookup into = TRY(find_attribute(t_, file_, intern("readinto")));
  Object* count = TRY(int_from_int64(ssize(n)));
  if (into.is_missing()) {
    block_ = TRY(call_method(t_, file_, intern("read"), Args{&count, 1}));
    std::string_view view = TRY(as_bytes_view(t_, block_));
    if (view.size() > n)
      return raise_value_error(t_, "read() returned too much data: %zd bytes requested, %zd returned", ssize(n),
                               ssize(view.size()));
    if (view.size() < n) return raise(t_, exceptions::EOFError, "EOF read where not expected");
    at_ = view.data();
  } else {
    ByteArray* buffer = TRY(new_bytearray(nullptr, ssize(n)));
    Object* answer = TRY(call(t_, into.value, buffer));
    if (!is_int(answer)) return raise_type_error(t_, "an integer is required (got type %T)", answer);
    ssize got = TRY(index_as_ssize(t_, answer, nullptr));
    if (got > ssize(n))
      return raise_value_error(t_, "read() returned too much data: %zd bytes requested, %zd returned", ssize(n), got);
    if (got < ssize(n) || buffer->size < ssize(n))
      return raise(t_, exceptions::EOFError, "EOF read where not expected");
    block_ = buffer;
    at_ = reinterpret_cast<const char*>(buffer->data());
  }
  end_ = at_ + n;
  return Status::ok();
}

const char* MarshalReader::take(size_t n) {
  if (failed_) return nullptr;
  if (!n) return "";
  if (file_) failed_ = fetch(n).failed();
  else if (size_t(end_ - at_) < n) {
    raise_too_short(t_);
    failed_ = true;
  }
  if (failed_) return nullptr;
  const char* data = at_;
  at_ += n;
  position_ += n;
  return data;
}

uint8_t MarshalReader::take_byte() {
  const char* data = take(1);
  return data ? uint8_t(*data) : 0;
}
uint8_t MarshalReader::take_size_byte() {
  const char* data = take(1);
  if (data) return uint8_t(*data);
  clear_pending(t_);
  raise_no_object(t_);
  return 0;
}
uint16_t MarshalReader::take_short() {
  uint16_t value = 0;
  if (const char* data = take(2)) std::memcpy(&value, data, 2);
  return value;
}
uint32_t MarshalReader::take_int() {
  uint32_t value = 0;
  if (const char* data = take(4)) std::memcpy(&value, data, 4);
  return value;
}
uint32_t MarshalReader::take_long_number() {
  uint32_t value = 0;
  for (int shift = 0; shift < 35; shift += 7) {
    uint8_t byte = take_byte();
    value |= uint32_t(byte & 0x7f) << shift;
    if (!(byte & 0x80)) break;
  }
  return value;
}
void MarshalReader::align(size_t to) {
  size_t over = position_ % to;
  if (over) take(to - over);
}

Result<ssize> MarshalReader::read_size(const char* what) {
  int32_t n = int32_t(take_int());
  if (failed_) return Raised{};
  if (n < 0) return raise_bad(t_, what);
  return ssize(n);
}

// --- shared objects -------------------------------------------------------------------------------

// Containers take their place before their contents are read, which may refer to them.
ssize MarshalReader::reserve(bool shared) {
  if (!shared) return -1;
  if (shared_count_ == shared_capacity_) {
    ssize capacity = std::max<ssize>(64, shared_capacity_ * 2);
    auto* larger = allocate_raw<Object*>(size_t(capacity));
    if (!larger) {
      failed_ = true;
      return -1;
    }
    std::copy(shared_, shared_ + shared_count_, larger);
    shared_ = larger;
    shared_capacity_ = capacity;
  }
  shared_[shared_count_] = nullptr;
  return shared_count_++;
}

Object* MarshalReader::share(ssize place, Object* value) {
  if (place >= 0) shared_[place] = value;
  return value;
}

Object* MarshalReader::read_reference() {
  uint32_t place = take_int();
  if (failed_) return nullptr;
  if (place >= uint64_t(shared_count_) || !shared_[place]) return raise_bad(t_, "invalid reference");
  return shared_[place];
}

// --- values ---------------------------------------------------------------------------------------

Object* MarshalReader::read_value(const char* where) {
  bool is_null = false;
  Object* value = read(&is_null);
  if (is_null) return raise_type_error(t_, "NULL object in marshal data for %s", where);
  return value;
}

Str* MarshalReader::read_str() {
  Object* value = TRY(read_value("string"));
  return is_exact<Str>(value) ? cast<Str>(value) : raise_bad(t_, "code object");
}
Tuple* MarshalReader::read_tuple() {
  Object* value = TRY(read_value("tuple"));
  return is_exact<Tuple>(value) ? cast<Tuple>(value) : raise_bad(t_, "code object");
}

Object* MarshalReader::read(bool* is_null) {
  if (file_ || at_ < end_) {
    uint8_t code = take_byte();
    if (failed_) return nullptr;
    if ((code & ~kMarshalShared) == kMarshalNull) {
      *is_null = true;
      return nullptr;
    }
    if (depth_ >= kMarshalDepth) return raise_value_error(t_, "recursion limit exceeded");
    if (!native_stack_left(t_)) return nullptr;
    depth_++;
    Object* value = read_by_code(code & ~kMarshalShared, code & kMarshalShared);
    depth_--;
    return failed_ ? nullptr : value;
  }
  return raise_no_object(t_);
}

Object* MarshalReader::read_by_code(uint8_t code, bool shared) {
  switch (code) {
    case kMarshalNone: return none();
    case kMarshalStopIteration: return &exceptions::StopIteration;
    case kMarshalEllipsis: return ellipsis();
    case kMarshalFalse: return py_false();
    case kMarshalTrue: return py_true();
    case kMarshalRef: return read_reference();
    case kMarshalTuple:
    case kMarshalSmallTuple:
    case kMarshalList:
    case kMarshalDict:
    case kMarshalSet:
    case kMarshalFrozenSet: return read_container(code, shared);
    case kMarshalCode: return read_code(shared);
    default: break;
  }
  Object* value = TRY(read_simple(code));
  ssize place = reserve(shared);
  return failed_ ? nullptr : share(place, value);
}

Object* MarshalReader::read_simple(uint8_t code) {
  switch (code) {
    case kMarshalInt: return int_from_int64(int32_t(take_int()));
    case kMarshalInt64: {
      uint64_t low = take_int();
      return int_from_int64(int64_t(low | uint64_t(take_int()) << 32));
    }
    case kMarshalLong: return read_long();
    case kMarshalFloat: return read_float(false);
    case kMarshalBinaryFloat: return read_float(true);
    case kMarshalComplex: return read_complex(false);
    case kMarshalBinaryComplex: return read_complex(true);
    case kMarshalBytes: {
      ssize n = TRY(read_size("bytes object size out of range"));
      const char* data = TRY(take(size_t(n)));
      return new_bytes(data, n);
    }
    default: return read_text(code);
  }
}

Object* MarshalReader::read_text(uint8_t code) {
  bool is_short = code == kMarshalShortAscii || code == kMarshalShortAsciiInterned;
  bool is_ascii = is_short || code == kMarshalAscii || code == kMarshalAsciiInterned;
  if (!is_ascii && code != kMarshalInterned && code != kMarshalUnicode) return raise_bad(t_, "unknown type code");
  ssize n = is_short ? take_size_byte() : TRY(read_size("string size out of range"));
  const char* data = TRY(take(size_t(n)));
  std::string_view text(data, size_t(n));
  bool interned = code == kMarshalInterned || code == kMarshalAsciiInterned || code == kMarshalShortAsciiInterned;
  if (interned && borrow_) return intern(text);  // our own
  if (is_ascii && !interned) return new_str_latin1(reinterpret_cast<const uint8_t*>(data), n);
  Utf8Measure measure = measure_utf8(text, true);
  bool is_valid = ssize(measure.valid) == n;
  if (interned && is_valid) return intern(text);
  Str* value;
  if (is_ascii) value = TRY(new_str_latin1(reinterpret_cast<const uint8_t*>(data), n));
  else if (is_valid) value = TRY(new_str_of_utf8(text, measure));
  else value = TRY(decode_bytes(t_, text, "utf-8", "surrogatepass"));  // says what is wrong
  return interned ? intern(value) : value;
}

// A number that goes on behind the end: what is there may be wrong before that.
Raised MarshalReader::fail_in_short_long() {
  while (!failed_)
    if (take_short() > 0x7fff) return raise_bad(t_, "digit out of range in long");
  return Raised{};
}

Object* MarshalReader::read_long() {
  int64_t size = int32_t(take_int());
  if (failed_) return nullptr;
  if (size == INT32_MIN) return raise_bad(t_, "long size out of range");
  ssize halves = size < 0 ? -size : size;
  if (!file_ && end_ - at_ < halves * 2) return fail_in_short_long();
  ssize digits = (halves + 1) / 2;
  Int* number = TRY(new_int_digits(digits));
  for (ssize i = 0; i < halves; i++) {
    uint16_t half = take_short();
    if (failed_) return nullptr;
    if (half > 0x7fff) return raise_bad(t_, "digit out of range in long");
    if (i == halves - 1 && !half) return raise_bad(t_, "unnormalized long data");
    number->digits[i / 2] |= uint32_t(half) << (i % 2 * 15);
  }
  return int_normalized(number, digits, size < 0);
}

Result<double> MarshalReader::read_double(bool binary) {
  double value = 0;
  size_t n = binary ? sizeof value : take_size_byte();
  const char* data = take(n);
  if (!data) return Raised{};
  if (binary) {
    std::memcpy(&value, data, sizeof value);
    return value;
  }
  std::string_view text(data, strnlen(data, n));
  if (!parse_double(text, &value))
    return raise_value_error(t_, "could not convert string to float: '%U'", TRY(shown_c_text(t_, text)));
  return value;
}

Object* MarshalReader::read_float(bool binary) { return new_float(TRY(read_double(binary))); }

Object* MarshalReader::read_complex(bool binary) {
  double real = TRY(read_double(binary));
  double imag = TRY(read_double(binary));
  return new_complex(real, imag);
}

// --- containers -----------------------------------------------------------------------------------

Object* MarshalReader::read_container(uint8_t code, bool shared) {
  switch (code) {
    case kMarshalSmallTuple: {
      ssize n = take_size_byte();
      return failed_ ? nullptr : read_tuple_items(n, shared);
    }
    case kMarshalTuple: return read_tuple_items(TRY(read_size("tuple size out of range")), shared);
    case kMarshalList: return read_list(shared);
    case kMarshalDict: return read_dict(shared);
    default: return read_set(code == kMarshalFrozenSet, shared);
  }
}

// Each item takes a byte at least: a size that cannot be true allocates nothing. What is wrong first among the items
// that there are is told.
Raised MarshalReader::fail_in_short_tuple(bool shared) {
  share(reserve(shared), none());
  while (!failed_) TRY(read_value("tuple"));
  return Raised{};
}

Object* MarshalReader::read_tuple_items(ssize n, bool shared) {
  if (!file_ && end_ - at_ < n) return fail_in_short_tuple(shared);
  Tuple* tuple = TRY(new_tuple(n));
  ssize place = reserve(shared);
  share(place, tuple);
  for (ssize i = 0; i < n; i++) tuple->items[i] = none();
  for (ssize i = 0; i < n; i++) tuple->items[i] = TRY(read_value("tuple"));
  return tuple;
}

Object* MarshalReader::read_list(bool shared) {
  ssize n = TRY(read_size("list size out of range"));
  List* list = TRY(new_list(t_));
  share(reserve(shared), list);
  for (ssize i = 0; i < n; i++) TRY(list_append(t_, list, TRY(read_value("list"))));
  return list;
}

Object* MarshalReader::read_dict(bool shared) {
  Dict* dict = TRY(new_dict(t_));
  share(reserve(shared), dict);
  for (;;) {
    bool is_null = false;
    Object* key = read(&is_null);
    if (is_null) return dict;
    TRY(key);
    Object* value = read(&is_null);
    if (is_null) return dict;  // so does CPython
    TRY(value);
    TRY(dict_set(t_, dict, key, value));
  }
}

// An element may refer to its set, if that is not frozen: a frozenset takes its place when it is complete.
Object* MarshalReader::read_set(bool frozen, bool shared) {
  ssize n = TRY(read_size("set size out of range"));
  Set* set = TRY(new_set(t_));
  ssize place = reserve(shared);
  if (!frozen) share(place, set);
  for (ssize i = 0; i < n; i++) TRY(set_add(t_, set, TRY(read_value("set"))));
  return share(place, frozen ? new_frozenset(t_, set) : set);
}

}  // namespace sidewinder
