#include "interpreter/modules/pickle/pickle_output.h"

#include <algorithm>

#include "interpreter/modules/pickle/pickle_memo.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

bool PickleMemo::grow() {
  const Entry* old = entries();
  size_t count = capacity();
  auto* larger = allocate_raw<Entry>(count * 4);
  if (!larger) return false;
  table_ = larger;
  bits_ += 2;
  for (size_t i = 0; i < count; i++)
    if (old[i].key) *const_cast<Entry*>(place(old[i].key)) = old[i];
  return true;
}

bool PickleOutput::grow(size_t n) {
  if (exhausted_) return false;
  size_t wanted = std::max<size_t>(size_ + n, capacity_ ? capacity_ + capacity_ / 2 : 512);
  void* larger = std::realloc(data_, wanted);
  if (!larger) {
    exhausted_ = true;
    return false;
  }
  data_ = static_cast<uint8_t*>(larger);
  capacity_ = wanted;
  return true;
}

void PickleOutput::end_frame() {
  if (frame_ == kNoFrame) return;
  size_t length = size_ - frame_ - kFrameHead;
  uint8_t* head = data_ + frame_;
  frame_ = kNoFrame;
  if (length < kSmallestFrame) {  // it would be longer than what it saves
    std::memmove(head, head + kFrameHead, length);
    size_ -= kFrameHead;
    return;
  }
  head[0] = uint8_t(PickleOp::Frame);
  uint64_t n = length;
  std::memcpy(head + 1, &n, sizeof n);
}

Status PickleOutput::end_long_frame() {
  end_frame();
  return write_ ? flush() : Status::ok();
}

Status PickleOutput::flush() {
  if (!write_) return Status::ok();
  if (exhausted_) return raise_memory_error(t_);
  Object* bytes = TRY(contents());
  size_ = 0;
  TRY(call(t_, write_, bytes));
  return Status::ok();
}

Status PickleOutput::finish() {
  end_frame();
  framing_ = false;
  if (exhausted_) return raise_memory_error(t_);
  return Status::ok();
}

Status PickleOutput::add_payload(const uint8_t* head, size_t head_size, const void* bytes, size_t n, Object* payload) {
  if (n < kFrameTarget) {
    uint8_t* place = add(head_size + n);
    if (!place || place == nowhere_) return raise_memory_error(t_);
    std::memcpy(place, head, head_size);
    std::memcpy(place + head_size, bytes, n);
    return Status::ok();
  }
  bool framing = framing_;
  end_frame();
  framing_ = false;
  add_bytes(head, head_size);
  if (write_) {
    TRY(flush());
    TRY(call(t_, write_, payload ? payload : TRY(new_bytes(bytes, ssize(n)))));
  } else {
    add_bytes(bytes, n);
  }
  framing_ = framing;
  return Status::ok();
}

}  // namespace sidewinder
