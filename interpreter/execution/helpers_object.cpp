// Residual calls of names, building, exceptions, generators, imports and pattern matching.
#include <algorithm>

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/execution/ops/build.h"
#include "interpreter/execution/ops/exception.h"
#include "interpreter/execution/ops/generator.h"
#include "interpreter/execution/ops/intrinsics.h"
#include "interpreter/execution/ops/module.h"
#include "interpreter/execution/ops/move.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/descriptor/super.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

bool changes_with_frame(const Object* o, const Str* name) {
  static const Str* const names[] = {intern("f_back"), intern("f_lineno"), intern("f_lasti"), intern("f_locals"),
                                     intern("clear")};
  return o && o->cls == FrameObject::type() && std::find(std::begin(names), std::end(names), name) != std::end(names);
}

namespace help {

namespace {
Object* none_if_ok(Status status) { return status.failed() ? nullptr : none(); }
Object* as_bool(Truth truth) { return truth == Truth::Error ? nullptr : bool_object(truth == Truth::True); }
Str* as_str(Object* o) { return reinterpret_cast<Str*>(o); }
Dict* as_dict(Object* o) { return reinterpret_cast<Dict*>(o); }
Tuple* as_tuple(Object* o) { return reinterpret_cast<Tuple*>(o); }
template <class T> Object* as_object(T* o) { return reinterpret_cast<Object*>(o); }
}  // namespace

// Locals and cells
Object* raise_unbound_local(Thread& t, Object* name) {
  return raise(t, exceptions::UnboundLocalError,
               "cannot access local variable '%U' where it is not associated with a value", as_str(name));
}
Object* raise_unbound_cell(Thread& t, Object* name, int64_t is_free) {
  if (!is_free) return raise_unbound_local(t, name);
  return raise(t, exceptions::NameError,
               "cannot access free variable '%U' where it is not associated with a value in enclosing scope",
               as_str(name));
}
Object* load_class_cell(Thread& t, Object* cell, Object* name) {
  Object* locals = t.frame->locals;
  if (locals && locals->cls == Dict::type()) {
    if (Object* v = dict_get_str(as_dict(locals), as_str(name))) return v;
  } else if (locals) {
    Object* v = sidewinder::get_item(t, locals, name);
    if (v || !pending_matches(t, exceptions::KeyError)) return v;
    clear_pending(t);
  }
  Object* v = static_cast<Cell*>(cell)->value;
  return v ? v : raise_unbound_cell(t, name, 1);
}

// Names
Object* load_name(Thread& t, Object* locals, Object* globals, Object* builtins, Object* name) {
  if (locals->cls == Dict::type()) {
    if (Object* v = dict_get_str(as_dict(locals), as_str(name))) return v;
  } else {
    Object* v = sidewinder::get_item(t, locals, name);
    if (v || !pending_matches(t, exceptions::KeyError)) return v;
    clear_pending(t);
  }
  return global_by_name(t, globals, builtins, name);
}
Object* store_name(Thread& t, Object* locals, Object* name, Object* value) {
  if (locals->cls == Dict::type()) return none_if_ok(dict_set_str(t, as_dict(locals), as_str(name), value));
  return none_if_ok(sidewinder::set_item(t, locals, name, value));
}
Object* delete_name(Thread& t, Object* names, Object* name) {
  if (names->cls == Dict::type()) {
    Truth there = dict_delete(t, as_dict(names), name);
    if (there == Truth::Error) return nullptr;
    if (there == Truth::False) return raise_name_error(t, as_str(name));
    return none();
  }
  if (!sidewinder::delete_item(t, names, name).failed()) return none();
  if (!pending_matches(t, exceptions::KeyError)) return nullptr;
  clear_pending(t);
  return raise_name_error(t, as_str(name));
}
Object* load_method(Thread& t, Object* o, Object* name) { return sidewinder::get_attribute(t, o, as_str(name)); }
Object* super_attribute(Thread& t, Object* cls, Object* self, Object* name) {
  if (!self) return raise(t, exceptions::RuntimeError, "super(): arg[0] deleted");
  if (!cls) return raise(t, exceptions::RuntimeError, "super(): empty __class__ cell");
  if (!has_flag(cls, kTypeType))
    return raise(t, exceptions::RuntimeError, "super(): __class__ is not a type (%T)", cls);
  return super_get(t, static_cast<Type*>(cls), self, as_str(name));
}
Object* attribute_of_call(Thread& t, Object* callee, Object* name) {
  return sidewinder::get_attribute(t, TRY(call(t, callee)), as_str(name));
}
Object* bind_special(Thread& t, Object* o, int64_t which) {
  static Str* const names[] = {intern("__enter__"), intern("__exit__")};
  Object* method = type_lookup(o->cls, names[which]);
  if (!method) {
    if (which)
      return raise_type_error(t, "'%T' object does not support the context manager protocol (missed __exit__ method)",
                              o);
    return raise_type_error(t, "'%T' object does not support the context manager protocol", o);
  }
  DescriptorGetFn get = slots_of(method).descriptor_get;
  return get ? get(t, method, o, o->cls) : method;
}

// Building
Object* new_set(Thread& t) { return as_object(sidewinder::new_set(t)); }
Object* new_dict(Thread& t) { return sidewinder::new_dict(t); }
Object* new_cell(Thread& t, Object* value) { return sidewinder::new_cell(t, value); }
Object* tuple_of(Thread& t, Object* list) { return tuple_from_iterable(t, list); }
Object* set_add(Thread& t, Object* set, Object* value) {
  return none_if_ok(sidewinder::set_add(t, reinterpret_cast<Set*>(set), value));
}
Object* set_update(Thread& t, Object* set, Object* iterable) {
  return none_if_ok(sidewinder::set_update(t, reinterpret_cast<Set*>(set), iterable));
}
Object* dict_update(Thread& t, Object* dict, Object* other) {
  if (!is_mapping(other)) return raise_type_error(t, "'%T' object is not a mapping", other);
  return none_if_ok(sidewinder::dict_update(t, as_dict(dict), other));
}
namespace {
Str* callee_text(Thread& t, Object* callee) {
  Lookup qualname = find_attribute(t, callee, intern("__qualname__"));
  if (qualname.found() && is_str(qualname.value)) {
    StrBuilder b;
    Lookup module = find_attribute(t, callee, intern("__module__"));
    if (module.found() && is_str(module.value) && str_to_utf8(as_str(module.value)) != "builtins")
      b.add(as_str(module.value)).add(".");
    clear_pending(t);
    return b.add(as_str(qualname.value)).add("()").finish();
  }
  clear_pending(t);
  return to_str(t, callee);
}
}  // namespace
Object* dict_merge(Thread& t, Object* dict, Object* other, Object* callee) {
  if (!is_mapping(other)) {
    Str* name = callee_text(t, callee);
    if (!name) return nullptr;
    return raise_type_error(t, "%U argument after ** must be a mapping, not %T", name, other);
  }
  Dict* from;
  if (other->cls == Dict::type()) from = as_dict(other);
  else {
    from = TRY(sidewinder::new_dict(t));
    TRY(sidewinder::dict_update(t, from, other));
  }
  ssize position = 0;
  Object *key, *value;
  while (dict_next(from, &position, &key, &value)) {
    if (!is_str(key)) return raise_type_error(t, "keywords must be strings");
    if (TRY(dict_contains(t, as_dict(dict), key))) {
      Str* name = callee_text(t, callee);
      if (!name) return nullptr;
      return raise_type_error(t, "%U got multiple values for keyword argument '%U'", name, as_str(key));
    }
    TRY(dict_set(t, as_dict(dict), key, value));
  }
  return none();
}
Object* call_spread(Thread& t, Object* callee, Object* tuple, Object* keywords) {
  Tuple* positional;
  if (tuple->cls == Tuple::type()) positional = as_tuple(tuple);
  else {
    if (!slots_of(tuple).iter && !slots_of(tuple).get_item) {
      Str* name = callee_text(t, callee);
      if (!name) return nullptr;
      return raise_type_error(t, "%U argument after * must be an iterable, not %T", name, tuple);
    }
    positional = TRY(tuple_from_iterable(t, tuple));
  }
  return call_with_tuple(t, callee, positional, as_dict(keywords));
}
Object* format_value(Thread& t, Object* value, Object* spec, int64_t conversion) {
  switch (conversion) {
    case 's': value = as_object(TRY(to_str(t, value))); break;
    case 'r': value = as_object(TRY(repr(t, value))); break;
    case 'a': value = as_object(TRY(ascii(t, value))); break;
  }
  return format(t, value, spec ? as_str(spec) : empty_str());
}
Object* join_two(Thread& t, Object* a, Object* b) { return as_object(str_concat(t, as_str(a), as_str(b))); }
Object* join_tuple(Thread&, Object* tuple) {
  StrBuilder builder;
  for (ssize i = 0; i < as_tuple(tuple)->size; ++i) builder.add(as_str(as_tuple(tuple)->items[i]));
  return as_object(builder.finish());
}
Object* make_function(Thread& t, Object* code, Object* globals, Object* defaults, Object* keyword_defaults,
                      Object* closure) {
  Function* function = TRY(new_function(t, static_cast<Code*>(code), as_dict(globals), as_tuple(closure)));
  function->defaults = as_tuple(defaults);
  function->keyword_defaults = as_dict(keyword_defaults);
  return function;
}
Object* function_annotations(Thread&, Object* function, Object* annotations) {
  static_cast<Function*>(function)->annotations = annotations;
  return none();
}

// Exceptions
Object* push_handled(Thread& t, Object* exception) {
  Object* before = t.handled->exception;
  t.handled->exception = exception;
  return before ? before : none();
}
Object* pop_handled(Thread& t, Object* previous) {
  t.handled->exception = previous == none() ? nullptr : previous;
  return none();
}
Object* match_exception(Thread& t, Object* exception, Object* classes) {
  auto is_exception_class = [](Object* o) {
    return has_flag(o, kTypeType) && (static_cast<Type*>(o)->flags & kTypeBaseException);
  };
  bool valid = true;
  if (has_flag(classes, kTypeTuple)) {
    for (ssize i = 0; i < as_tuple(classes)->size; ++i) valid &= is_exception_class(as_tuple(classes)->items[i]);
  } else valid = is_exception_class(classes);
  if (!valid) return raise_type_error(t, "catching classes that do not inherit from BaseException is not allowed");
  if (has_flag(classes, kTypeTuple)) {
    for (ssize i = 0; i < as_tuple(classes)->size; ++i)
      if (sidewinder::is_instance(exception, static_cast<Type*>(as_tuple(classes)->items[i]))) return py_true();
    return py_false();
  }
  return bool_object(sidewinder::is_instance(exception, static_cast<Type*>(classes)));
}
Object* raise(Thread& t, Object* what, Object* cause) {
  if (!what) {
    Object* handled = nullptr;
    for (HandledStack* s = t.handled; s && !handled; s = s->previous) handled = s->exception;
    if (!handled) return sidewinder::raise(t, exceptions::RuntimeError, "No active exception to reraise");
    set_pending(t, static_cast<BaseException*>(handled));
    return nullptr;
  }
  return raise_class_or_instance(t, what, cause);
}
Object* reraise(Thread& t, Object* exception) {
  set_pending(t, static_cast<BaseException*>(exception));
  return nullptr;
}
Object* exception_type(Thread&, Object* exception) { return exception->cls; }
Object* exception_traceback(Thread&, Object* exception) {
  Object* traceback = static_cast<BaseException*>(exception)->traceback;
  return traceback ? traceback : none();
}
Object* caught(Thread& t) { return take_pending(t); }

// Frames of a trace: the root is real, the others are not there.
Object* root_frame_object(Thread& t) { return frame_object_of(t, visible_frame(t.frame)); }
Object* inlined_frame_object(Thread&, Object* function, Object* code) {
  return detached_frame_object(static_cast<Function*>(function), static_cast<Code*>(code));
}
void add_traceback(Thread& t, Object* frame, const void* position) {
  add_traceback_entry(t, static_cast<FrameObject*>(frame), static_cast<const Instr*>(position));
}
void keep_registers(Object* frame, int64_t first, Object* values) {
  for (ssize i = 0; i < as_tuple(values)->size; ++i)
    static_cast<FrameObject*>(frame)->registers()[first + i] = as_tuple(values)->items[i];
}
void end_inlined_frame(Object* frame, Object* back, const void* position) {
  auto* f = static_cast<FrameObject*>(frame);
  f->back = static_cast<FrameObject*>(back);
  f->pc = static_cast<const Instr*>(position);
}
Object* stop_or_reraise(Thread& t, Object* exception) {
  if (sidewinder::is_instance(exception, &exceptions::StopIteration)) return exhausted();
  return reraise(t, exception);
}
Object* is_instance(Thread& t, Object* o, Object* cls) { return as_bool(is_instance_of(t, o, cls)); }

// Generators
Object* yield_from_iter(Thread& t, Object* o) { return get_iterator(t, o); }
Object* generator_next(Thread& t, Object* generator, Object* sent) {
  Object* result;
  Lookup next = generator_send(t, static_cast<Generator*>(generator), sent, &result);
  return next.is_missing() ? exhausted() : next.value;
}

// Modules, classes and output
Object* import_name(Thread& t, Object* name, Object* globals, Object* locals, Object* level, Object* from_list) {
  return import_from_statement(t, as_str(name), as_dict(globals), locals, level, from_list);
}
Object* import_from(Thread& t, Object* module, Object* name) { return import_attribute(t, module, as_str(name)); }
Object* import_star(Thread& t, Object* module, Object* names) { return none_if_ok(import_all(t, module, names)); }
Object* load_build_class(Thread& t, Object* builtins) {
  Object* v = dict_get_str(as_dict(builtins), intern("__build_class__"));
  return v ? v : sidewinder::raise(t, exceptions::NameError, "__build_class__ not found");
}
Object* setup_annotations(Thread& t, Object* names) {
  static Str* const name = intern("__annotations__");
  if (names->cls == Dict::type()) {
    if (dict_get_str(as_dict(names), name)) return none();
    return none_if_ok(dict_set_str(t, as_dict(names), name, TRY(sidewinder::new_dict(t))));
  }
  Object* there = sidewinder::get_item(t, names, as_object(name));
  if (there) return none();
  if (!pending_matches(t, exceptions::KeyError)) return nullptr;
  clear_pending(t);
  return none_if_ok(sidewinder::set_item(t, names, as_object(name), TRY(sidewinder::new_dict(t))));
}
Object* print_expression(Thread& t, Object* value) {
  Object* hook = TRY(system_attribute(t, "displayhook"));
  return call(t, hook, value);
}

// Pattern matching (PEP 634)
Object* match_sequence(Thread&, Object* subject) { return bool_object(has_flag(subject, kTypeSequence)); }
Object* match_mapping(Thread&, Object* subject) { return bool_object(has_flag(subject, kTypeMapping)); }
Object* match_keys(Thread& t, Object* subject, Object* keys) {
  ssize n = as_tuple(keys)->size;
  Tuple* values = TRY(new_tuple(n));
  Set* seen = TRY(sidewinder::new_set(t));
  for (ssize i = 0; i < n; ++i) {
    Object* key = as_tuple(keys)->items[i];
    if (TRY(set_contains(t, seen, key))) return raise_value_error(t, "mapping pattern checks duplicate key (%R)", key);
    TRY(sidewinder::set_add(t, seen, key));
    Object* value;
    if (subject->cls == Dict::type()) {
      Lookup found = dict_get(t, as_dict(subject), key);
      if (found.failed()) return nullptr;
      value = found.value;
    } else {  // get() with a marker, so that __missing__ is not called
      Object* arguments[] = {key, exhausted()};
      value = TRY(call_method(t, subject, intern("get"), Args{arguments, 2}));
      if (value == exhausted()) value = nullptr;
    }
    if (!value) return none();
    values->items[i] = value;
  }
  return values;
}
Object* match_class(Thread& t, Object* subject, Object* cls, Object* positional, Object* names) {
  if (!has_flag(cls, kTypeType)) return raise_type_error(t, "called match pattern must be a class");
  if (!TRY(is_instance_of(t, subject, cls))) return none();
  auto count = int(static_cast<Int*>(positional)->small_value());
  ssize keywords = as_tuple(names)->size;
  Tuple* values = TRY(new_tuple(count + keywords));
  if (count) {
    Lookup match_args = find_attribute(t, cls, intern("__match_args__"));
    if (match_args.failed()) return nullptr;
    bool self_match = match_args.is_missing() && (static_cast<Type*>(cls)->flags & kTypeMatchSelf);
    auto* attributes = match_args.found() ? as_tuple(match_args.value) : nullptr;
    if (attributes && !has_flag(match_args.value, kTypeTuple))
      return raise_type_error(t, "%U.__match_args__ must be a tuple (got %T)", type_name(static_cast<Type*>(cls)),
                              match_args.value);
    int allowed = self_match ? 1 : attributes ? int(attributes->size) : 0;
    if (count > allowed)
      return raise_type_error(t, "%U() accepts %d positional sub-pattern%s (%d given)",
                              type_name(static_cast<Type*>(cls)), allowed, allowed == 1 ? "" : "s", count);
    if (self_match) values->items[0] = subject;
    else
      for (int i = 0; i < count; ++i) {
        if (!is_str(attributes->items[i]))
          return raise_type_error(t, "__match_args__ elements must be strings (got %T)", attributes->items[i]);
        Lookup value = find_attribute(t, subject, as_str(attributes->items[i]));
        if (value.failed()) return nullptr;
        if (value.is_missing()) return none();
        values->items[i] = value.value;
      }
  }
  for (ssize i = 0; i < keywords; ++i) {
    Lookup value = find_attribute(t, subject, as_str(as_tuple(names)->items[i]));
    if (value.failed()) return nullptr;
    if (value.is_missing()) return none();
    values->items[count + i] = value.value;
  }
  return values;
}
Object* get_length(Thread& t, Object* o) {
  ssize n = TRY(length(t, o));
  return int_from_int64(n);
}

}  // namespace help

