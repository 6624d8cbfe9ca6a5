// TextIOWrapper: positions. A position is a number (a "cookie") that holds where in the bytes decoding can begin, the
// decoder's state there, and how much to decode and to skip from there.
#include <algorithm>
#include <climits>
#include <cstring>

#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

struct Cookie {
  int64_t start = 0;
  int32_t decoder_flags = 0;
  int32_t bytes_to_feed = 0;
  int32_t characters_to_skip = 0;
  bool need_end = false;  // the decoder is told that the input ends
};
constexpr ssize kCookieBytes = 21;

Object* cookie_object(const Cookie& c) {
  uint8_t bytes[kCookieBytes];
  std::memcpy(bytes, &c.start, 8);
  std::memcpy(bytes + 8, &c.decoder_flags, 4);
  std::memcpy(bytes + 12, &c.bytes_to_feed, 4);
  std::memcpy(bytes + 16, &c.characters_to_skip, 4);
  bytes[20] = c.need_end;
  return int_from_bytes(bytes, kCookieBytes, true, false);
}

Result<Cookie> parse_cookie(Thread& t, Object* o) {
  uint8_t bytes[kCookieBytes];
  TRY(int_to_bytes(t, TRY(index(t, o)), bytes, kCookieBytes, true, false));
  Cookie c;
  std::memcpy(&c.start, bytes, 8);
  std::memcpy(&c.decoder_flags, bytes + 8, 4);
  std::memcpy(&c.bytes_to_feed, bytes + 12, 4);
  std::memcpy(&c.characters_to_skip, bytes + 16, 4);
  c.need_end = bytes[20];
  return c;
}

Result<int64_t> seek_buffer(Thread& t, TextWrapper& f, int64_t target, int whence) {
  Object* arguments[] = {TRY(int_from_int64(target)), TRY(int_from_int64(whence))};
  Object* answer = TRY(call_method(t, f.buffer, intern("seek"), Args{arguments, 2}));
  return position_argument(t, answer);
}

Status start_decoding_at(Thread& t, TextWrapper& f, const Cookie& cookie) {
  if (!f.has_decoder) return Status::ok();
  if (cookie.start == 0 && cookie.decoder_flags == 0) return reset_decoder(t, f.decoder);
  return set_decoder_state(t, f.decoder, DecoderState{empty_bytes(), cookie.decoder_flags});
}

// Decodes what lies between the place where decoding can begin and the position.
Status skip_characters(Thread& t, TextWrapper& f, const Cookie& cookie) {
  Object* size = TRY(int_from_int64(cookie.bytes_to_feed));
  Object* input = TRY(call_method(t, f.buffer, intern("read"), Args{&size, 1}));
  if (!is_bytes(input))
    return raise_type_error(t, "underlying read() should have returned a bytes object, not '%T'", input);
  f.snapshot = cast<Bytes>(input);
  f.snapshot_flags = cookie.decoder_flags;
  Str* text = TRY(decode_text(t, f.decoder, cast<Bytes>(input), cookie.need_end));
  f.decoded = text;
  f.taken = cookie.characters_to_skip;
  if (text->length >= cookie.characters_to_skip) return Status::ok();
  text_forget_decoded(f);
  return raise(t, exceptions::OSError, "can't restore logical file position");
}

Object* seek_to_end(Thread& t, TextWrapper& f) {
  TRY(call_method(t, &f, "flush"));
  text_forget_decoded(f);
  f.snapshot = nullptr;
  if (f.has_decoder) TRY(reset_decoder(t, f.decoder));
  int64_t place = TRY(seek_buffer(t, f, 0, SEEK_END));
  if (f.has_encoder) TRY(reset_encoder(t, f.encoder, place == 0));
  return int_from_int64(place);
}

Object* seek_to_cookie(Thread& t, TextWrapper& f, Object* position) {
  if (TRY(compare_truth(t, position, int_from_int64(0), CompareOp::Lt)))
    return raise_value_error(t, "negative seek position %R", position);
  TRY(call_method(t, &f, "flush"));
  Cookie cookie = TRY(parse_cookie(t, position));
  TRY(seek_buffer(t, f, cookie.start, SEEK_SET));
  text_forget_decoded(f);
  f.snapshot = nullptr;
  TRY(start_decoding_at(t, f, cookie));
  if (f.has_decoder && cookie.characters_to_skip) {
    TRY(skip_characters(t, f, cookie));
  } else {
    f.snapshot = empty_bytes();
    f.snapshot_flags = cookie.decoder_flags;
  }
  bool at_start = cookie.start == 0 && cookie.decoder_flags == 0;
  if (f.has_encoder) TRY(reset_encoder(t, f.encoder, at_start));
  return position;
}

