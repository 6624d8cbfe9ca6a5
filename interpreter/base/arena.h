// Arena: bump allocation for data that dies together (an AST, a symbol table, a trace).
//
// Only trivially destructible things live in an arena: nothing is ever destroyed, the memory is
// given back as a whole. Not for anything that points to a Python object: the collector does not
// look in here (memory/ has rooted containers).

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace sidewinder {

// A fixed sequence in an arena; copying it copies the reference, not the elements.
template <class T> class ArenaSpan {
 public:
  constexpr ArenaSpan() = default;
  constexpr ArenaSpan(T* data, size_t length) : data_(data), length_(static_cast<uint32_t>(length)) {}

  constexpr T* data() const { return data_; }
  constexpr size_t size() const { return length_; }
  constexpr bool empty() const { return length_ == 0; }
  constexpr T* begin() const { return data_; }
  constexpr T* end() const { return data_ + length_; }
  constexpr T& operator[](size_t index) const { return data_[index]; }
  constexpr T& front() const { return data_[0]; }
  constexpr T& back() const { return data_[length_ - 1]; }
  constexpr ArenaSpan first(size_t count) const { return {data_, count}; }
  constexpr ArenaSpan from(size_t start) const { return {data_ + start, length_ - start}; }

 private:
  T* data_ = nullptr;
  uint32_t length_ = 0;
};

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  void* allocate(size_t size, size_t alignment) {
    uintptr_t start = (next_ + alignment - 1) & ~static_cast<uintptr_t>(alignment - 1);
    if (start + size > limit_ || start + size < start) return allocate_slow(size, alignment);
    next_ = start + size;
    return reinterpret_cast<void*>(start);
  }

  // Aggregates are initialised with braces: make<Point>(1, 2) is Point{1, 2}.
  template <class T, class... Fields> T* make(Fields&&... fields) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Fields>(fields)...};
  }

  // Value-initialised elements.
  template <class T> ArenaSpan<T> make_span(size_t length) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (length == 0) return {};
    T* data = static_cast<T*>(allocate(sizeof(T) * length, alignof(T)));
    for (size_t i = 0; i < length; i++) new (data + i) T{};
    return {data, length};
  }

  template <class T> ArenaSpan<T> copy_span(const T* data, size_t length) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    if (length == 0) return {};
    void* memory = allocate(sizeof(T) * length, alignof(T));
    std::memcpy(memory, data, sizeof(T) * length);
    return {static_cast<T*>(memory), length};
  }
  template <class T> ArenaSpan<T> copy_span(const std::vector<T>& elements) {
    return copy_span(elements.data(), elements.size());
  }
  template <class T> ArenaSpan<T> copy_span(std::initializer_list<T> elements) {
    return copy_span(elements.begin(), elements.size());
  }

  // The copy is followed by a NUL, which is not part of the view.
  std::string_view copy_text(std::string_view text);

 private:
  struct Block;

  void* allocate_slow(size_t size, size_t alignment);

  uintptr_t next_ = 0;
  uintptr_t limit_ = 0;
  Block* blocks_ = nullptr;
  size_t bytes_reserved_ = 0;
};

}  // namespace sidewinder
