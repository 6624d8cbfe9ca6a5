// Imports, class bodies and interactive output: all of it residual calls.
#pragma once

#include "interpreter/execution/ops/special.h"

namespace sidewinder {

namespace help {
Object* import_name(Thread& t, Object* name, Object* globals, Object* locals, Object* level, Object* from_list);
Object* import_from(Thread& t, Object* module, Object* name);
Object* import_star(Thread& t, Object* module, Object* names);
Object* load_build_class(Thread& t, Object* builtins);
Object* setup_annotations(Thread& t, Object* names);
Object* print_expression(Thread& t, Object* value);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper import_name_row{"import_name", &help::import_name, kAny};
inline constexpr TypedHelper import_from_row{"import_from", &help::import_from, kAny};
inline constexpr TypedHelper import_star_row{"import_star", &help::import_star, kAny};
inline constexpr TypedHelper load_build_class_row{"load_build_class", &help::load_build_class, kAny};
inline constexpr TypedHelper setup_annotations_row{"setup_annotations", &help::setup_annotations, kAny};
inline constexpr TypedHelper print_expression_row{"print_expression", &help::print_expression, kAny};
}  // namespace helpers

// The mapping that a body's names live in.
template <class M> typename M::Ref names_mapping(M& m, Frame<M>& f) {
  auto locals = body_locals(m, f);
  if constexpr (kCompiles<M>) return m.is_null(locals) ? f.globals(m) : locals;
  else return m.plain(f.real()->locals != nullptr, 2) ? locals : f.globals(m);
}
template <class M> Next op_import_name(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::import_name_row, constant(m, f, in.b), f.globals(m), body_locals(m, f),
                f.get(in.c), f.get(in.c + 1));
}
template <class M> Next op_import_from(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::import_from_row, f.get(in.b), constant(m, f, in.c));
}
template <class M> Next op_import_star(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::import_star_row, f.get(in.a), names_mapping(m, f));
}
template <class M> Next op_load_build_class(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::load_build_class_row, f.builtins(m));
}
template <class M> Next op_setup_annotations(M& m, Frame<M>& f, Instr) {
  return finish(m, f, kNoRegister, helpers::setup_annotations_row, names_mapping(m, f));
}
template <class M> Next op_print_expression(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::print_expression_row, f.get(in.a));
}

}  // namespace sidewinder