// Looks for the last place before the position where the decoder holds nothing back; then decoding can begin there.
class PositionFinder {
 public:
  PositionFinder(Thread& t, TextWrapper& f, int64_t start) : t_(t), f_(f) {
    cookie_.start = start;
    cookie_.decoder_flags = int32_t(f.snapshot_flags);
  }

  Object* run() {
    ssize to_skip = f_.taken;
    if (to_skip == 0) return cookie_object(cookie_);
    DecoderState saved = TRY(decoder_state(t_, f_.decoder));
    Status found = find(to_skip);
    BaseException* failure = found.failed() ? take_pending(t_) : nullptr;
    TRY(set_decoder_state(t_, f_.decoder, saved));
    if (!failure) return cookie_object(cookie_);
    set_pending(t_, failure);
    return nullptr;
  }

 private:
  Status begin_again() { return set_decoder_state(t_, f_.decoder, DecoderState{empty_bytes(), cookie_.decoder_flags}); }
  Bytes* piece(ssize begin, ssize n) { return new_bytes(n ? f_.snapshot->bytes + begin : nullptr, n); }

  // A guess from the average length of characters, made smaller until it does not go too far.
  Status find(ssize to_skip) {
    const ssize size = f_.snapshot->size;
    ssize guess = std::min(size, ssize(f_.bytes_per_character * double(to_skip)));
    ssize step = 1;
    while (guess > 0) {
      TRY(begin_again());
      Str* text = TRY(decode_text(t_, f_.decoder, TRY(piece(0, guess)), false));
      if (text->length <= to_skip) {
        DecoderState state = TRY(decoder_state(t_, f_.decoder));
        if (state.held->size == 0) {
          cookie_.decoder_flags = int32_t(state.flags);
          to_skip -= text->length;
          break;
        }
        guess -= state.held->size;
        step = 1;
      } else {
        guess -= step;
        step *= 2;
      }
    }
    if (guess <= 0) {
      guess = 0;
      TRY(begin_again());
    }
    return feed_one_by_one(guess, to_skip);
  }

  // From `at` on, byte by byte: the last safe place is noted, and how much follows it.
  Status feed_one_by_one(ssize at, ssize to_skip) {
    cookie_.start += at;
    cookie_.characters_to_skip = int32_t(to_skip);
    if (to_skip == 0) return Status::ok();
    const ssize size = f_.snapshot->size;
    ssize decoded = 0;
    ssize fed = 0;
    for (ssize i = at; i < size; i++) {
      Str* text = TRY(decode_text(t_, f_.decoder, TRY(piece(i, 1)), false));
      decoded += text->length;
      fed++;
      DecoderState state = TRY(decoder_state(t_, f_.decoder));
      if (state.held->size == 0 && decoded <= to_skip) {
        cookie_.start += fed;
        to_skip -= decoded;
        cookie_.decoder_flags = int32_t(state.flags);
        fed = decoded = 0;
      }
      if (decoded >= to_skip) return settle(fed, to_skip);
    }
    Str* text = TRY(decode_text(t_, f_.decoder, empty_bytes(), true));
    cookie_.need_end = true;
    if (decoded + text->length >= to_skip) return settle(fed, to_skip);
    return raise(t_, exceptions::OSError, "can't reconstruct logical file position");
  }
  Status settle(ssize fed, ssize to_skip) {
    cookie_.bytes_to_feed = int32_t(fed);
    cookie_.characters_to_skip = int32_t(to_skip);
    return Status::ok();
  }

  Thread& t_;
  TextWrapper& f_;
  Cookie cookie_;
};

}  // namespace

Object* text_seek(Thread& t, TextWrapper& f, Object* cookie, int whence) {
  TRY(text_require_open(t, f));
  if (!f.seekable) return raise_unsupported_operation(t, "underlying stream is not seekable");
  if (whence == SEEK_CUR || whence == SEEK_END) {
    if (!TRY(compare_truth(t, cookie, int_from_int64(0), CompareOp::Eq)))
      return raise_unsupported_operation(
          t, whence == SEEK_CUR ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
    if (whence == SEEK_END) return seek_to_end(t, f);
    cookie = TRY(call_method(t, &f, "tell"));
  } else if (whence != SEEK_SET) {
    return raise_value_error(t, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  return seek_to_cookie(t, f, cookie);
}

Object* text_tell(Thread& t, TextWrapper& f) {
  TRY(text_require_open(t, f));
  if (!f.seekable) return raise_unsupported_operation(t, "underlying stream is not seekable");
  if (!f.telling) return raise(t, exceptions::OSError, "telling position disabled by next() call");
  TRY(text_write_out(t, f));
  TRY(call_method(t, &f, "flush"));
  Object* answer = TRY(call_method(t, f.buffer, "tell"));
  if (!f.has_decoder || !f.snapshot) return answer;
  int64_t position = TRY(position_argument(t, answer)) - f.snapshot->size;
  return PositionFinder(t, f, position).run();
}

}  // namespace sidewinder
