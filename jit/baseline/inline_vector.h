// A vector of plain values, the first few of which lie in it: what a compilation makes by the thousand has few.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>

namespace sidewinder::jit::baseline {

template <class T, uint32_t kInline> class InlineVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  InlineVector() = default;
  InlineVector(std::initializer_list<T> values) : InlineVector(std::span<const T>(values.begin(), values.size())) {}
  InlineVector(std::span<const T> values) { append(values); }
  InlineVector(const InlineVector& o) { append(o); }
  InlineVector(InlineVector&& o) noexcept { take(o); }
  InlineVector& operator=(const InlineVector& o) {
    if (this == &o) return *this;
    clear();
    append(o);
    return *this;
  }
  InlineVector& operator=(InlineVector&& o) noexcept {
    if (this == &o) return *this;
    release();
    take(o);
    return *this;
  }
  ~InlineVector() { release(); }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  operator std::span<const T>() const { return {data_, size_}; }

  void clear() { size_ = 0; }
  void push_back(const T& value) {
    T copy = value;
    if (size_ == capacity_) grow(2 * capacity_);
    data_[size_++] = copy;
  }
  void append(std::span<const T> values) {
    auto size = uint32_t(size_ + values.size());
    if (size > capacity_) grow(std::max(size, 2 * capacity_));
    std::copy(values.begin(), values.end(), end());
    size_ = size;
  }
  template <class Predicate> void erase_if(Predicate predicate) {
    size_ = uint32_t(std::remove_if(begin(), end(), predicate) - begin());
  }
  bool operator==(const InlineVector& o) const { return std::equal(begin(), end(), o.begin(), o.end()); }

 private:
  void grow(uint32_t capacity) {
    T* data = new T[capacity];
    std::copy(begin(), end(), data);
    if (data_ != first()) delete[] data_;
    data_ = data;
    capacity_ = capacity;
  }
  void release() {
    if (data_ != first()) delete[] data_;
    data_ = first();
    capacity_ = kInline;
    size_ = 0;
  }
  // Into one that has nothing of its own.
  void take(InlineVector& o) {
    if (o.data_ == o.first()) {
      append(o);
      o.clear();
      return;
    }
    data_ = std::exchange(o.data_, o.first());
    size_ = std::exchange(o.size_, 0u);
    capacity_ = std::exchange(o.capacity_, kInline);
  }
  T* first() { return reinterpret_cast<T*>(inline_); }

  T* data_ = first();
  uint32_t size_ = 0, capacity_ = kInline;
  alignas(T) std::byte inline_[kInline * sizeof(T)];
};

}  // namespace sidewinder::jit::baseline
