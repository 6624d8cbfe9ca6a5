// What bytes and bytearray share. `self` is one of them or of a subclass; results are exact ones of its kind. view_of
// takes what else is bytes-like, too.
#pragma once

#include <string>

#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/search.h"

namespace sidewinder {

inline std::string_view view_of(const Object* self) {
  if (is_bytes(self)) return cast<Bytes>(self)->view();
  return is_bytearray(self) ? cast<ByteArray>(self)->view() : exporter_view(self);
}
// A new object of self's kind (bytes or bytearray, not the subclass).
Object* bytes_like(const Object* self, std::string_view contents);
// The same, but an exact bytes object that is all of it is given back itself.
Object* bytes_part(Object* self, ssize begin, ssize end);
// Of self's kind, of n bytes for the caller to fill.
Object* new_bytes_like(const Object* self, ssize n, uint8_t** data);

// Slots that both types have.
Object* byte_compare(Thread& t, Object* a, Object* b, CompareOp op);
Truth byte_contains(Thread& t, Object* self, Object* item);
Object* byte_concat(Thread& t, Object* a, Object* b);
Object* byte_repeat(Thread& t, Object* sequence, ssize times);
Object* byte_modulo(Thread& t, Object* a, Object* b);

// The arguments of bytes() and bytearray(), and the contents that they describe.
struct ByteSource {
  Object* source;  // null: not given
  CodecName encoding, errors;
};
Result<std::string> byte_contents(Thread& t, const Type& type, const ByteSource& given);
// Of an exact list or tuple of nothing but bytes, without running anything. False: it is something else.
bool bytes_of_plain_items(Object* o, std::string* out);
// What bytes(count) takes, if there is memory for so many copies of it.
Result<ssize> count_of_zeros(Thread& t, Object* count, size_t copies);
// What o consists of if it is bytes-like or an iterable of ints 0..255.
Result<std::string> contents_of_iterable(Thread& t, Object* o, const char* range_message);

// The rows of byte_methods.def, in byte_methods_text.cpp ...
Object* byte_capitalize(Thread& t, const Object* self);
Object* byte_lower(Thread& t, const Object* self);
Object* byte_swapcase(Thread& t, const Object* self);
Object* byte_title(Thread& t, const Object* self);
Object* byte_upper(Thread& t, const Object* self);
bool byte_isalnum(const Object* self);
bool byte_isalpha(const Object* self);
bool byte_isascii(const Object* self);
bool byte_isdigit(const Object* self);
bool byte_islower(const Object* self);
bool byte_isspace(const Object* self);
bool byte_istitle(const Object* self);
bool byte_isupper(const Object* self);
Object* byte_center(Thread& t, Object* self, ssize width, FillByte fill);
Object* byte_ljust(Thread& t, Object* self, ssize width, FillByte fill);
Object* byte_rjust(Thread& t, Object* self, ssize width, FillByte fill);
Object* byte_zfill(Thread& t, Object* self, ssize width);
Object* byte_expandtabs(Thread& t, Object* self, int tab_size);
Object* byte_strip(Thread& t, Object* self, Optional<BytesLike> dropped);
Object* byte_lstrip(Thread& t, Object* self, Optional<BytesLike> dropped);
Object* byte_rstrip(Thread& t, Object* self, Optional<BytesLike> dropped);
Object* byte_translate(Thread& t, Object* self, Optional<BytesLike> table, Object* deleted);
Bytes* byte_maketrans(Thread& t, BytesLike from, BytesLike to);
Str* byte_decode(Thread& t, Object* self, CodecName encoding, CodecName errors);
Str* byte_hex(Thread& t, Object* self, Object* separator, int group);
Object* byte_fromhex(Thread& t, Type& cls, Str* text);

// ... and in byte_methods_search.cpp.
Result<ssize> byte_count(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end);
Result<ssize> byte_find(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end);
Result<ssize> byte_index(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end);
Result<ssize> byte_rfind(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end);
Result<ssize> byte_rindex(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end);
Truth byte_startswith(Thread& t, Object* self, Object* prefix, SearchBound start, SearchBound end);
Truth byte_endswith(Thread& t, Object* self, Object* suffix, SearchBound start, SearchBound end);
Object* byte_removeprefix(Thread& t, Object* self, BytesLike prefix);
Object* byte_removesuffix(Thread& t, Object* self, BytesLike suffix);
Object* byte_replace(Thread& t, Object* self, BytesLike old_part, BytesLike new_part, ssize most);
Object* byte_join(Thread& t, Object* self, Object* iterable);
Object* byte_partition(Thread& t, Object* self, BytesLike separator);
Object* byte_rpartition(Thread& t, Object* self, BytesLike separator);
Object* byte_split(Thread& t, Object* self, Object* separator, ssize most);
Object* byte_rsplit(Thread& t, Object* self, Object* separator, ssize most);
Object* byte_splitlines(Thread& t, Object* self, int keep_ends);

}  // namespace sidewinder