Lookup send_to(Thread& t, Object* iterator, Object* value, Object** finished) {
  *finished = nullptr;
  if (iterator->cls == Generator::type()) return generator_send(t, static_cast<Generator*>(iterator), value, finished);
  Lookup next = Raised{};
  if (value == none()) {
    NextFn slot = slots_of(iterator).next;
    if (!slot) return raise_type_error(t, "'%T' object is not an iterator", iterator);
    next = slot(t, iterator);
  } else {
    Object* result = call_method(t, iterator, intern("send"), Args{&value, 1});
    next = Lookup(result);
  }
  if (next.failed() && pending_matches(t, exceptions::StopIteration)) {
    *finished = static_cast<StopIterationObject*>(take_pending(t))->value;
    return Lookup::missing();
  }
  return next;
}

Object* build_from_registers(Thread& t, Opcode kind, Object** r, int count) {
  switch (kind) {
    case Opcode::build_tuple_: return new_tuple(r, count);
    case Opcode::build_list_: return list_from_array(t, r, count);
    case Opcode::build_set_: {
      Set* set = TRY(new_set(t));
      for (int i = 0; i < count; ++i) TRY(set_add(t, set, r[i]));
      return reinterpret_cast<Object*>(set);
    }
    case Opcode::build_map_: {
      Dict* dict = TRY(new_dict(t));
      for (int i = 0; i < count; i += 2) TRY(dict_set(t, dict, r[i], r[i + 1]));
      return dict;
    }
    default: {
      StrBuilder builder;
      for (int i = 0; i < count; ++i) builder.add(reinterpret_cast<Str*>(r[i]));
      return reinterpret_cast<Object*>(builder.finish());
    }
  }
}

}  // namespace sidewinder
