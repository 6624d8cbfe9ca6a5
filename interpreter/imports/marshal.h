// Values as bytes and back: the format of module `marshal`, version 4, as CPython 3.11 writes it. Code objects have a
// format of our own (marshal_code.cpp), which only holds for the compiler that made them: files carry
// code_magic_number().
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/object.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct Int;
struct List;
struct Set;

constexpr int kMarshalVersion = 4;
constexpr int kMarshalDepth = 2000;  // of nested containers

// The bytes that begin files of compiled code: two that depend on the compiler's sources, "\r\n".
std::string_view code_magic_number();

// ValueError: an object of a type that has no format, or nested too deeply.
Result<std::string> marshal_dump(Thread& t, Object* value, int version = kMarshalVersion);
// The first value in `bytes`. EOFError, ValueError, TypeError. With `borrow` the bytes live as long as the process and
// code objects may point into them.
Object* marshal_load(Thread& t, std::string_view bytes, bool borrow = false);
// The next value from an object with readinto() or read(): no byte more than it takes.
Object* marshal_load_from(Thread& t, Object* file);

// Differs for any two texts of the same length that differ in one word.
uint64_t marshal_checksum(const char* data, size_t n);

// Calls f(Object*) -> Status for what a code object refers to, in the order in which it is written.
template <class F> Status for_each_object_of(const Code* code, F&& f);

// Type codes; kMarshalShared is added to that of an object that kRef refers to later.
enum MarshalCode : uint8_t {
  kMarshalNull = '0',
  kMarshalNone = 'N',
  kMarshalFalse = 'F',
  kMarshalTrue = 'T',
  kMarshalStopIteration = 'S',
  kMarshalEllipsis = '.',
  kMarshalInt = 'i',
  kMarshalInt64 = 'I',
  kMarshalLong = 'l',
  kMarshalFloat = 'f',
  kMarshalBinaryFloat = 'g',
  kMarshalComplex = 'x',
  kMarshalBinaryComplex = 'y',
  kMarshalBytes = 's',
  kMarshalInterned = 't',
  kMarshalUnicode = 'u',
  kMarshalAscii = 'a',
  kMarshalAsciiInterned = 'A',
  kMarshalShortAscii = 'z',
  kMarshalShortAsciiInterned = 'Z',
  kMarshalRef = 'r',
  kMarshalTuple = '(',
  kMarshalSmallTuple = ')',
  kMarshalList = '[',
  kMarshalDict = '{',
  kMarshalSet = '<',
  kMarshalFrozenSet = '>',
  kMarshalCode = 'c',
  kMarshalShared = 0x80,
};

class MarshalWriter {
 public:
  MarshalWriter(Thread& t, int version) : t_(t), version_(version) {}
  // Finds out which objects occur more than once: only they are marked as shared.
  Status look_for_shared(Object* value);
  Status write(Object* value);
  std::string take() { return std::move(out_); }

  // Pieces of what code objects consist of.
  void put_byte(uint8_t byte) { out_ += char(byte); }
  void put_bytes(const void* data, size_t n) { out_.append(static_cast<const char*>(data), n); }
  void put_short(uint16_t value) { put_bytes(&value, 2); }
  void put_int(uint32_t value) { put_bytes(&value, 4); }
  void put_number(uint32_t value);     // few bytes for small ones
  void put_difference(int32_t value);  // the same for small ones of both signs
  void align(size_t to) { out_.resize((out_.size() + to - 1) / to * to); }

 private:
  bool shares(const Object* value) const;
  bool write_reference(Object* value, uint8_t* flag);
  Status write_shareable(Object* value, uint8_t flag);
  Status write_items(uint8_t code, Object* const* items, ssize n);
  Status write_list(List* list, uint8_t flag);
  Status write_tuple(Tuple* tuple, uint8_t flag);
  Status write_dict(Object* dict, uint8_t flag);
  Status write_set(Set* set, uint8_t flag);
  Status write_sorted(Set* set);
  Status write_float(Object* value, uint8_t flag);
  Status write_complex(Object* value, uint8_t flag);
  void write_int(const Object* value, uint8_t flag);
  void write_str(const Str* value, uint8_t flag);
  void write_float_text(double value);
  Status write_size(ssize n);
  Status write_sized(uint8_t code, std::string_view bytes);
  Status write_code(Code* code);
  Status write_code_body(Code* code);
  Status look_into(Object* value);

