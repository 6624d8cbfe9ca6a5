// Which objects a pickle has already, by identity, and the numbers that they got. Keeps the objects alive: another
// object at the same address would be taken for one of them.
#pragma once

#include <cstring>

#include "interpreter/memory/allocate.h"

namespace sidewinder {

class PickleMemo {
 public:
  static constexpr ssize kAbsent = -1;
  // A key that is no object's, for something inside of an object that takes a number.
  static const void* hidden_key(const void* place) { return static_cast<const char*>(place) + 1; }
  static bool is_hidden(const void* key) { return reinterpret_cast<uintptr_t>(key) & 1; }

  // The number of o, or kAbsent.
  PY_ALWAYS_INLINE ssize find(const void* o) const {
    const Entry* e = place(o);
    return e->key ? e->number : kAbsent;
  }
  // Gives o the next number; -1: out of memory, MemoryError is pending.
  PY_ALWAYS_INLINE ssize add(const void* o) {
    ssize number = used_;
    return put(o, number) ? number : -1;
  }
  // False: out of memory, MemoryError is pending.
  PY_ALWAYS_INLINE bool put(const void* o, ssize number) {
    if (size_t(used_) * 2 >= capacity()) [[unlikely]] {
      if (!grow()) return false;
    }
    Entry* e = const_cast<Entry*>(place(o));
    used_ += !e->key;
    e->key = o;
    e->number = number;
    return true;
  }
  ssize size() const { return used_; }
  void clear() {
    table_ = nullptr;
    bits_ = kSmallBits;
    used_ = 0;
    std::memset(small_, 0, sizeof small_);
  }
  template <class F> Status for_each(F&& body) const {
    for (size_t i = 0; i < capacity(); i++)
      if (entries()[i].key) TRY(body(entries()[i].key, entries()[i].number));
    return Status::ok();
  }
  size_t bytes() const { return table_ ? capacity() * sizeof(Entry) : 0; }

 private:
  struct Entry {
    const void* key;  // null: empty
    ssize number;
  };
  static constexpr int kSmallBits = 4;

  size_t capacity() const { return size_t(1) << bits_; }
  const Entry* entries() const { return table_ ? table_ : small_; }
  PY_ALWAYS_INLINE const Entry* place(const void* o) const {
    const Entry* all = entries();
    size_t i = (reinterpret_cast<uintptr_t>(o) >> 4) * 0x9e3779b97f4a7c15u >> (64 - bits_);
    while (all[i].key && all[i].key != o) i = (i + 1) & (capacity() - 1);
    return all + i;
  }
  bool grow();

  Entry* table_ = nullptr;  // raw storage; null: small_
  int bits_ = kSmallBits;
  ssize used_ = 0;
  Entry small_[size_t(1) << kSmallBits] = {};
};

}  // namespace sidewinder
