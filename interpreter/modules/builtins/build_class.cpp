// __build_class__: what a class statement calls (language reference 3.3.3).
#include <vector>

#include "interpreter/execution/eval.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// Bases that are no classes may stand for others (PEP 560).
Tuple* resolve_bases(Thread& t, Tuple* bases) {
  List* resolved = nullptr;
  for (ssize i = 0; i < bases->size; i++) {
    Object* base = bases->items[i];
    Lookup method = Lookup::missing();
    if (!is_type(base)) method = TRY(find_attribute(t, base, names::mro_entries));
    if (method.is_missing()) {
      if (resolved) TRY(list_append(t, resolved, base));
      continue;
    }
    Object* entries = TRY(call(t, method.value, bases));
    if (!has_flag(entries, kTypeTuple)) return raise_type_error(t, "__mro_entries__ must return a tuple");
    if (!resolved) resolved = TRY(list_from_array(t, bases->items, i));
    TRY(list_extend(t, resolved, entries));
  }
  return resolved ? tuple_from_iterable(t, resolved) : bases;
}

// The keywords of the class statement without `metaclass`, as a tuple of names and an array of values behind the
// positional ones.
struct ClassKeywords {
  Object* metaclass = nullptr;
  Tuple* names = nullptr;
  List* values = nullptr;
};
Status split_keywords(Thread& t, Args args, ClassKeywords* out) {
  static Str* const metaclass = intern("metaclass");
  if (!args.keyword_count()) return Status::ok();
  List* names = TRY(new_list(t));
  out->values = TRY(new_list(t));
  for (ssize i = 0; i < args.keyword_count(); i++) {
    if (str_equal(args.keyword_name(i), metaclass)) {
      out->metaclass = args.keyword_value(i);
      continue;
    }
    TRY(list_append(t, names, args.keyword_name(i)));
    TRY(list_append(t, out->values, args.keyword_value(i)));
  }
  if (names->size) out->names = TRY(tuple_from_iterable(t, names));
  return Status::ok();
}

// callee(positional..., **keywords)
Object* call_with_keywords(Thread& t, Object* callee, std::initializer_list<Object*> positional,
                           const ClassKeywords& keywords) {
  if (!keywords.names) return call(t, callee, Args{positional.begin(), ssize(positional.size())});
  ssize n = keywords.values->size;
  Object** values = TRY(allocate_raw<Object*>(positional.size() + size_t(n)));
  std::copy(positional.begin(), positional.end(), values);
  for (ssize i = 0; i < n; i++) values[ssize(positional.size()) + i] = TRY(list_get(t, keywords.values, i));
  return call(t, callee, Args{values, ssize(positional.size()), keywords.names});
}

Object* metaclass_of(Thread& t, Object* given, Tuple* bases) {
  Object* metaclass = given;
  if (!metaclass) metaclass = bases->size ? bases->items[0]->cls : &type_type;
  return is_type(metaclass) ? calculate_metaclass(t, cast<Type>(metaclass), bases) : metaclass;
}

Object* prepare_namespace(Thread& t, Object* metaclass, Str* name, Tuple* bases, const ClassKeywords& keywords) {
  static Str* const prepare = intern("__prepare__");
  if (metaclass == &type_type) return new_dict(t);
  Lookup method = TRY(find_attribute(t, metaclass, prepare));
  if (method.is_missing()) return new_dict(t);
  Object* namespace_ = TRY(call_with_keywords(t, method.value, {name, bases}, keywords));
  if (is_mapping(namespace_)) return namespace_;
  Str* metaclass_name = is_type(metaclass) ? type_name(cast<Type>(metaclass)) : intern("<metaclass>");
  return raise_type_error(t, "%U.__prepare__() must return a mapping, not %T", metaclass_name, namespace_);
}

// The body gave the cell of __class__: the metaclass must have filled it.
Status check_class_cell(Thread& t, Object* cell, Object* cls, Str* name) {
  if (!is_exact<Cell>(cell) || !is_type(cls)) return Status::ok();
  Object* value = cast<Cell>(cell)->value;
  if (value == cls) return Status::ok();
  if (!value)
    return raise(t, exceptions::RuntimeError,
                 "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
                 static_cast<Object*>(name), cls);
  return raise_type_error(t, "__class__ set to %R defining %R as %R", value, static_cast<Object*>(name), cls);
}

Object* builtin_build_class(Thread& t, Object*, Args args) {
  if (args.count < 2) return raise_type_error(t, "__build_class__: not enough arguments");
  if (!is_exact<Function>(args[0])) return raise_type_error(t, "__build_class__: func must be a function");
  if (!is_str(args[1])) return raise_type_error(t, "__build_class__: name is not a string");
  auto* body = cast<Function>(args[0]);
  auto* name = cast<Str>(args[1]);
  Tuple* written_bases = TRY(new_tuple(args.values + 2, args.count - 2));
  Tuple* bases = TRY(resolve_bases(t, written_bases));
  ClassKeywords keywords;
  TRY(split_keywords(t, args, &keywords));
  Object* metaclass = TRY(metaclass_of(t, keywords.metaclass, bases));
  Object* namespace_ = TRY(prepare_namespace(t, metaclass, name, bases, keywords));
  Object* cell = TRY(run_body(t, body, namespace_));
  if (bases != written_bases) TRY(set_item(t, namespace_, intern("__orig_bases__"), written_bases));
  Object* cls = TRY(call_with_keywords(t, metaclass, {name, bases, namespace_}, keywords));
  TRY(check_class_cell(t, cell, cls, name));
  return cls;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/builtins/build_class.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX builtin
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const builtin_class_functions = builtin_method_rows;

}  // namespace sidewinder