  Thread& t_;
  const int version_;
  int depth_ = 0;
  bool inside_code_ = false;
  std::string out_;
  std::unordered_map<const Object*, int> seen_;        // how often
  std::unordered_map<const Object*, uint32_t> index_;  // of the shared ones that were written
};

class MarshalReader {
 public:
  MarshalReader(Thread& t, std::string_view bytes, bool borrow)
      : t_(t), at_(bytes.data()), end_(at_ + bytes.size()), borrow_(borrow) {}
  MarshalReader(Thread& t, Object* file) : t_(t), file_(file) {}
  // Null without exception is not possible: a NULL where a value must be is a TypeError.
  Object* read_value(const char* where = "object");

  // Pieces of what code objects consist of. After the end they give zeros, and failed() is true.
  bool failed() const { return failed_; }
  uint8_t take_byte();
  uint8_t take_size_byte();  // of an object that is not there without it
  uint16_t take_short();
  uint32_t take_int();
  PY_ALWAYS_INLINE uint32_t take_number() {
    if (!file_ && at_ < end_ && !(*at_ & 0x80)) [[likely]] {
      position_++;
      return uint8_t(*at_++);
    }
    return take_long_number();
  }
  PY_ALWAYS_INLINE int32_t take_difference() {
    uint32_t value = take_number();
    return int32_t(value >> 1 ^ -(value & 1));
  }
  const char* take(size_t n);  // null: there are not that many; valid until the next call
  void align(size_t to);
  bool borrows() const { return borrow_; }
  size_t bytes_left() const { return file_ ? size_t(INT32_MAX) : size_t(end_ - at_); }
  Str* read_str();  // anything else is a ValueError
  Tuple* read_tuple();

 private:
  uint32_t take_long_number();
  Object* read(bool* is_null);
  Object* read_by_code(uint8_t code, bool shared);
  Object* read_container(uint8_t code, bool shared);
  Object* read_simple(uint8_t code);
  Object* read_text(uint8_t code);
  Object* read_long();
  Raised fail_in_short_long();
  Object* read_float(bool binary);
  Object* read_complex(bool binary);
  Result<double> read_double(bool binary);
  Object* read_tuple_items(ssize n, bool shared);
  Raised fail_in_short_tuple(bool shared);
  Object* read_list(bool shared);
  Object* read_dict(bool shared);
  Object* read_set(bool frozen, bool shared);
  Object* read_reference();
  Object* read_code(bool shared);
  Object* read_code_body(bool shared);
  Result<ssize> read_size(const char* what);
  Status fetch(size_t n);
  Status fetch_piece(size_t n);
  ssize reserve(bool shared);  // a place among the shared objects; -1: none
  Object* share(ssize place, Object* value);

  Thread& t_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  size_t position_ = 0;  // bytes taken so far
  Object* file_ = nullptr;
  Object* block_ = nullptr;  // what at_ points into, if it came from the file
  bool borrow_ = false;
  bool failed_ = false;
  bool inside_code_ = false;
  int depth_ = 0;
  Object** shared_ = nullptr;
  ssize shared_count_ = 0, shared_capacity_ = 0;
};

template <class F> Status for_each_object_of(const Code* code, F&& f) {
  Object* parts[] = {code->name,       code->qualname,   code->filename, code->names_of_registers,
                     code->cell_names, code->free_names, code->constants};
  for (Object* part : parts) TRY(f(part));
  if (code->docstring) TRY(f(code->docstring));
  for (uint32_t i = 0; i < code->cache_count; i++) TRY(f(code->caches[i].name));
  return Status::ok();
}

}  // namespace sidewinder
