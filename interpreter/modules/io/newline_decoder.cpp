#include "interpreter/modules/io/newline_decoder.h"

#include <cstring>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool contains_cr(const Str* s) {
  if (s->kind() == 1) return std::memchr(s->data(), '\r', size_t(s->length));
  return with_code_points(s, [&](const auto* data) {
    for (ssize i = 0; i < s->length; i++)
      if (data[i] == '\r') return true;
    return false;
  });
}

uint8_t newlines_in(const Str* s) {
  return with_code_points(s, [&](const auto* data) {
    uint8_t seen = 0;
    for (ssize i = 0; i < s->length && seen != 7; i++) {
      if (data[i] == '\n') seen |= kNewlineLf;
      if (data[i] != '\r') continue;
      bool pair = i + 1 < s->length && data[i + 1] == '\n';
      seen |= pair ? kNewlineCrLf : kNewlineCr;
      i += pair;
    }
    return seen;
  });
}

Str* with_line_feeds(const Str* s) {
  StrBuilder text;
  ssize begin = 0;
  for (ssize i = 0; i < s->length; i++) {
    if (s->at(i) != '\r') continue;
    text.add(s, begin, i).add_char('\n');
    if (i + 1 < s->length && s->at(i + 1) == '\n') i++;
    begin = i + 1;
  }
  return text.add(s, begin, s->length).finish();
}

}  // namespace

Str* translate_newlines(Thread& t, NewlineState& state, Str* text, bool final) {
  if (state.pending_cr && (final || text->length)) {
    text = TRY(str_concat(t, intern("\r"), text));
    state.pending_cr = false;
  }
  if (!final && text->length && text->at(text->length - 1) == '\r') {
    text = TRY(str_substring(text, 0, text->length - 1));
    state.pending_cr = true;
  }
  if (!contains_cr(text)) {
    bool look_for_lf = text->length && !(state.seen & kNewlineLf);
    if (look_for_lf && str_find(text, intern("\n"), 0, text->length) >= 0) state.seen |= kNewlineLf;
    return text;
  }
  state.seen |= newlines_in(text);
  return state.translate ? with_line_feeds(text) : text;
}

Object* newlines_object(uint8_t seen) {
  static const char* const texts[] = {"\r", "\n", "\r\n"};
  static const uint8_t bits[] = {kNewlineCr, kNewlineLf, kNewlineCrLf};
  Object* found[3];
  ssize n = 0;
  for (int i = 0; i < 3; i++)
    if (seen & bits[i]) found[n++] = intern(texts[i]);
  if (n == 0) return none();
  return n == 1 ? found[0] : new_tuple(found, n);
}

// --- the type -------------------------------------------------------------------------------------

namespace {

Status require_initialized(Thread& t, const NewlineDecoder& self) {
  if (self.decoder) return Status::ok();
  return raise_value_error(t, "IncrementalNewlineDecoder.__init__() not called");
}

Status newline_decoder_init(Thread&, NewlineDecoder& self, Object* decoder, bool translate, Object* errors) {
  self.decoder = decoder;
  self.errors = errors && is_str(errors) ? cast<Str>(errors) : intern("strict");
  self.state = NewlineState{translate, false, 0};
  return Status::ok();
}

Object* newline_decoder_decode(Thread& t, NewlineDecoder& self, Object* input, bool final) {
  TRY(require_initialized(t, self));
  Object* text = input;
  if (self.decoder != none()) {
    Object* arguments[] = {input, new_bool(final)};
    text = TRY(call_method(t, self.decoder, intern("decode"), Args{arguments, 2}));
  }
  if (!is_str(text)) return raise_type_error(t, "decoder should return a string result, not '%T'", text);
  return translate_newlines(t, self.state, cast<Str>(text), final);
}

Object* newline_decoder_getstate(Thread& t, NewlineDecoder& self) {
  TRY(require_initialized(t, self));
  Object* pieces[] = {empty_bytes(), int_from_int64(0)};
  if (self.decoder != none()) {
    Object* inner = TRY(call_method(t, self.decoder, "getstate"));
    if (!has_flag(inner, kTypeTuple)) return raise_type_error(t, "illegal decoder state");
    if (cast<Tuple>(inner)->size != 2 || !is_int(cast<Tuple>(inner)->items[1]))
      return raise_type_error(t, "illegal decoder state");
    pieces[0] = cast<Tuple>(inner)->items[0];
    pieces[1] = TRY(int_shift_left(t, cast<Tuple>(inner)->items[1], 1));
  }
  if (self.state.pending_cr) pieces[1] = TRY(int_binary(t, BinaryOp::Or, pieces[1], int_from_int64(1)));
  return new_tuple(pieces, 2);
}

Status newline_decoder_setstate(Thread& t, NewlineDecoder& self, Object* state) {
  TRY(require_initialized(t, self));
  if (!has_flag(state, kTypeTuple)) return raise_type_error(t, "state argument must be a tuple");
  auto* pair = cast<Tuple>(state);
  if (pair->size != 2 || !is_int(pair->items[1])) return raise_type_error(t, "setstate(): illegal state argument");
  self.state.pending_cr = int_is_odd(pair->items[1]) && !int_is_zero(pair->items[1]);
  if (self.decoder == none()) return Status::ok();
  Object* pieces[] = {pair->items[0], TRY(int_shift_right(t, pair->items[1], 1))};
  Object* inner = TRY(new_tuple(pieces, 2));
  TRY(call_method(t, self.decoder, intern("setstate"), Args{&inner, 1}));
  return Status::ok();
}

Object* newline_decoder_reset(Thread& t, NewlineDecoder& self) {
  TRY(require_initialized(t, self));
  self.state.seen = 0;
  self.state.pending_cr = false;
  return self.decoder == none() ? none() : call_method(t, self.decoder, "reset");
}

Object* newline_decoder_newlines(Thread& t, NewlineDecoder& self) {
  TRY(require_initialized(t, self));
  return newlines_object(self.state.seen);
}

Object* newline_decoder_new(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/newline_decoder_methods.def"
#define NATIVE_TYPE NewlineDecoder
#define NATIVE_PREFIX newline_decoder
#define NATIVE_NAME "IncrementalNewlineDecoder"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_newline_decoder_data() {
  TypeData d{};
  d.slots.create = newline_decoder_new;
  newline_decoder_declare(d);
  return d;
}
constinit TypeData newline_decoder_data = make_newline_decoder_data();

}  // namespace

constinit Type newline_decoder_type =
    static_type("_io.IncrementalNewlineDecoder", sizeof(NewlineDecoder), 0, kTypeBase, &newline_decoder_data);

}  // namespace sidewinder
