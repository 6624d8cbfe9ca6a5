// How a call from Python reaches the C++ function of a table row: one small function a row, made from the row's
// signature and the C++ function's own type. A call that fits by position goes straight to it. See native_table.inc for
// what a row is.
#pragma once

#include <algorithm>
#include <tuple>
#include <utility>

#include "interpreter/objects/core/argument.h"

namespace sidewinder {

// What the first C++ parameter after Thread& is: the instance, the class, or nothing (functions of modules may take the
// module).
enum class SelfKind : uint8_t { Instance, Class, None, Module };

template <class F> struct NativeFunctionTraits;
template <class R, class... A> struct NativeFunctionTraits<R (*)(A...)> {
  using Result = R;
  using All = std::tuple<A...>;
  static constexpr size_t kCount = sizeof...(A);
};
template <class T, class Tuple> constexpr bool kBeginsWith = false;
template <class T, class... A> constexpr bool kBeginsWith<T, std::tuple<T, A...>> = true;

// A Row has kFunction, kSignature (static constexpr), kSelf and, for Instance, the type Self.
template <class Row> struct NativeCall {
  using Traits = NativeFunctionTraits<std::remove_const_t<decltype(Row::kFunction)>>;
  static constexpr const Signature& kSignature = Row::kSignature;
  static constexpr bool kTakesThread = kBeginsWith<Thread&, typename Traits::All>;
  static constexpr size_t kArguments = kSignature.count + kSignature.rest + kSignature.keywords;
  static constexpr bool kTakesSelf =
      Row::kSelf == SelfKind::Instance || Row::kSelf == SelfKind::Class ||
      (Row::kSelf == SelfKind::Module && Traits::kCount == kTakesThread + 1 + kArguments);
  static_assert(Traits::kCount == kTakesThread + kTakesSelf + kArguments,
                "the C++ function has another number of parameters than the signature says");
  using Indices = std::make_index_sequence<kArguments>;
  template <size_t I>
  using ParameterType = std::remove_cvref_t<std::tuple_element_t<I + kTakesThread + kTakesSelf, typename Traits::All>>;

  static constexpr bool is_rest(size_t i) { return kSignature.rest && i == kSignature.positional; }
  static constexpr bool is_keywords(size_t i) { return kSignature.keywords && i == kArguments - 1; }

  // The I-th C++ argument. `values` holds `given` of the parameters' values; null ones are not given.
  template <size_t I>
  PY_ALWAYS_INLINE static bool take(Thread& t, const Args& args, Object* const* values, ssize given,
                                    ParameterType<I>* out) {
    using T = ParameterType<I>;
    if constexpr (is_rest(I)) {
      static_assert(std::is_same_v<T, Args>, "*args is a parameter of type Args");
      ssize first = std::min<ssize>(args.count, kSignature.positional);
      *out = Args{args.values + first, args.count - first};
      return true;
    } else if constexpr (is_keywords(I)) {
      static_assert(std::is_same_v<T, Keywords>, "**kwargs is a parameter of type Keywords");
      out->all = Args{args.values + args.count, 0, args.names};
      return true;
    } else {
      constexpr int kParameter = int(I) - (kSignature.rest && I > kSignature.positional);
      if constexpr (kSignature.is_optional(kParameter)) {
        Object* value = kParameter < given ? values[kParameter] : nullptr;
        if (!value) {
          *out = Argument<T>::literal(kSignature.default_text(kParameter));
          return true;
        }
        return !Argument<T>::convert(t, value, Site{kSignature, kParameter}, out).failed();
      } else {
        return !Argument<T>::convert(t, values[kParameter], Site{kSignature, kParameter}, out).failed();
      }
    }
  }

  template <class... A> PY_ALWAYS_INLINE static auto invoke(Thread& t, Object* self, const A&... arguments) {
    if constexpr (!kTakesSelf) {
      if constexpr (kTakesThread) return Row::kFunction(t, arguments...);
      else return Row::kFunction(arguments...);
    } else {
      using S = std::tuple_element_t<kTakesThread, typename Traits::All>;
      using Class = std::remove_const_t<std::remove_pointer_t<std::remove_reference_t<S>>>;
      static_assert(std::is_base_of_v<Class, typename Row::Self>,
                    "the function's self is of another type than the table's");
      if constexpr (std::is_pointer_v<S> && kTakesThread)
        return Row::kFunction(t, static_cast<Class*>(self), arguments...);
      else if constexpr (std::is_pointer_v<S>) return Row::kFunction(static_cast<Class*>(self), arguments...);
      else if constexpr (kTakesThread) return Row::kFunction(t, static_cast<Class&>(*self), arguments...);
      else return Row::kFunction(static_cast<Class&>(*self), arguments...);
    }
  }

  // Failed: an argument could not be converted. R: the result as the entry gives it.
  template <class R, size_t... I>
  PY_ALWAYS_INLINE static R run(Thread& t, Object* self, const Args& args, [[maybe_unused]] Object* const* values,
                                [[maybe_unused]] ssize given, std::index_sequence<I...>) {
    [[maybe_unused]] std::tuple<ParameterType<I>...> converted;
    if (!(take<I>(t, args, values, given, &std::get<I>(converted)) && ...)) [[unlikely]]
      return Raised{};
    if constexpr (std::is_same_v<R, typename Traits::Result>) {
      return invoke(t, self, std::get<I>(converted)...);
    } else if constexpr (std::is_void_v<typename Traits::Result>) {
      invoke(t, self, std::get<I>(converted)...);
      if constexpr (std::is_same_v<R, Status>) return Status::ok();
      else return none();
    } else {
      return Returned<typename Traits::Result>::convert(invoke(t, self, std::get<I>(converted)...));
    }
  }

  template <class R> PY_ALWAYS_INLINE static R call(Thread& t, Object* self, const Args& args) {
    if (fits_by_position(kSignature, args)) [[likely]]
      return run<R>(t, self, args, args.values, std::min<ssize>(args.count, kSignature.positional), Indices{});
    return call_bound<R>(t, self, args);
  }
  // Not by position: kept apart, so that the other way stays short.
  template <class R> PY_NOINLINE static R call_bound(Thread& t, Object* self, const Args& args) {
    Object* bound[kSignature.count + 1];
    if (bind_native(t, kSignature, args, bound).failed()) return Raised{};
    if constexpr (kSignature.shape == CallShape::Keywords)
      return run<R>(t, self, args, bound, kSignature.count, Indices{});
    else return Raised{};
  }
};

// Entries.
template <class Row> Object* native_entry(Thread& t, Object* self, Args args) {
  return NativeCall<Row>::template call<Object*>(t, self, args);
}
// A constructor without keyword parameters leaves keywords to the other half (__new__ or __init__) if a subclass has
// its own.
template <class Row> Args keywords_of_constructor(const Args& args, bool other_half_is_own) {
  return Row::kSignature.shape == CallShape::Keywords || other_half_is_own ? args : Args{args.values, args.count};
}
template <class Row> Object* native_new(Thread& t, Type* cls, Args args) {
  const Type* type = Row::Owner::type();
  bool own = !args.names || cls == type || cls->data->slots.init == type->data->slots.init;
  return NativeCall<Row>::template call<Object*>(t, cls, keywords_of_constructor<Row>(args, own));
}
template <class Row> Status native_init(Thread& t, Object* self, Args args) {
  const Type* type = Row::Owner::type();
  bool own = !args.names || self->cls == type || self->cls->data->slots.create == type->data->slots.create;
  return NativeCall<Row>::template call<Status>(t, self, keywords_of_constructor<Row>(args, own));
}

// Getters and setters.
template <class Self, auto kFunction> Object* native_getter(Thread& t, Object* o) {
  using Traits = NativeFunctionTraits<decltype(kFunction)>;
  constexpr bool kTakesThread = kBeginsWith<Thread&, typename Traits::All>;
  static_assert(Traits::kCount == kTakesThread + 1, "a getter takes the object");
  using Result = Returned<typename Traits::Result>;
  Self* self = static_cast<Self*>(o);
  if constexpr (std::is_pointer_v<std::tuple_element_t<kTakesThread, typename Traits::All>>) {
    if constexpr (kTakesThread) return Result::convert(kFunction(t, self));
    else return Result::convert(kFunction(self));
  } else {
    if constexpr (kTakesThread) return Result::convert(kFunction(t, *self));
    else return Result::convert(kFunction(*self));
  }
}
template <class Self, Status (*kFunction)(Thread&, Self&, Object*)>
Status native_setter(Thread& t, Object* self, Object* value) {
  return kFunction(t, static_cast<Self&>(*self), value);
}

}  // namespace sidewinder
