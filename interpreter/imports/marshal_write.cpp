// Values to bytes. Code objects: marshal_code.cpp.
#include <algorithm>
#include <cstring>
#include <vector>

#include "interpreter/imports/marshal.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int kVersionWithReferences = 3, kVersionWithAscii = 4, kVersionWithBinaryFloats = 2;
constexpr size_t kShortText = 256;

// Values that have a code of their own and nothing behind it; 0: others.
uint8_t singleton_code(const Object* value) {
  if (value == none()) return kMarshalNone;
  if (value == &exceptions::StopIteration) return kMarshalStopIteration;
  if (value == ellipsis()) return kMarshalEllipsis;
  if (value == py_false()) return kMarshalFalse;
  return value == py_true() ? kMarshalTrue : 0;
}

Raised raise_too_deep(Thread& t) { return raise_value_error(t, "object too deeply nested to marshal"); }

// Unboxed items are new objects each time, so that nothing can refer to them.
bool has_boxed_items(const List* list) { return is_boxed(list); }

}  // namespace

Result<std::string> marshal_dump(Thread& t, Object* value, int version) {
  MarshalWriter writer(t, version);
  TRY(writer.look_for_shared(value));
  TRY(writer.write(value));
  return writer.take();
}

// --- which objects are shared ---------------------------------------------------------------------

Status MarshalWriter::look_for_shared(Object* value) {
  if (version_ < kVersionWithReferences || singleton_code(value)) return Status::ok();
  if (seen_[value]++) return Status::ok();
  if (depth_ >= kMarshalDepth) return Status::ok();  // write() says so
  if (!native_stack_left(t_)) return Raised{};
  depth_++;
  Status status = look_into(value);
  depth_--;
  return status;
}

Status MarshalWriter::look_into(Object* value) {
  ssize at = 0;
  Object *key, *item;
  if (is_exact<Tuple>(value)) {
    for (ssize i = 0; i < cast<Tuple>(value)->size; i++) TRY(look_for_shared(cast<Tuple>(value)->items[i]));
  } else if (is_exact<List>(value) && has_boxed_items(cast<List>(value))) {
    for (ssize i = 0; i < cast<List>(value)->size; i++) TRY(look_for_shared(cast<List>(value)->items[i]));
  } else if (is_exact<Dict>(value)) {
    while (dict_next(cast<Dict>(value), &at, &key, &item)) {
      TRY(look_for_shared(key));
      TRY(look_for_shared(item));
    }
  } else if (is_exact_any_set(value)) {
    while (set_next(cast<Set>(value), &at, &key)) TRY(look_for_shared(key));
  } else if (is_exact<Code>(value)) {
    return for_each_object_of(cast<Code>(value), [&](Object* part) { return look_for_shared(part); });
  }
  return Status::ok();
}

bool MarshalWriter::shares(const Object* value) const {
  if (version_ < kVersionWithReferences) return false;
  auto place = seen_.find(value);
  return place != seen_.end() && place->second > 1;
}

// True: the object was written before, a reference to it does. Else *flag is what its code is marked with.
bool MarshalWriter::write_reference(Object* value, uint8_t* flag) {
  *flag = 0;
  if (!shares(value)) return false;
  auto [place, is_new] = index_.emplace(value, uint32_t(index_.size()));
  if (is_new) {
    *flag = kMarshalShared;
    return false;
  }
  put_byte(kMarshalRef);
  put_int(place->second);
  return true;
}

// --- values ---------------------------------------------------------------------------------------

void MarshalWriter::put_number(uint32_t value) {
  for (; value >= 0x80; value >>= 7) put_byte(uint8_t(value | 0x80));
  put_byte(uint8_t(value));
}
void MarshalWriter::put_difference(int32_t value) { put_number(uint32_t(value) << 1 ^ uint32_t(value >> 31)); }

Status MarshalWriter::write(Object* value) {
  if (depth_ >= kMarshalDepth) return raise_too_deep(t_);
  if (uint8_t code = singleton_code(value)) {
    put_byte(code);
    return Status::ok();
  }
  uint8_t flag;
  if (write_reference(value, &flag)) return Status::ok();
  if (!native_stack_left(t_)) return Raised{};
  depth_++;
  Status status = write_shareable(value, flag);
  depth_--;
  return status;
}

Status MarshalWriter::write_shareable(Object* value, uint8_t flag) {
  if (is_exact<Int>(value)) {
    write_int(value, flag);
    return Status::ok();
  }
  if (is_exact<Float>(value)) return write_float(value, flag);
  if (is_exact<Complex>(value)) return write_complex(value, flag);
  if (is_exact<Bytes>(value)) return write_sized(kMarshalBytes | flag, cast<Bytes>(value)->view());
  if (is_exact<Str>(value)) {
    write_str(cast<Str>(value), flag);
    return Status::ok();
  }
  if (is_exact<Tuple>(value)) return write_tuple(cast<Tuple>(value), flag);
  if (is_exact<List>(value)) return write_list(cast<List>(value), flag);
  if (is_exact<Dict>(value)) return write_dict(value, flag);
  if (is_exact_any_set(value)) return write_set(cast<Set>(value), flag);
  if (is_exact<Code>(value)) {
    put_byte(kMarshalCode | flag);
    return write_code(cast<Code>(value));
  }
  if (is_bytes_like(value)) return write_sized(kMarshalBytes | flag, TRY(as_bytes_view(t_, value)));
  return raise_value_error(t_, "unmarshallable object");
}

