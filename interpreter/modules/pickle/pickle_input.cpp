#include "interpreter/modules/pickle/pickle_input.h"

#include <algorithm>
#include <cstring>

#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {
constexpr size_t kPrefetch = 128 * 1024;
}  // namespace

Raised raise_truncated(Thread& t) { return raise(t, *pickle_state().unpickling_error, "pickle data was truncated"); }

Status open_pickle_file(Thread& t, PickleInput& input, Object* file) {
  auto method = [&](const char* name, Object** out) -> Status {
    Lookup found = TRY(find_attribute(t, file, intern(name)));
    *out = found.found() ? found.value : nullptr;
    return Status::ok();
  };
  input = PickleInput{};
  TRY(method("peek", &input.peek));
  TRY(method("readinto", &input.readinto));
  TRY(method("read", &input.read));
  TRY(method("readline", &input.readline));
  if (input.read && input.readline) return Status::ok();
  input.read = nullptr;
  return raise_type_error(t, "file must have 'read' and 'readline' attributes");
}

Status PickleInput::hold(Thread& t, Object* bytes, size_t file_moved) {
  if (!is_bytes(bytes)) {
    BufferHolder buffer;
    TRY(buffer.take(t, bytes));
    bytes = TRY(new_bytes(buffer.data(), buffer.length()));
  }
  holder = bytes;
  data = cast<Bytes>(bytes)->bytes;
  size = size_t(cast<Bytes>(bytes)->size);
  next = 0;
  taken = std::min(file_moved, size);
  return Status::ok();
}

Status PickleInput::settle(Thread& t) {
  if (!read || next <= taken) return Status::ok();
  size_t n = next - taken;
  TRY(call(t, read, TRY(int_from_int64(ssize(n)))));
  taken = next;
  return Status::ok();
}

Result<size_t> PickleInput::refill(Thread& t, size_t n) {
  TRY(settle(t));
  if (peek && n < kPrefetch) {
    if (Object* ahead = call(t, peek, int_from_int64(kPrefetch))) {
      TRY(hold(t, ahead, 0));
      if (n <= size) return size;
    } else if (pending_matches(t, exceptions::NotImplementedError)) {
      clear_pending(t);
      peek = nullptr;
    } else {
      return Raised{};
    }
  }
  TRY(hold(t, TRY(call(t, read, TRY(int_from_uint64(n)))), size_t(-1)));
  return size;
}

const uint8_t* PickleInput::take_from_file(Thread& t, size_t n) {
  auto truncated = [&]() -> const uint8_t* {
    raise_truncated(t);
    return nullptr;
  };
  if (!read || n > size_t(INT64_MAX)) return truncated();
  size_t left = size - next;
  if (!left || taken <= next) {
    Result<size_t> there = refill(t, n);
    if (there.failed()) return nullptr;
    if (there.value < n) return truncated();
    next = n;
    return data;
  }
  // The file has moved past bytes that were not used: the rest of a frame. They and what follows are joined.
  auto* joined = new_bytes(nullptr, ssize(left));
  if (!joined) return nullptr;
  std::memcpy(joined->bytes, data + next, left);
  Result<size_t> there = refill(t, n - left);
  if (there.failed()) return nullptr;
  if (there.value < n - left) return truncated();
  auto* all = new_bytes(nullptr, ssize(left + size));
  if (!all) return nullptr;
  std::memcpy(all->bytes, joined->bytes, left);
  std::memcpy(all->bytes + left, data, size);
  size_t moved = taken + left;
  if (hold(t, all, moved).failed()) return nullptr;
  next = n;
  return data;
}

Status PickleInput::take_into(Thread& t, uint8_t* out, size_t n) {
  size_t there = std::min(n, size - next);
  std::memcpy(out, data + next, there);
  next += there;
  n -= there;
  if (!n) return Status::ok();
  out += there;
  if (!read) return raise_truncated(t);
  TRY(settle(t));
  if (!readinto) {
    Object* bytes = TRY(call(t, read, TRY(int_from_uint64(n))));
    BufferHolder buffer;
    TRY(buffer.take(t, bytes));
    if (size_t(buffer.length()) < n) return raise_truncated(t);
    std::memcpy(out, buffer.data(), n);
    return Status::ok();
  }
  // Through a bytearray of its own, since the callee may keep what it was given.
  ByteArray* space = TRY(new_bytearray(nullptr, ssize(n)));
  Object* view = TRY(new_memory_view(t, space));
  Object* count = TRY(call(t, readinto, view));
  ssize got = TRY(index_as_ssize(t, count, &exceptions::ValueError));
  if (got < 0 || size_t(got) < n || size_t(space->size) < n) return raise_truncated(t);
  std::memcpy(out, space->data(), n);
  return Status::ok();
}

Bytes* PickleInput::take_bytes(Thread& t, size_t n) {
  size_t piece = 1 << 20;
  if (!read || n <= piece) {
    Bytes* value = TRY(new_bytes(nullptr, ssize(n)));
    if (n) TRY(take_into(t, value->bytes, n));
    return value;
  }
  Bytes* all = TRY(new_bytes(nullptr, ssize(piece)));
  TRY(take_into(t, all->bytes, piece));
  for (size_t there = piece; there < n;) {
    size_t more = std::min(n - there, there);
    Bytes* longer = TRY(new_bytes(nullptr, ssize(there + more)));
    std::memcpy(longer->bytes, all->bytes, there);
    TRY(take_into(t, longer->bytes + there, more));
    all = longer;
    there += more;
  }
  return all;
}

Status PickleInput::take_line(Thread& t, std::string_view* line) {
  const void* newline = size > next ? std::memchr(data + next, '\n', size - next) : nullptr;
  if (newline) {
    size_t n = size_t(static_cast<const uint8_t*>(newline) - (data + next)) + 1;
    *line = {reinterpret_cast<const char*>(data + next), n};
    next += n;
    return Status::ok();
  }
  if (!read) return raise_truncated(t);
  if (taken > next) return raise_truncated(t);  // a line does not leave its frame
  TRY(settle(t));
  TRY(hold(t, TRY(call(t, readline)), size_t(-1)));
  if (!size || data[size - 1] != '\n') return raise_truncated(t);
  next = size;
  *line = {reinterpret_cast<const char*>(data), size};
  return Status::ok();
}

}  // namespace sidewinder
