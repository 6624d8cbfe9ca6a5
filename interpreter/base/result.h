// Failure as a value. A fallible function returns T* (null = exception pending), Status, Truth, Result<T> or Lookup;
// raise_* functions return Raised, which converts to every failure value. TRY unwraps or returns the failure.
#pragma once

#include <type_traits>
#include <utility>

#include "interpreter/base/check.h"

namespace sidewinder {

struct Object;

// "An exception is pending on the thread": converts to the failure value of any fallible return type.
struct Raised {
  template <class T> operator T*() const { return nullptr; }
};

enum class [[nodiscard]] Truth : int{Error = -1, False = 0, True = 1};

struct [[nodiscard]] Status {
  bool ok_;
  Status(Raised) : ok_(false) {}
  static Status ok() { return Status(true); }
  bool failed() const { return !ok_; }

 private:
  explicit Status(bool ok) : ok_(ok) {}
};

template <class T> struct [[nodiscard]] Result {
  static_assert(!std::is_pointer_v<T>, "a pointer is its own result: null has failed");
  T value{};
  bool ok_ = false;
  Result(Raised) {}
  Result(T v) : value(std::move(v)), ok_(true) {}
  bool failed() const { return !ok_; }
};

// Result of a Truth-returning function that raised: `return truth_error(raise_...)`.
inline Truth truth_error(Raised) { return Truth::Error; }
inline Truth truth_of(bool b) { return b ? Truth::True : Truth::False; }

// Outcome of a search or of an iterator's step: found, absent, or an exception is pending. Returned in two registers.
struct [[nodiscard]] Lookup {
  Object* value;
  bool missing_;
  Lookup(Raised) : value(nullptr), missing_(false) {}
  Lookup(Object* v) : value(v), missing_(false) {}
  static Lookup missing() {
    Lookup l{Raised{}};
    l.missing_ = true;
    return l;
  }
  bool found() const { return value != nullptr; }
  bool is_missing() const { return missing_; }
  bool failed() const { return !value && !missing_; }
};

template <class T> bool has_failed(T* p) { return p == nullptr; }
inline bool has_failed(const Status& s) { return s.failed(); }
inline bool has_failed(Truth t) { return t == Truth::Error; }
inline bool has_failed(const Lookup& l) { return l.failed(); }
template <class T> bool has_failed(const Result<T>& r) { return r.failed(); }

template <class T> T* unwrap(T* p) { return p; }
inline void unwrap(const Status&) {}
inline bool unwrap(Truth t) { return t == Truth::True; }
inline Lookup unwrap(const Lookup& l) { return l; }
template <class T> T unwrap(Result<T>& r) { return std::move(r.value); }

// Converts to any failure type, Truth and bool-free. Used by TRY.
struct Failure {
  template <class T> operator T*() const { return nullptr; }
  operator Status() const { return Raised{}; }
  operator Truth() const { return Truth::Error; }
  operator Lookup() const { return Raised{}; }
  operator Raised() const { return {}; }
  template <class T> operator Result<T>() const { return Raised{}; }
};

}  // namespace sidewinder

#define TRY(expression)                                     \
  ({                                                        \
    auto try_result_ = (expression);                        \
    if (::sidewinder::has_failed(try_result_)) [[unlikely]] \
      return ::sidewinder::Failure{};                       \
    ::sidewinder::unwrap(try_result_);                      \
  })
