// Module binascii: bytes as text of ASCII and back, checksums.
#include <array>

#include "interpreter/modules/binascii/quoted_printable.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace binascii;

namespace {

// The classes live as long as the process.
struct State {
  Object *error, *incomplete;
};
State& state() {
  static State* const s = reinterpret_cast<State*>(allocate_permanent(2));
  return *s;
}

template <class... A> Raised raise_binascii(Thread& t, const char* format, A... arguments) {
  return raise(t, *static_cast<Type*>(state().error), format, arguments...);
}

// A parameter that is text of ASCII, as str or bytes.
struct AsciiText {
  std::string_view text;
};

}  // namespace

template <> struct Argument<AsciiText> {
  static Status convert(Thread& t, Object* value, Site, AsciiText* out) {
    if (is_str(value)) {
      auto* s = cast<Str>(value);
      if (!s->is_ascii()) return raise_value_error(t, "string argument should contain only ASCII characters");
      out->text = str_ascii_view(s);
      return Status::ok();
    }
    if (has_buffer(value)) {
      Result<std::string_view> view = as_bytes_view(t, value);
      if (!view.failed()) {
        out->text = view.value;
        return Status::ok();
      }
    }
    return raise_type_error(t, "argument should be bytes, buffer or ASCII string, not '%T'", value);
  }
};

