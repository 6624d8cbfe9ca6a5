#include "interpreter/modules/io/text_codec.h"

#include <langinfo.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include "interpreter/base/utf8.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// --- finding codecs -------------------------------------------------------------------------------

TextCodec own_codec(const std::string& name) {
  static const struct {
    const char* name;
    TextCodec codec;
  } rows[] = {{"utf-8", TextCodec::Utf8},       {"utf8", TextCodec::Utf8},     {"u8", TextCodec::Utf8},
              {"utf", TextCodec::Utf8},         {"ascii", TextCodec::Ascii},   {"us-ascii", TextCodec::Ascii},
              {"latin-1", TextCodec::Latin1},   {"latin1", TextCodec::Latin1}, {"iso-8859-1", TextCodec::Latin1},
              {"iso8859-1", TextCodec::Latin1}, {"l1", TextCodec::Latin1},     {"cp819", TextCodec::Latin1},
              {"8859", TextCodec::Latin1}};
  for (const auto& row : rows)
    if (name == row.name) return row.codec;
  return TextCodec::Python;
}

const char* own_name(TextCodec codec) {
  if (codec == TextCodec::Utf8) return "utf-8";
  return codec == TextCodec::Ascii ? "ascii" : "latin-1";
}

Object* look_up(Thread& t, Str* encoding) {
  Object* codecs = TRY(import_module(t, "codecs"));
  Object* lookup = TRY(get_attribute(t, codecs, "lookup"));
  return call(t, lookup, encoding);
}

// --- decoding -------------------------------------------------------------------------------------

const char* errors_text(const Str* errors, std::string* storage) {
  *storage = str_to_utf8(errors);
  return storage->c_str();
}

// How many bytes at the end begin a UTF-8 sequence whose rest is missing.
size_t unfinished_tail(std::string_view bytes) {
  for (size_t n = 1; n <= std::min<size_t>(3, bytes.size()); n++) {
    auto c = static_cast<unsigned char>(bytes[bytes.size() - n]);
    if ((c & 0xc0) == 0x80) continue;
    size_t length = c >= 0xf0 && c <= 0xf4 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xc2 && c < 0xe0 ? 2 : 1;
    if (length <= n) return 0;
    if (n == 1) return 1;
    auto second = static_cast<unsigned char>(bytes[bytes.size() - n + 1]);
    bool bad = (c == 0xe0 && second < 0xa0) || (c == 0xed && second > 0x9f) || (c == 0xf0 && second < 0x90) ||
               (c == 0xf4 && second > 0x8f);
    return bad ? 0 : n;
  }
  return 0;
}

Str* decode_utf8(Thread& t, TextDecoder& d, std::string_view bytes, bool final) {
  std::string joined;
  if (d.held_count) {
    joined.assign(reinterpret_cast<const char*>(d.held), d.held_count);
    joined += bytes;
    bytes = joined;
  } else if (is_ascii(bytes)) {
    return new_str_latin1(reinterpret_cast<const uint8_t*>(bytes.data()), ssize(bytes.size()));
  }
  size_t tail = final ? 0 : unfinished_tail(bytes);
  std::string_view whole = bytes.substr(0, bytes.size() - tail);
  std::string storage;
  Str* text = utf8_valid_prefix(whole) == whole.size()
                  ? new_str(whole)
                  : decode_bytes(t, whole, "utf-8", errors_text(d.errors, &storage));
  TRY(text);
  d.held_count = uint8_t(tail);
  std::memcpy(d.held, bytes.data() + whole.size(), tail);
  return text;
}

Str* decode_by_object(Thread& t, TextDecoder& d, Bytes* input, bool final) {
  Object* arguments[] = {input, new_bool(final)};
  Object* text = TRY(call_method(t, d.decoder, intern("decode"), Args{arguments, 2}));
  if (is_str(text)) return cast<Str>(text);
  return raise_type_error(t, "decoder should return a string result, not '%T'", text);
}

Str* decode_plain(Thread& t, TextDecoder& d, Bytes* input, bool final) {
  switch (d.codec) {
    case TextCodec::Python: return decode_by_object(t, d, input, final);
    case TextCodec::Utf8: return decode_utf8(t, d, input->view(), final);
    default: {
      std::string storage;
      return decode_bytes(t, input->view(), own_name(d.codec), errors_text(d.errors, &storage));
    }
  }
}

Raised raise_illegal_state(Thread& t) { return raise_type_error(t, "illegal decoder state"); }

}  // namespace

