// Native functions and methods called from a trace, by their rows: what the trace relies on is the row, and the call is
// no more than its C++ function with the arguments in place.
#pragma once

#include <cstring>
#include <string_view>

#include "interpreter/execution/helpers.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/ops/unbuilt_text.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

namespace help {
// A native function by its row: no more than the arguments have to be put in place.
Object* native_0(Thread& t, void* method, Object* self);
Object* native_1(Thread& t, void* method, Object* self, Object* a);
Object* native_2(Thread& t, void* method, Object* self, Object* a, Object* b);
Object* native_3(Thread& t, void* method, Object* self, Object* a, Object* b, Object* c);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper native_0_row{"native_0", &help::native_0, kAny};
inline constexpr TypedHelper native_1_row{"native_1", &help::native_1, kAny};
inline constexpr TypedHelper native_2_row{"native_2", &help::native_2, kAny};
inline constexpr TypedHelper native_3_row{"native_3", &help::native_3, kAny};
// of what neither runs Python code nor changes anything
inline constexpr TypedHelper plain_native_0_row{"plain_native_0", &help::native_0, kRaising};
inline constexpr TypedHelper plain_native_1_row{"plain_native_1", &help::native_1, kRaising};
inline constexpr TypedHelper plain_native_2_row{"plain_native_2", &help::native_2, kRaising};
inline constexpr TypedHelper plain_native_3_row{"plain_native_3", &help::native_3, kRaising};
}  // namespace helpers

// Methods of numbers and texts, called with nothing else: they make new objects and raise, no more. Codecs may be
// written in Python.
inline bool is_plain_class(const Type* cls) {
  return cls == Str::type() || cls == Bytes::type() || cls == Int::type() || cls == Float::type() ||
         cls == &bool_type || cls == none()->cls;
}
inline bool is_plain_method(const MethodDescriptor* descriptor, int count) {
  std::string_view name = descriptor->method->name;
  bool asks_codecs = name == "decode" || (name == "encode" && count > 1);  // without arguments: to UTF-8
  return is_plain_class(descriptor->owner) && !asks_codecs;
}

// In a trace, a native function or method that is known, with its arguments. False: nothing done; there are too many.
template <class M>
bool call_native_method(M& m, Frame<M>& f, int result, const NativeMethod* method, typename M::Ref self,
                        const typename M::Ref* values, int count, bool is_plain, Next* next) {
  if constexpr (M::kRecords)
    for (int i = 0; i < count; ++i)
      if (Object* o = m.peek(values[i]); o && o->cls == FrameObject::type()) return false;
  auto row = m.ptr(method);
  auto finished = [&](const auto& any, const auto& plain, auto... v) {
    *next = is_plain ? finish(m, f, result, plain, row, self, v...) : finish(m, f, result, any, row, self, v...);
    return true;
  };
  switch (count) {
    case 0: return finished(helpers::native_0_row, helpers::plain_native_0_row);
    case 1: return finished(helpers::native_1_row, helpers::plain_native_1_row, values[0]);
    case 2: return finished(helpers::native_2_row, helpers::plain_native_2_row, values[0], values[1]);
    case 3: return finished(helpers::native_3_row, helpers::plain_native_3_row, values[0], values[1], values[2]);
    default: return false;
  }
}
template <class M>
bool call_native_function(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values,
                          int count, Next* next) {
  const NativeMethod* method = reinterpret_cast<BuiltinFunction*>(m.peek(callee))->method;
  if (is_miscounted(*method, count, false)) return false;  // its words need the function
  return call_native_method(m, f, result, method, m.load_ref(callee, fields::builtin_self), values, count, false, next);
}
template <class M>
bool call_native_descriptor(M& m, Frame<M>& f, int result, typename M::Ref& callee, const typename M::Ref* values,
                            int count, Next* next) {
  auto* descriptor = reinterpret_cast<MethodDescriptor*>(m.promote(callee));
  if (count == 0) return false;
  if (!is_exact(m, values[0], descriptor->owner)) {
    if constexpr (M::kRecords) {
      auto self = values[0];
      if (!is_subtype(static_cast<const Type*>(m.promote_class(self)), descriptor->owner)) return false;
      return call_native_method(m, f, result, descriptor->method, values[0], values + 1, count - 1, false, next);
    }
    return false;
  }
  if constexpr (M::kRecords) {
    bool is_encode = descriptor->owner == Str::type() && !std::strcmp(descriptor->method->name, "encode");
    if (is_encode && encode_inline(m, f, result, values, count, next)) return true;
    bool is_join = descriptor->owner == Str::type() && !std::strcmp(descriptor->method->name, "join");
    typename M::Ref joined{};
    if (is_join && count == 2 && join_items_unbuilt(m, values[0], values[1], &joined)) {
      if (result != kNoRegister) f.set(result, joined);
      *next = Next::Go;
      return true;
    }
  }
  bool is_plain = m.plain(is_plain_method(descriptor, count), 2);
  for (int i = 1; is_plain && i < count; ++i)
    is_plain = is_plain_class(static_cast<const Type*>(m.promote_class(values[i])));
  return call_native_method(m, f, result, descriptor->method, values[0], values + 1, count - 1, is_plain, next);
}

}  // namespace sidewinder