Status MarshalWriter::write_size(ssize n) {
  if (n > INT32_MAX) return raise_value_error(t_, "unmarshallable object");
  put_int(uint32_t(n));
  return Status::ok();
}

Status MarshalWriter::write_sized(uint8_t code, std::string_view bytes) {
  put_byte(code);
  TRY(write_size(ssize(bytes.size())));
  put_bytes(bytes.data(), bytes.size());
  return Status::ok();
}

// Beyond 32 bits in digits of 15, two of which are one of ours.
void MarshalWriter::write_int(const Object* value, uint8_t flag) {
  int64_t small;
  if (int_fits_int64(value, &small) && small == int32_t(small)) {
    put_byte(kMarshalInt | flag);
    put_int(uint32_t(small));
    return;
  }
  auto* number = static_cast<const Int*>(value);
  ssize digits = std::abs(number->size);
  bool is_odd = !(number->digits[digits - 1] >> 15);
  ssize halves = digits * 2 - is_odd;
  put_byte(kMarshalLong | flag);
  put_int(uint32_t(number->size < 0 ? -halves : halves));
  for (ssize i = 0; i < digits; i++) {
    put_short(uint16_t(number->digits[i] & 0x7fff));
    if (i + 1 < digits || !is_odd) put_short(uint16_t(number->digits[i] >> 15));
  }
}

void MarshalWriter::write_float_text(double value) {
  std::string text = format_double(value, 'g', 17);
  put_byte(uint8_t(text.size()));
  put_bytes(text.data(), text.size());
}

Status MarshalWriter::write_float(Object* value, uint8_t flag) {
  double number = cast<Float>(value)->value;
  bool binary = version_ >= kVersionWithBinaryFloats;
  put_byte((binary ? kMarshalBinaryFloat : kMarshalFloat) | flag);
  if (binary) put_bytes(&number, sizeof number);
  else write_float_text(number);
  return Status::ok();
}

Status MarshalWriter::write_complex(Object* value, uint8_t flag) {
  auto* number = cast<Complex>(value);
  bool binary = version_ >= kVersionWithBinaryFloats;
  put_byte((binary ? kMarshalBinaryComplex : kMarshalComplex) | flag);
  for (double part : {number->real, number->imag}) {
    if (binary) put_bytes(&part, sizeof part);
    else write_float_text(part);
  }
  return Status::ok();
}

void MarshalWriter::write_str(const Str* value, uint8_t flag) {
  bool interned = value->is_interned() && version_ >= kVersionWithReferences;
  if (version_ >= kVersionWithAscii && value->is_ascii()) {
    std::string_view text = str_ascii_view(value);
    if (text.size() < kShortText) {
      put_byte((interned ? kMarshalShortAsciiInterned : kMarshalShortAscii) | flag);
      put_byte(uint8_t(text.size()));
    } else {
      put_byte((interned ? kMarshalAsciiInterned : kMarshalAscii) | flag);
      put_int(uint32_t(text.size()));
    }
    put_bytes(text.data(), text.size());
    return;
  }
  std::string text = str_to_utf8(value);
  put_byte((interned ? kMarshalInterned : kMarshalUnicode) | flag);
  put_int(uint32_t(text.size()));
  put_bytes(text.data(), text.size());
}

Status MarshalWriter::write_tuple(Tuple* tuple, uint8_t flag) {
  if (version_ >= kVersionWithAscii && tuple->size < 256) {
    put_byte(kMarshalSmallTuple | flag);
    put_byte(uint8_t(tuple->size));
  } else {
    put_byte(kMarshalTuple | flag);
    TRY(write_size(tuple->size));
  }
  for (ssize i = 0; i < tuple->size; i++) TRY(write(tuple->items[i]));
  return Status::ok();
}

Status MarshalWriter::write_list(List* list, uint8_t flag) {
  put_byte(kMarshalList | flag);
  TRY(write_size(list->size));
  ssize n = list->size;
  if (has_boxed_items(list)) {
    for (ssize i = 0; i < n && i < list->size; i++) TRY(write(list->items[i]));
    return Status::ok();
  }
  if (n && depth_ >= kMarshalDepth) return raise_too_deep(t_);  // numbers are a level, too
  for (ssize i = 0; i < n; i++) {
    Object* item = TRY(list_get(t_, list, i));
    if (is_exact<Int>(item)) write_int(item, 0);
    else TRY(write_float(item, 0));
  }
  return Status::ok();
}

Status MarshalWriter::write_dict(Object* dict, uint8_t flag) {
  put_byte(kMarshalDict | flag);
  ssize at = 0;
  Object *key, *value;
  while (dict_next(cast<Dict>(dict), &at, &key, &value)) {
    TRY(write(key));
    TRY(write(value));
  }
  put_byte(kMarshalNull);
  return Status::ok();
}

Status MarshalWriter::write_set(Set* set, uint8_t flag) {
  put_byte((is_frozenset(set) ? kMarshalFrozenSet : kMarshalSet) | flag);
  TRY(write_size(set->used));
  return write_sorted(set);
}

// In the order of the elements' own bytes, so that equal sets give equal bytes.
Status MarshalWriter::write_sorted(Set* set) {
  List* elements = TRY(list_from_iterable(t_, set));
  std::vector<std::pair<std::string, ssize>> order;
  for (ssize i = 0; i < elements->size; i++) {
    Object* element = TRY(list_get(t_, elements, i));
    order.emplace_back(TRY(marshal_dump(t_, element, version_)), i);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [bytes, i] : order) TRY(write(TRY(list_get(t_, elements, i))));
  return Status::ok();
}

}  // namespace sidewinder