Result<TextCodec> find_text_codec(Thread& t, Str* encoding, Object** info) {
  *info = nullptr;
  std::string name = str_to_utf8(encoding);
  if (name.find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
  TextCodec own = own_codec(normalized_encoding(name));
  if (own != TextCodec::Python) return own;
  *info = TRY(look_up(t, encoding));
  Lookup is_text = TRY(find_attribute(t, *info, intern("_is_text_encoding")));
  if (is_text.is_missing() || TRY(truth(t, is_text.value))) return TextCodec::Python;
  return raise(t, exceptions::LookupError, "'%U' is not a text encoding; use codecs.open() to handle arbitrary codecs",
               encoding);
}

Status start_decoder(Thread& t, TextDecoder& d, TextCodec codec, Object* info, Str* errors) {
  d = TextDecoder{codec, d.universal, 0, {}, NewlineState{d.newlines.translate, false, 0}, nullptr, errors};
  if (codec != TextCodec::Python) return Status::ok();
  Object* argument = errors;
  d.decoder = TRY(call_method(t, info, intern("incrementaldecoder"), Args{&argument, 1}));
  return Status::ok();
}

Status start_encoder(Thread& t, TextEncoder& e, TextCodec codec, Object* info, Str* errors) {
  e = TextEncoder{codec, nullptr, errors};
  if (codec != TextCodec::Python) return Status::ok();
  Object* argument = errors;
  e.encoder = TRY(call_method(t, info, intern("incrementalencoder"), Args{&argument, 1}));
  return Status::ok();
}

Str* decode_text(Thread& t, TextDecoder& d, Bytes* input, bool final) {
  Str* text = TRY(decode_plain(t, d, input, final));
  return d.universal ? translate_newlines(t, d.newlines, text, final) : text;
}

Status reset_decoder(Thread& t, TextDecoder& d) {
  d.held_count = 0;
  d.newlines.pending_cr = false;
  d.newlines.seen = 0;
  if (d.decoder) TRY(call_method(t, d.decoder, "reset"));
  return Status::ok();
}

Result<DecoderState> decoder_state(Thread& t, TextDecoder& d) {
  DecoderState state;
  if (d.decoder) {
    Object* answer = TRY(call_method(t, d.decoder, "getstate"));
    if (!has_flag(answer, kTypeTuple)) return raise_illegal_state(t);
    auto* pair = cast<Tuple>(answer);
    if (pair->size != 2 || !is_int(pair->items[1]) || !int_fits_int64(pair->items[1], &state.flags))
      return raise_illegal_state(t);
    if (!is_bytes(pair->items[0]))
      return raise_type_error(t, "illegal decoder state: the first item should be a bytes object, not '%T'",
                              pair->items[0]);
    state.held = cast<Bytes>(pair->items[0]);
  } else {
    state.held = TRY(new_bytes(d.held_count ? d.held : nullptr, d.held_count));
  }
  if (d.universal) state.flags = state.flags << 1 | int64_t(d.newlines.pending_cr);
  return state;
}

Status set_decoder_state(Thread& t, TextDecoder& d, const DecoderState& state) {
  int64_t flags = state.flags;
  if (d.universal) {
    d.newlines.pending_cr = flags & 1;
    flags >>= 1;
  }
  if (d.decoder) {
    Object* pieces[] = {state.held, TRY(int_from_int64(flags))};
    Object* pair = TRY(new_tuple(pieces, 2));
    TRY(call_method(t, d.decoder, intern("setstate"), Args{&pair, 1}));
    return Status::ok();
  }
  d.held_count = uint8_t(std::min<ssize>(state.held->size, ssize(sizeof d.held)));
  std::memcpy(d.held, state.held->bytes, d.held_count);
  return Status::ok();
}

// --- encoding -------------------------------------------------------------------------------------

Bytes* encode_text(Thread& t, TextEncoder& e, Str* text) {
  if (!e.encoder) {
    std::string storage;
    return encode_str(t, text, own_name(e.codec), errors_text(e.errors, &storage));
  }
  Object* argument = text;
  Object* bytes = TRY(call_method(t, e.encoder, intern("encode"), Args{&argument, 1}));
  if (is_bytes(bytes)) return cast<Bytes>(bytes);
  return raise_type_error(t, "encoder should return a bytes object, not '%T'", bytes);
}

Status reset_encoder(Thread& t, TextEncoder& e, bool at_start) {
  if (!e.encoder) return Status::ok();
  if (at_start) {
    TRY(call_method(t, e.encoder, "reset"));
    return Status::ok();
  }
  Object* zero = int_from_int64(0);
  TRY(call_method(t, e.encoder, intern("setstate"), Args{&zero, 1}));
  return Status::ok();
}

namespace {

// As CPython: the plain C locale is taken as UTF-8 (PEP 538, PEP 540), and called "utf-8" in UTF-8 mode.
Str* find_locale_encoding() {
  static const char* const kNames[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  std::string locale;
  for (const char* name : kNames) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    locale = value;
    break;
  }
  const auto& options = runtime_settings.x_options;
  bool utf8_mode = std::find(options.begin(), options.end(), "utf8") != options.end() ||
                   std::find(options.begin(), options.end(), "utf8=1") != options.end();
  const char* all = std::getenv("LC_ALL");
  bool is_plain = locale.empty() || locale == "C" || locale == "POSIX";
  if (utf8_mode || (is_plain && all && *all)) return intern("utf-8");
  if (is_plain) return intern("UTF-8");
  locale_t l = ::newlocale(LC_CTYPE_MASK, locale.c_str(), nullptr);
  if (!l) return intern(is_plain ? "UTF-8" : "utf-8");
  Str* name = intern(::nl_langinfo_l(CODESET, l));
  ::freelocale(l);
  return name;
}

}  // namespace

// Interned strings never die.
Str* locale_encoding() {
  static Str* const encoding = find_locale_encoding();
  return encoding;
}

}  // namespace sidewinder
