// A growing array in memory of its own, for what is written while the world stands still: nothing may be allocated from
// the heap then, nor by malloc. The collector does not see it.
#pragma once

#include <sys/mman.h>

#include <cstring>

namespace sidewinder {

template <class T> class MappedArray {
 public:
  // False: there is no more memory.
  [[nodiscard]] bool try_push_back(T value) {
    if (count_ == capacity_ && !grow()) return false;
    data_[count_++] = value;
    return true;
  }
  // The first memory, ahead of its use; if there is none, what is entered later may fail.
  void prepare() {
    if (!data_) (void)grow();
  }
  void clear() { count_ = 0; }
  void shrink(size_t count) { count_ = count; }
  size_t size() const { return count_; }
  T* begin() { return data_; }
  T* end() { return data_ + count_; }
  T& operator[](size_t i) { return data_[i]; }

 private:
  bool grow() {
    size_t capacity = capacity_ ? capacity_ * 2 : size_t(1) << 16;
    void* memory =
        mmap(nullptr, capacity * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return false;
    if (count_) std::memcpy(memory, data_, count_ * sizeof(T));
    if (data_) munmap(data_, capacity_ * sizeof(T));
    data_ = static_cast<T*>(memory);
    capacity_ = capacity;
    return true;
  }

  T* data_ = nullptr;
  size_t count_ = 0, capacity_ = 0;
};

}  // namespace sidewinder
