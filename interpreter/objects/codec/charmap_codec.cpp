// charmap: characters by a table of 256, a dict or any mapping. What the codecs of the library's package encodings use.
#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr uint32_t kUndefined = 0xfffe;
constexpr char kReason[] = "character maps to <undefined>";

// The bytes of characters below 0x10000, by their upper and lower half.
struct EncodingMap : Object {
  uint8_t page_of[256];  // 0: none
  ssize pages;
  uint8_t* bytes;  // 256 a page; 0: none
  static Type* type() { return &encoding_map_type; }
};

// -1: none
int byte_of(const EncodingMap& map, uint32_t c) {
  if (c == 0) return 0;
  if (c > 0xffff || !map.page_of[c >> 8]) return -1;
  uint8_t byte = map.bytes[(map.page_of[c >> 8] - 1) * 256 + (c & 255)];
  return byte ? byte : -1;
}

ssize encoding_map_size(const EncodingMap& self) { return ssize(sizeof(EncodingMap)) + 256 * self.pages; }

// --- decoding -------------------------------------------------------------------------------------

// What the mapping says of a byte, added to `out`. False: nothing.
Truth decode_by_mapping(Thread& t, Object* mapping, uint8_t byte, StrBuilder& out) {
  Object* value = get_item(t, mapping, TRY(int_from_int64(byte)));
  if (!value) {
    if (!pending_matches(t, exceptions::LookupError)) return Truth::Error;
    clear_pending(t);
    return Truth::False;
  }
  if (value == none()) return Truth::False;
  if (is_int(value)) {
    int64_t c;
    if (!int_fits_int64(value, &c) || c < 0 || c > 0x10ffff)
      return truth_error(raise_type_error(t, "character mapping must be in range(0x110000)"));
    if (c == kUndefined) return Truth::False;
    out.add_char(uint32_t(c));
    return Truth::True;
  }
  if (!is_str(value)) return truth_error(raise_type_error(t, "character mapping must return integer, None or str"));
  auto* text = cast<Str>(value);
  if (text->length == 1 && text->at(0) == kUndefined) return Truth::False;
  out.add(text);
  return Truth::True;
}

Truth decode_byte(Thread& t, Object* mapping, uint8_t byte, StrBuilder& out) {
  if (!is_exact<Str>(mapping)) return decode_by_mapping(t, mapping, byte, out);
  auto* table = cast<Str>(mapping);
  if (byte >= table->length || table->at(byte) == kUndefined) return Truth::False;
  out.add_char(table->at(byte));
  return Truth::True;
}

// --- encoding -------------------------------------------------------------------------------------

class CharmapEncoder {
 public:
  CharmapEncoder(Thread& t, Str* s, const char* errors, Object* mapping)
      : t_(t), s_(s), mapping_(mapping), errors_(t, "charmap", errors, s) {
    errors_.escape_whole_faults();
  }

  Bytes* run() {
    for (ssize i = 0; i < s_->length;) {
      if (TRY(encode(s_->at(i)))) i++;
      else i = TRY(fault(i));
    }
    return new_bytes(out_);
  }

 private:
  Truth encode(uint32_t c) {
    if (is_exact<EncodingMap>(mapping_)) {
      int byte = byte_of(*cast<EncodingMap>(mapping_), c);
      if (byte >= 0) out_.push_back(char(byte));
      return truth_of(byte >= 0);
    }
    return encode_by_mapping(c, true);
  }

  Truth encode_by_mapping(uint32_t c, bool write) {
    Object* value = get_item(t_, mapping_, TRY(int_from_int64(c)));
    if (!value) {
      if (!pending_matches(t_, exceptions::LookupError)) return Truth::Error;
      clear_pending(t_);
      return Truth::False;
    }
    if (value == none()) return Truth::False;
    if (is_int(value)) {
      int64_t byte;
      if (!int_fits_int64(value, &byte) || byte < 0 || byte > 255)
        return truth_error(raise_type_error(t_, "character mapping must be in range(256)"));
      if (write) out_.push_back(char(byte));
      return Truth::True;
    }
    if (!is_bytes(value))
      return truth_error(raise_type_error(t_, "character mapping must return integer, bytes or None, not %T", value));
    if (write) out_ += cast<Bytes>(value)->view();
    return Truth::True;
  }
  Truth encodable(uint32_t c) {
    if (is_exact<EncodingMap>(mapping_)) return truth_of(byte_of(*cast<EncodingMap>(mapping_), c) >= 0);
    return encode_by_mapping(c, false);
  }

