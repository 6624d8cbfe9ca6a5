// TextIOWrapper: reading and decoding.
#include <algorithm>

#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

Object* read_bytes(Thread& t, TextWrapper& f, ssize n) {
  if (f.fast && f.fast->can_read) {
    TRY(buffered_require_open(t, *f.fast, "read"));
    return buffered_read_some(t, *f.fast, n);
  }
  Object* size = TRY(int_from_int64(n));
  return call_method(t, f.buffer, intern(f.has_read1 ? "read1" : "read"), Args{&size, 1});
}

Status require_readable_text(Thread& t, TextWrapper& f) {
  TRY(text_require_open(t, f));
  if (!f.has_decoder) return raise_unsupported_operation(t, "not readable");
  return text_write_out(t, f);
}

Bytes* as_chunk(Thread& t, TextWrapper& f, Object* input) {
  if (is_bytes(input)) return cast<Bytes>(input);
  if (is_bytes_like(input)) return new_bytes(TRY(as_bytes_view(t, input)));
  return raise_type_error(t, "underlying %s() should have returned a bytes-like object, not '%T'",
                          f.has_read1 ? "read1" : "read", input);
}

Str* rest_of_decoded(TextWrapper& f) {
  if (!f.decoded) return empty_str();
  return f.taken ? str_substring(f.decoded, f.taken, f.decoded->length) : f.decoded;
}

Str* read_all(Thread& t, TextWrapper& f) {
  Object* input;
  if (f.fast && f.fast->can_read) {
    TRY(buffered_require_open(t, *f.fast, "read"));
    input = TRY(buffered_read_to_end(t, *f.fast));
  } else {
    input = TRY(call_method(t, f.buffer, "read"));
  }
  // Nothing yet, of a stream that does not wait, is no bytes object: CPython raises the same.
  Bytes* bytes = TRY(as_chunk(t, f, input));
  Str* rest = TRY(rest_of_decoded(f));
  Str* text = TRY(decode_text(t, f.decoder, bytes, true));
  f.snapshot = nullptr;
  text_forget_decoded(f);
  return rest->length ? str_concat(t, rest, text) : text;
}

// At most n characters of what is decoded.
Str* take_decoded(TextWrapper& f, ssize n) {
  if (!f.decoded) return empty_str();
  n = std::min(n, f.decoded->length - f.taken);
  Str* text = n == f.decoded->length ? f.decoded : TRY(str_substring(f.decoded, f.taken, f.taken + n));
  f.taken += n;
  return text;
}

bool has_decoded(const TextWrapper& f) { return f.decoded && f.taken < f.decoded->length; }

// Until there is decoded text. False: the end.
Truth read_until_text(Thread& t, TextWrapper& f, ssize hint) {
  while (!has_decoded(f))
    if (!TRY(text_read_chunk(t, f, hint))) return Truth::False;
  return Truth::True;
}

// A line of which the end is not in the text that is decoded now.
class LineReader {
 public:
  LineReader(Thread& t, TextWrapper& f, const LineEnds& ends, ssize limit) : t_(t), f_(f), ends_(ends), limit_(limit) {}

  Str* run() {
    for (;;) {
      if (!TRY(read_until_text(t_, f_, 0))) {
        text_forget_decoded(f_);
        f_.snapshot = nullptr;
        if (remaining_) line_.add(remaining_);
        return line_.finish();
      }
      if (TRY(take_from_decoded())) return line_.finish();
    }
  }

 private:
  // True: the line is complete.
  Truth take_from_decoded() {
    Str* text = f_.decoded;
    ssize begin = f_.taken;
    ssize before = 0;  // characters of `text` that are not of f_.decoded
    if (remaining_) {  // they begin in the middle of a chunk only when a line did: then nothing is taken of the next
      before = remaining_->length;
      text = remaining_ = TRY(str_concat(t_, remaining_, text));
    }
    ssize keep = 0;
    ssize end = find_line_end(ends_, text->data(), text->kind(), begin, text->length, &keep);
    bool complete = end >= 0;
    if (!complete) end = keep;
    ssize room = limit_ < 0 ? end - begin : limit_ - line_.length();
    if (!complete && limit_ >= 0 && text->length - begin >= room) {
      complete = true;
      end = begin + room;
    } else if (complete && end - begin > room) {
      end = begin + room;
    }
    line_.add(text, begin, end);
    if (complete) {
      f_.taken = end - before;
      return Truth::True;
    }
    remaining_ = end < text->length ? TRY(str_substring(text, end, text->length)) : nullptr;
    text_forget_decoded(f_);
    return Truth::False;
  }

  Thread& t_;
  TextWrapper& f_;
  const LineEnds& ends_;
  ssize limit_;
  StrBuilder line_;
  Str* remaining_ = nullptr;  // what may be the beginning of a newline
};

}  // namespace

Truth text_read_chunk(Thread& t, TextWrapper& f, ssize size_hint) {
  DecoderState before;
  if (f.telling) before = TRY(decoder_state(t, f.decoder));
  ssize size =
      std::max(f.chunk_size, size_hint > 0 ? ssize(std::max(1.0, f.bytes_per_character) * double(size_hint)) : 0);
  Bytes* input = TRY(as_chunk(t, f, TRY(read_bytes(t, f, size))));
  bool ended = input->size == 0;
  Str* text = TRY(decode_text(t, f.decoder, input, ended));
  f.decoded = text;
  f.taken = 0;
  f.bytes_per_character = text->length ? double(input->size) / double(text->length) : 0.0;
  if (f.telling) {
    f.snapshot_flags = before.flags;
    f.snapshot = input;
    if (before.held->size) {
      std::string joined(before.held->view());
      joined += input->view();
      f.snapshot = TRY(new_bytes(joined));
    }
  }
  return truth_of(!ended || text->length > 0);
}

Str* text_read(Thread& t, TextWrapper& f, ssize n) {
  TRY(require_readable_text(t, f));
  if (n < 0) return read_all(t, f);
  Str* text = TRY(take_decoded(f, n));
  if (text->length == n) return text;
  StrBuilder all;
  all.add(text);
  while (all.length() < n) {
    Truth more = text_read_chunk(t, f, n - all.length());
    if (!TRY(more)) break;
    all.add(TRY(take_decoded(f, n - all.length())));
  }
  return all.finish();
}

Str* text_read_line(Thread& t, TextWrapper& f, ssize limit) {
  TRY(require_readable_text(t, f));
  LineEnds ends{f.decoder.newlines.translate, f.decoder.universal, f.newline};
  if (has_decoded(f)) {
    ssize keep;
    ssize end = find_line_end(ends, f.decoded->data(), f.decoded->kind(), f.taken, f.decoded->length, &keep);
    if (end >= 0 && (limit < 0 || end - f.taken <= limit)) [[likely]]
      return take_decoded(f, end - f.taken);
  }
  return LineReader(t, f, ends, limit).run();
}

}  // namespace sidewinder
