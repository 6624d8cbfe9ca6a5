// The bytes of a pickle as they are written, in frames from protocol 4 on, and from time to time given to a file.
#pragma once

#include <cstdlib>
#include <cstring>

#include "interpreter/modules/pickle/pickle.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

class PickleOutput {
 public:
  // write: what a file's bytes are given to; null: they are kept
  PickleOutput(Thread& t, Object* write) : t_(t), write_(write) {}
  ~PickleOutput() { std::free(data_); }
  PickleOutput(const PickleOutput&) = delete;
  PickleOutput& operator=(const PickleOutput&) = delete;

  void begin_framing() { framing_ = true; }

  // Room for n bytes, which the caller fills at once. When memory is exhausted they go nowhere: finish() says so.
  PY_ALWAYS_INLINE uint8_t* add(size_t n) {
    if (capacity_ - size_ < n + kFrameHead) [[unlikely]] {
      if (!grow(n + kFrameHead)) return n <= sizeof nowhere_ ? nowhere_ : nullptr;
    }
    if (framing_ && frame_ == kNoFrame) [[unlikely]] {
      frame_ = size_;
      size_ += kFrameHead;
    }
    uint8_t* place = data_ + size_;
    size_ += n;
    return place;
  }
  PY_ALWAYS_INLINE void add_op(PickleOp op) { *add(1) = uint8_t(op); }
  void add_bytes(const void* bytes, size_t n) {
    if (uint8_t* place = add(n)) std::memcpy(place, bytes, n);
  }
  void add_text(std::string_view text) { add_bytes(text.data(), text.size()); }
  // A head and what it announces: much goes to the file directly, outside of frames. payload: the object that holds the
  // bytes, to be given to the file, or null.
  Status add_payload(const uint8_t* head, size_t head_size, const void* bytes, size_t n, Object* payload);

  // Before an object: ends the frame if it is long.
  PY_ALWAYS_INLINE Status boundary() {
    if (frame_ == kNoFrame || size_ - frame_ - kFrameHead < kFrameTarget) [[likely]]
      return Status::ok();
    return end_long_frame();
  }
  Status finish();  // the last frame ends; MemoryError
  Status flush();   // to the file
  Bytes* contents() { return new_bytes(data_, ssize(size_)); }

 private:
  static constexpr size_t kNoFrame = size_t(-1);
  static constexpr size_t kFrameHead = 9, kSmallestFrame = 4;

  bool grow(size_t n);
  void end_frame();
  Status end_long_frame();

  Thread& t_;
  Object* write_;
  uint8_t* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  size_t frame_ = kNoFrame;  // where the open one begins
  bool framing_ = false;
  bool exhausted_ = false;
  uint8_t nowhere_[32];
};

}  // namespace sidewinder