  Result<ssize> fault(ssize begin) {
    ssize end = begin + 1;
    while (end < s_->length && !TRY(encodable(s_->at(end)))) end++;
    EncodeReplacement r = TRY(errors_.fault(begin, end, kReason));
    if (r.bytes) {
      out_ += r.bytes->view();
      return r.next;
    }
    for (ssize i = 0; i < r.text->length; i++) {
      if (!TRY(encode(r.text->at(i)))) return errors_.raise_error(begin, end, kReason);
    }
    return r.next;
  }

  Thread& t_;
  Str* s_;
  Object* mapping_;
  EncodeErrors errors_;
  std::string out_;
};

// The table as a dict: where an EncodingMap cannot say it.
Object* charmap_dict(Thread& t, const Str* map) {
  Dict* dict = TRY(new_dict(t));
  for (ssize i = 0; i < map->length && i < 256; i++)
    TRY(dict_set(t, dict, TRY(int_from_int64(map->at(i))), int_from_int64(i)));
  return dict;
}

bool needs_dict(const Str* map, int* pages, uint8_t* page_of) {
  *pages = 0;
  if (map->at(0) != 0) return true;
  for (ssize i = 1; i < map->length && i < 256; i++) {
    uint32_t c = map->at(i);
    if (c == 0 || c > 0xffff) return true;
    if (c == kUndefined) continue;
    if (!page_of[c >> 8]) {
      if (*pages == 254) return true;
      page_of[c >> 8] = uint8_t(++*pages);
    }
  }
  return false;
}

}  // namespace

Str* decode_charmap(Thread& t, std::string_view bytes, const char* errors, Object* mapping) {
  if (!mapping) return TRY(decode_native(t, bytes, Codec::Latin1, errors, true)).text;
  DecodeErrors input(t, "charmap", errors, bytes);
  StrBuilder out;
  for (ssize i = 0; i < input.size();) {
    if (TRY(decode_byte(t, mapping, input.data()[i], out))) i++;
    else i = TRY(input.fault(i, i + 1, kReason, out));
  }
  return out.finish();
}

Bytes* encode_charmap(Thread& t, Str* s, const char* errors, Object* mapping) {
  if (!mapping) return encode_native(t, s, Codec::Latin1, errors);
  return CharmapEncoder(t, s, errors, mapping).run();
}

Object* build_charmap(Thread& t, Str* map) {
  if (map->length == 0) return raise_type_error(t, "bad argument type for built-in operation");
  uint8_t page_of[256] = {};
  int pages;
  if (needs_dict(map, &pages, page_of)) return charmap_dict(t, map);
  auto* self = TRY(new_object<EncodingMap>(&encoding_map_type));
  std::memcpy(self->page_of, page_of, sizeof page_of);
  self->pages = pages;
  self->bytes = TRY(allocate_raw_leaf<uint8_t>(size_t(pages) * 256 + 1));
  for (ssize i = 1; i < map->length && i < 256; i++) {
    uint32_t c = map->at(i);
    if (c != kUndefined) self->bytes[(page_of[c >> 8] - 1) * 256 + (c & 255)] = uint8_t(i);
  }
  return self;
}

#define NATIVE_TABLE "interpreter/objects/codec/encoding_map_methods.def"
#define NATIVE_TYPE EncodingMap
#define NATIVE_PREFIX encoding_map
#define NATIVE_NAME "EncodingMap"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_encoding_map_data() {
  TypeData d{};
  encoding_map_declare(d);
  return d;
}
constinit TypeData encoding_map_data = make_encoding_map_data();

}  // namespace

constinit Type encoding_map_type =
    static_type("EncodingMap", sizeof(EncodingMap), 0, kTypeDisallowInstantiation, &encoding_map_data);

}  // namespace sidewinder
