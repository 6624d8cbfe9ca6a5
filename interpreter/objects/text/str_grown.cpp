// Strings that grow by concatenation: `s += part` again and again takes time in proportion to the parts. Nobody counts
// references here, so the old string may be somebody else's. It therefore stays as it is, a beginning of the new one:
// both look into one buffer with room behind the text, and only a string that ends where the text of its buffer ends
// continues there. To everybody else they are strings as others are; C, which expects a NUL behind the text, gets them
// settled.
#include <algorithm>

#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

struct TextBuffer {
  size_t used;      // bytes of text; a NUL follows
  size_t capacity;  // bytes for text and NUL
  bool is_settled;  // C may look at the NUL: nothing is added any more
  alignas(8) char text[8];
};

namespace {

constexpr uint32_t kStateAscii = 1u << 6;
constexpr uint32_t kStateReady = 1u << 7;
constexpr size_t kGenerousUpTo = size_t(1) << 20;  // half as much again, beyond it a quarter

size_t byte_length(const Str* s) { return size_t(s->length) * size_t(s->kind()); }

TextBuffer* allocate_buffer(size_t capacity) {
  auto* buffer = static_cast<TextBuffer*>(allocate<MemoryKind::RawLeaf>(offsetof(TextBuffer, text) + capacity));
  if (buffer) *buffer = {0, capacity, false, {}};
  return buffer;
}

// With room to grow, if there is memory for that.
TextBuffer* buffer_for(size_t needed) {
  size_t room = needed < kGenerousUpTo ? needed / 2 : needed / 4;
  TextBuffer* buffer = allocate_buffer(needed + room);
  return buffer ? buffer : allocate_buffer(needed);
}

// A subclass's that is not compact has text of its own.
bool has_buffer(const Str* s) { return !s->is_compact() && is_exact<Str>(s); }

bool ends_with_buffer(const GrownStr* s) {
  return static_cast<const char*>(s->text) + byte_length(s) == s->buffer->text + s->buffer->used;
}

// The buffer that `a` ends with, if `more` bytes of that kind can be added there.
TextBuffer* buffer_that_continues(Str* a, int kind, size_t more) {
  if (!has_buffer(a) || a->kind() != kind) return nullptr;
  auto* grown = static_cast<GrownStr*>(a);
  TextBuffer* buffer = grown->buffer;
  bool there = !buffer->is_settled && buffer->capacity - buffer->used >= more + size_t(kind) && ends_with_buffer(grown);
  return there ? buffer : nullptr;
}

void set_end(TextBuffer* buffer, size_t used, int kind) {
  buffer->used = used;
  std::memset(buffer->text + used, 0, size_t(kind));
}

GrownStr* new_grown(ssize length, int kind, bool ascii) {
  auto* s = new_object<GrownStr>(&str_type);
  if (!s) return nullptr;
  s->length = length;
  s->hash = -1;
  s->state = uint32_t(kind) << 2 | kStateReady | (ascii ? kStateAscii : 0);
  s->is_sum = 1;
  return s;
}

}  // namespace

Str* str_grow(Str* a, Str* b) {
  int kind = std::max(a->kind(), b->kind());
  size_t own = size_t(a->length) * size_t(kind);
  size_t more = size_t(b->length) * size_t(kind);
  GrownStr* sum = TRY(new_grown(a->length + b->length, kind, a->is_ascii() && b->is_ascii()));
  TextBuffer* buffer = buffer_that_continues(a, kind, more);
  if (!buffer) {
    buffer = buffer_for(own + more + size_t(kind));
    if (!buffer) return raise_memory_error_no_thread();
    str_copy_into(a, 0, a->length, buffer->text, kind, 0);
  }
  str_copy_into(b, 0, b->length, buffer->text, kind, a->length);
  set_end(buffer, own + more, kind);
  sum->text = buffer->text;
  sum->buffer = buffer;
  return sum;
}

bool str_settle(Str* s) {
  if (!has_buffer(s)) return true;
  auto* grown = static_cast<GrownStr*>(s);
  if (!ends_with_buffer(grown)) {
    TextBuffer* own = allocate_buffer(byte_length(s) + size_t(s->kind()));
    if (!own) return false;
    std::memcpy(own->text, grown->text, byte_length(s));
    set_end(own, byte_length(s), s->kind());
    grown->buffer = own;
    grown->text = own->text;
  }
  grown->buffer->is_settled = true;
  return true;
}

}  // namespace sidewinder
