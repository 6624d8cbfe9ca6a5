// Pattern matching (PEP 634): all of it residual calls.
#pragma once

#include "interpreter/execution/ops/special.h"

namespace sidewinder {

namespace help {
Object* match_sequence(Thread& t, Object* subject);
Object* match_mapping(Thread& t, Object* subject);
Object* match_keys(Thread& t, Object* subject, Object* keys);
Object* match_class(Thread& t, Object* subject, Object* cls, Object* positional, Object* names);
Object* get_length(Thread& t, Object* o);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper match_sequence_row{"match_sequence", &help::match_sequence, kAny};
inline constexpr TypedHelper match_mapping_row{"match_mapping", &help::match_mapping, kAny};
inline constexpr TypedHelper match_keys_row{"match_keys", &help::match_keys, kAny};
inline constexpr TypedHelper match_class_row{"match_class", &help::match_class, kAny};
inline constexpr TypedHelper get_length_row{"get_length", &help::get_length, kAny};
}  // namespace helpers

template <class M> Next op_match_sequence(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::match_sequence_row, f.get(in.b));
}
template <class M> Next op_match_mapping(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::match_mapping_row, f.get(in.b));
}
template <class M> Next op_match_keys(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::match_keys_row, f.get(in.b), f.get(in.c));
}
template <class M> Next op_match_class(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::match_class_row, f.get(in.b), f.get(in.c), f.get(in.c + 1), f.get(in.c + 2));
}
template <class M> Next op_get_length(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::get_length_row, f.get(in.b));
}

}  // namespace sidewinder