namespace {

// --- base64 ---------------------------------------------------------------------------------------

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::array<int8_t, 256> make_base64_values() {
  std::array<int8_t, 256> values{};
  for (int8_t& value : values) value = -1;
  for (int i = 0; i < 64; i++) values[static_cast<unsigned char>(kBase64[i])] = int8_t(i);
  return values;
}
constexpr auto base64_values = make_base64_values();

Raised raise_incomplete(Thread& t, int digits, size_t bytes) {
  if (digits > 1) return raise_binascii(t, "Incorrect padding");
  return raise_binascii(t,
                        "Invalid base64-encoded string: number of data characters (%zd) cannot be 1 more than a "
                        "multiple of 4",
                        ssize(bytes / 3 * 4 + 1));
}

// Groups of four digits without anything between them: how many characters that are.
size_t add_whole_groups(std::string_view text, std::string* out) {
  size_t i = 0;
  for (; i + 4 <= text.size(); i += 4) {
    auto value = [&](size_t k) { return int(base64_values[static_cast<unsigned char>(text[i + k])]); };
    int a = value(0), b = value(1), c = value(2), d = value(3);
    if ((a | b | c | d) < 0) break;
    uint32_t bits = uint32_t(a << 18 | b << 12 | c << 6 | d);
    const char bytes[] = {char(bits >> 16), char(bits >> 8), char(bits)};
    out->append(bytes, sizeof bytes);
  }
  return i;
}

Object* binascii_a2b_base64(Thread& t, AsciiText data, int strict_mode) {
  std::string_view text = data.text;
  if (strict_mode && !text.empty() && text[0] == '=') return raise_binascii(t, "Leading padding not allowed");
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  uint32_t bits = 0;
  int digits = 0;  // of the group of four
  int pads = 0;
  bool padded = false;
  for (size_t i = 0; i < text.size(); i++) {
    if (!digits && !padded) {
      i += add_whole_groups(text.substr(i), &out);
      if (i == text.size()) break;
    }
    if (text[i] == '=') {
      padded = true;
      if (digits < 2 || digits + ++pads < 4) continue;
      if (strict_mode && i + 1 < text.size()) return raise_binascii(t, "Excess data after padding");
      return new_bytes(out);
    }
    int value = base64_values[static_cast<unsigned char>(text[i])];
    if (value < 0 && strict_mode) return raise_binascii(t, "Only base64 data is allowed");
    if (value < 0) continue;
    if (strict_mode && padded) return raise_binascii(t, "Discontinuous padding not allowed");
    pads = 0;
    bits = bits << 6 | uint32_t(value);
    if (digits) out.push_back(char(bits >> (6 - 2 * digits)));
    digits = (digits + 1) % 4;
  }
  if (digits) return raise_incomplete(t, digits, out.size());
  return new_bytes(out);
}

Object* binascii_b2a_base64(const BytesLike& data, int newline) {
  auto* p = reinterpret_cast<const uint8_t*>(data.bytes.data());
  size_t n = data.bytes.size();
  Bytes* out = TRY(new_bytes(nullptr, ssize((n + 2) / 3 * 4 + (newline != 0))));
  uint8_t* to = out->bytes;
  for (size_t i = 0; i < n; i += 3) {
    uint32_t bits = uint32_t(p[i]) << 16 | (i + 1 < n ? p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
    *to++ = uint8_t(kBase64[bits >> 18]);
    *to++ = uint8_t(kBase64[bits >> 12 & 63]);
    *to++ = i + 1 < n ? uint8_t(kBase64[bits >> 6 & 63]) : '=';
    *to++ = i + 2 < n ? uint8_t(kBase64[bits & 63]) : '=';
  }
  if (newline) *to = '\n';
  return out;
}

// --- hexadecimal ----------------------------------------------------------------------------------

Object* binascii_a2b_hex(Thread& t, AsciiText hexstr) {
  std::string_view text = hexstr.text;
  if (text.size() % 2) return raise_binascii(t, "Odd-length string");
  std::string out(text.size() / 2, '\0');
  for (size_t i = 0; i < out.size(); i++) {
    int high = hex_digit(static_cast<unsigned char>(text[2 * i]));
    int low = hex_digit(static_cast<unsigned char>(text[2 * i + 1]));
    if (high < 0 || low < 0) return raise_binascii(t, "Non-hexadecimal digit found");
    out[i] = char(high << 4 | low);
  }
  return new_bytes(out);
}
constexpr auto& binascii_unhexlify = binascii_a2b_hex;

Object* binascii_b2a_hex(Thread& t, const BytesLike& data, Given sep, int bytes_per_sep) {
  Bytes* bytes = TRY(new_bytes(data.bytes));
  Str* text = TRY(byte_hex(t, bytes, sep.value, bytes_per_sep));
  return new_bytes(str_ascii_view(text));
}
constexpr auto& binascii_hexlify = binascii_b2a_hex;

// --- uuencode -------------------------------------------------------------------------------------

Object* binascii_a2b_uu(Thread& t, AsciiText data) {
  std::string_view text = data.text;
  auto at = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : '\0'; };
  int left = (at(0) - ' ') & 63;
  size_t i = 1;
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (; left > 0; i++) {
    unsigned char c = at(i);
    // spaces at the end of the line may have been lost
    bool lost = i >= text.size() || c == '\n' || c == '\r';
    if (!lost && (c < ' ' || c > ' ' + 64)) return raise_binascii(t, "Illegal char");
    bits = bits << 6 | uint32_t(lost ? 0 : (c - ' ') & 63);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out.push_back(char(bits >> count));
    left--;
  }
  for (; i < text.size(); i++) {
    unsigned char c = at(i);
    if (c != ' ' && c != ' ' + 64 && c != '\n' && c != '\r') return raise_binascii(t, "Trailing garbage");
  }
  return new_bytes(out);
}

Object* binascii_b2a_uu(Thread& t, const BytesLike& data, int backtick) {
  auto* p = reinterpret_cast<const uint8_t*>(data.bytes.data());
  size_t n = data.bytes.size();
  if (n > 45) return raise_binascii(t, "At most 45 bytes at once");
  auto digit = [&](uint32_t value) { return backtick && !value ? '`' : char(' ' + value); };
  std::string out(1, digit(uint32_t(n)));
  for (size_t i = 0; i < n; i += 3) {
    uint32_t bits = uint32_t(p[i]) << 16 | (i + 1 < n ? p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
    for (int shift = 18; shift >= 0; shift -= 6) out.push_back(digit(bits >> shift & 63));
  }
  return new_bytes(out + "\n");
}

// --- quoted-printable -----------------------------------------------------------------------------

Object* binascii_a2b_qp(AsciiText data, int header) { return new_bytes(unquote_printable(data.text, header != 0)); }
Object* binascii_b2a_qp(const BytesLike& data, int quotetabs, int istext, int header) {
  return new_bytes(quote_printable(data.bytes, {quotetabs != 0, istext != 0, header != 0}));
}

// --- checksums ------------------------------------------------------------------------------------

// Tables for eight bytes at a time: table k is of a byte with k zero bytes behind it.
struct CrcTables {
  uint32_t of[8][256] = {};
  constexpr CrcTables() {
    for (uint32_t i = 0; i < 256; i++) {
      uint32_t c = i;
      for (int bit = 0; bit < 8; bit++) c = c >> 1 ^ (c & 1 ? 0xedb88320 : 0);
      of[0][i] = c;
    }
    for (int k = 1; k < 8; k++)
      for (uint32_t i = 0; i < 256; i++) of[k][i] = of[k - 1][i] >> 8 ^ of[0][of[k - 1][i] & 255];
  }
};
constexpr CrcTables crc_tables;

uint32_t crc32_of(std::string_view bytes, uint32_t crc) {
  auto* p = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t n = bytes.size();
  const auto& table = crc_tables.of;
  crc = ~crc;
  for (; n >= 8; p += 8, n -= 8) {
    crc ^= uint32_t(p[0]) | uint32_t(p[1]) << 8 | uint32_t(p[2]) << 16 | uint32_t(p[3]) << 24;
    crc = table[7][crc & 255] ^ table[6][crc >> 8 & 255] ^ table[5][crc >> 16 & 255] ^ table[4][crc >> 24] ^
          table[3][p[4]] ^ table[2][p[5]] ^ table[1][p[6]] ^ table[0][p[7]];
  }
  for (; n; p++, n--) crc = crc >> 8 ^ table[0][(crc ^ *p) & 255];
  return ~crc;
}

// A parameter that is an unsigned int of which the low 32 bits count.
struct Low32 {
  uint32_t value = 0;
};

}  // namespace

template <> struct Argument<Low32> {
  static Status convert(Thread& t, Object* value, Site, Low32* out) {
    Object* number = TRY(index(t, value));
    Object* low = TRY(int_binary(t, BinaryOp::And, number, int_from_int64(0xffffffff)));
    int64_t bits;
    if (int_fits_int64(low, &bits)) out->value = uint32_t(bits);
    return Status::ok();
  }
  static consteval Low32 literal(std::string_view) { return {}; }
};

namespace {

int64_t binascii_crc32(const BytesLike& data, Low32 crc) { return crc32_of(data.bytes, crc.value); }

int64_t binascii_crc_hqx(const BytesLike& data, Low32 crc) {
  uint32_t c = crc.value & 0xffff;
  for (char byte : data.bytes) {
    c ^= uint32_t(static_cast<uint8_t>(byte)) << 8;
    for (int bit = 0; bit < 8; bit++) c = (c << 1 ^ (c & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return c;
}

Object* make_class(Thread& t, const char* name, Type& base) {
  Object* bases = &base;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("binascii")));
  return new_heap_type(t, &type_type, intern(name), TRY(new_tuple(&bases, 1)), namespace_, Args{});
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/binascii/binascii_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX binascii
#define NATIVE_NAME "binascii"
#include "interpreter/objects/core/native_table.inc"

Module* create_binascii(Thread& t) {
  if (!state().error) state().error = TRY(make_class(t, "Error", exceptions::ValueError));
  if (!state().incomplete) state().incomplete = TRY(make_class(t, "Incomplete", exceptions::Exception));
  Module* module = TRY(new_module(t, "binascii"));
  TRY(add_functions(t, module, binascii_method_rows));
  TRY(add_object(t, module, "Error", state().error));
  TRY(add_object(t, module, "Incomplete", state().incomplete));
  TRY(add_object(t, module, "__doc__", new_str("Bytes as text of ASCII and back.")));
  return module;
}

}  // namespace sidewinder
