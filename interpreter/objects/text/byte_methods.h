// What bytes and bytearray share, as native functions.
#pragma once

#include "interpreter/objects/core/args.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

#define METHOD(name, kind, doc) Object* byte_method_##name(Thread& t, Object* self, Args args);
#include "interpreter/objects/text/byte_methods.def"
#undef METHOD

inline std::string_view view_of(const Object* self) {
  return is_bytes(self) ? cast<Bytes>(self)->view() : cast<ByteArray>(self)->view();
}
// A new object of self's kind (bytes or bytearray, not the subclass).
Object* bytes_like(const Object* self, std::string_view contents);
// The same, but an exact bytes object that is all of it is given back itself.
Object* bytes_part(Object* self, ssize begin, ssize end);

// Slots that both types have.
Object* byte_compare(Thread& t, Object* a, Object* b, CompareOp op);
Truth byte_contains(Thread& t, Object* self, Object* item);
Object* byte_concat(Thread& t, Object* a, Object* b);
Object* byte_repeat(Thread& t, Object* sequence, ssize times);
Object* byte_modulo(Thread& t, Object* a, Object* b);

// bytes(...) and bytearray(...): the contents that the arguments describe.
Result<std::string> byte_contents(Thread& t, const char* type_name, Args args);
// What o consists of if it is bytes-like or an iterable of ints 0..255.
Result<std::string> contents_of_iterable(Thread& t, Object* o, const char* range_message);

}  // namespace sidewinder
