// Operations that raise TypeError because of what classes their operands are of: `1 + "a"`, `None[0]`, `None()`. Where
// a trace knows the classes, it knows the exception, and has it by name.
#pragma once

#include "interpreter/execution/machine_frame.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

// Of values without parts or Python code. Their classes never change.
inline bool is_plain_class(const Type* cls) {
  return cls == Str::type() || cls == Bytes::type() || cls == Int::type() || cls == Float::type() ||
         cls == &bool_type || cls == none()->cls;
}

// As finish, of an operation of which that holds where all operands are of plain classes, and which then has no
// effects: a recording asks what it does.
template <class M, class... A, class... V>
Next finish_by_class(M& m, Frame<M>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  if constexpr (M::kRecords) {
    auto is_plain = [](auto a) {
      if constexpr (std::is_same_v<decltype(a), typename M::Ref>) return is_plain_class(a.value->cls);
      else return true;
    };
    auto raises_type_error = [&] {
      if (h.function(m.thread, v.value...)) return false;
      bool is_type_error = pending_matches(m.thread, exceptions::TypeError);
      clear_pending(m.thread);
      return is_type_error;
    };
    if ((is_plain(v) && ...) && raises_type_error()) {
      auto promote = [&](auto a) {
        if constexpr (std::is_same_v<decltype(a), typename M::Ref>) m.promote_class(a);
      };
      (promote(v), ...);
      return finish_raising(m, f, h, v...);
    }
  }
  return finish(m, f, result, h, v...);
}

}  // namespace sidewinder
