// What pickles as a name (classes, functions), as a call (what __reduce_ex__ says), and instances of ordinary classes.
#include <cstdio>

#include "interpreter/imports/import.h"
#include "interpreter/modules/pickle/pickle_writer.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

template <class... A> Raised raise_pickling(Thread& t, const char* format, A... arguments) {
  return raise(t, *pickle_state().pickling_error, format, arguments...);
}

// The module that has the object under this name.
Object* module_of(Thread& t, Object* o, Str* name) {
  Lookup said = TRY(find_attribute(t, o, names::module));
  if (said.found() && said.value != none()) return said.value;
  Object* modules = TRY(system_attribute(t, "modules"));
  Object* items = is_dict(modules) ? dict_copy(t, cast<Dict>(modules)) : modules;
  List* keys = TRY(list_from_iterable(t, TRY(items)));
  for (ssize i = 0; i < keys->size; i++) {
    Object* key = TRY(list_get(t, keys, i));
    Object* module = TRY(get_item(t, items, key));
    if (module == none() || (is_str(key) && str_equals(cast<Str>(key), "__main__"))) continue;
    Lookup there = pickle_dotted_attribute(t, module, name);
    if (there.failed()) {
      if (!pending_matches(t, exceptions::AttributeError)) return Raised{};
      clear_pending(t);
      continue;
    }
    if (there.found() && there.value == o) return key;
  }
  return intern("__main__");
}

// Its name, or null: it has none.
Lookup name_of(Thread& t, Object* o) {
  Lookup found = TRY(find_attribute(t, o, names::qualname));
  if (found.is_missing()) found = TRY(find_attribute(t, o, names::name));
  // Classes and functions of C++ make a new string each time in CPython: what is in the memo is found by identity.
  bool is_native = (is_exact<Type>(o) && !is_heap_type(cast<Type>(o))) || is_exact<BuiltinFunction>(o);
  if (!is_native || found.is_missing() || !is_exact<Str>(found.value)) return found;
  auto* name = cast<Str>(found.value);
  if (name->length < 2 || !name->is_ascii()) return found;
  return new_str_latin1(static_cast<const uint8_t*>(name->data()), name->length);
}

}  // namespace

// --- how ---------------------------------------------------------------------------------------------

Status PickleWriter::save_other(Object* o) {
  if (data_.reducer_override) {
    Object* reduced = TRY(call(t_, data_.reducer_override, o));
    if (reduced != not_implemented()) return save_reduced(o, reduced);
  }
  if (o->cls == &type_type) return save_type(o);
  if (o->cls == &function_type) return save_global(o, nullptr);
  Lookup reduced_value = TRY(reduced(o));
  if (reduced_value.is_missing()) return Status::ok();
  return save_reduced(o, reduced_value.value);
}

// Missing: it is saved already.
Lookup PickleWriter::reduced(Object* o) {
  Lookup function = Lookup::missing();
  if (!data_.dispatch_table) {
    function = TRY(dict_get(t_, pickle_state().dispatch_table, o->cls));
  } else if (Object* found = get_item(t_, data_.dispatch_table, o->cls)) {
    function = found;
  } else if (pending_matches(t_, exceptions::KeyError)) {
    clear_pending(t_);
  } else {
    return Raised{};
  }
  if (function.found()) return call(t_, function.value, o);
  if (is_subtype(o->cls, &type_type)) {
    TRY(save_global(o, nullptr));
    return Lookup::missing();
  }
  if (is_plain_instance(o)) {
    TRY(save_plain_instance(o));
    return Lookup::missing();
  }
  Lookup method = TRY(find_attribute(t_, o, pickle_state().reduce_ex));
  if (method.found()) return call(t_, method.value, TRY(int_from_int64(data_.protocol)));
  method = TRY(find_attribute(t_, o, names::reduce));
  if (method.found()) return call(t_, method.value);
  return raise_pickling(t_, "can't pickle '%T' object: %R", o, o);
}

Status PickleWriter::save_reduced(Object* o, Object* reduced) {
  if (is_str(reduced)) return save_global(o, reduced);
  if (!has_flag(reduced, kTypeTuple)) return raise_pickling(t_, "__reduce__ must return a string or tuple");
  return save_reduce(cast<Tuple>(reduced), o);
}

// --- names ------------------------------------------------------------------------------------------

Status PickleWriter::save_type(Object* o) {
  for (Object* singleton : {none(), ellipsis(), not_implemented()})
    if (o == singleton->cls) return save_as_call(o, &type_type, singleton);
  return save_global(o, nullptr);
}

Status PickleWriter::save_global(Object* o, Object* given_name) {
  Object* name_object = given_name;
  if (!name_object) {
    Lookup found = TRY(name_of(t_, o));
    if (found.is_missing()) return raise_attribute_error(t_, o, names::name);
    name_object = found.value;
  }
  if (!is_str(name_object)) return raise_type_error(t_, "name of a global must be str, not '%T'", name_object);
  auto* name = cast<Str>(name_object);
  if (pickle_path_is_local(name)) return raise(t_, exceptions::AttributeError, "Can't pickle local object %R", name);
  Object* module_name = TRY(module_of(t_, o, name));
  if (!is_str(module_name)) return raise_type_error(t_, "module name must be a string");
  Object* module = pickle_import(t_, cast<Str>(module_name));
  if (!module) return raise_pickling(t_, "Can't pickle %R: import of module %R failed", o, module_name);
  Object* parent = nullptr;
  Str* last = nullptr;
  Lookup there = pickle_dotted_attribute(t_, module, name, &parent, &last);
  if (!there.found()) {
    if (is_pending(t_)) clear_pending(t_);
    return raise_pickling(t_, "Can't pickle %R: attribute lookup %S on %S failed", o, name, module_name);
  }
  if (there.value != o)
    return raise_pickling(t_, "Can't pickle %R: it's not the same object as %S.%S", o, module_name, name);
  if (data_.protocol >= 2) {
    Object* pair[] = {module_name, name};
    Lookup code = TRY(dict_get(t_, pickle_state().extension_registry, TRY(new_tuple(pair, 2))));
    if (code.found()) return save_extension(o, code.value);
  }
  TRY(save_global_name(o, cast<Str>(module_name), name, parent == module ? nullptr : parent, last));
  return memoize(o);
}

Status PickleWriter::save_extension(Object* o, Object* code) {
  if (!is_int(code)) return raise_pickling(t_, "Can't pickle %R: extension code %R isn't an integer", o, code);
  int64_t number = TRY(int_to_int64(t_, code));
  if (number <= 0 || number > INT32_MAX)
    return raise_pickling(t_, "Can't pickle %R: extension code %zd is out of range", o, ssize(number));
  if (number <= 0xff) write_number(PickleOp::Extension1, uint64_t(number), 1);
  else if (number <= 0xffff) write_number(PickleOp::Extension2, uint64_t(number), 2);
  else write_number(PickleOp::Extension4, uint64_t(number), 4);
  return Status::ok();
}

Status PickleWriter::save_global_name(Object* o, Str* module_name, Str* name, Object* owner, Str* last) {
  if (data_.protocol >= 4) {
    TRY(save(module_name));
    TRY(save(owner ? name : last));
    out_.add_op(PickleOp::StackGlobal);
    return Status::ok();
  }
  if (!owner) return save_global_line(o, module_name, last);
  Object* arguments[] = {owner, last};
  return save_call(pickle_state().getattr, TRY(new_tuple(arguments, 2)), nullptr);
}

Status PickleWriter::save_line_part(Str* text, const char* what) {
  if (!text->is_ascii() && data_.protocol < 3)
    return raise_pickling(t_, "can't pickle %s identifier '%S' using pickle protocol %d", what, text, data_.protocol);
  std::string utf8 = str_to_utf8(text);
  bool surrogates = false;
  if (!text->is_ascii())
    for (ssize i = 0; i < text->length; i++) surrogates |= text->at(i) >= 0xd800 && text->at(i) < 0xe000;
  if (surrogates)
    return raise_pickling(t_, "can't pickle %s identifier '%S' using pickle protocol %d", what, text, data_.protocol);
  out_.add_text(utf8);
  *out_.add(1) = '\n';
  return Status::ok();
}

Status PickleWriter::save_global_line(Object*, Str* module_name, Str* name) {
  if (data_.protocol < 3 && data_.fix_imports) {
    PickleState& state = pickle_state();
    Object* pair[] = {module_name, name};
    Lookup known = TRY(dict_get(t_, state.names_for_2, TRY(new_tuple(pair, 2))));
    if (known.found()) {
      if (!has_flag(known.value, kTypeTuple) || cast<Tuple>(known.value)->size != 2)
        return raise(t_, exceptions::RuntimeError,
                     "_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not %T", known.value);
      auto* other = cast<Tuple>(known.value);
      if (!is_str(other->items[0]) || !is_str(other->items[1]))
        return raise(t_, exceptions::RuntimeError,
                     "_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not (%T, %T)", other->items[0],
                     other->items[1]);
      module_name = cast<Str>(other->items[0]);
      name = cast<Str>(other->items[1]);
    } else {
      known = TRY(dict_get(t_, state.modules_for_2, module_name));
      if (known.found()) {
        if (!is_str(known.value))
          return raise(t_, exceptions::RuntimeError,
                       "_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not %T", known.value);
        module_name = cast<Str>(known.value);
      }
    }
  }
  out_.add_op(PickleOp::Global);
  TRY(save_line_part(module_name, "module"));
  return save_line_part(name, "global");
}

// --- calls ------------------------------------------------------------------------------------------

Status PickleWriter::save_reduce(Tuple* reduced, Object* o) {
  if (reduced->size < 2 || reduced->size > 6)
    return raise_pickling(t_, "tuple returned by __reduce__ must contain 2 through 6 elements");
  auto part = [&](ssize i) -> Object* {
    return i < reduced->size && reduced->items[i] != none() ? reduced->items[i] : nullptr;
  };
  Object* function = reduced->items[0];
  Object* arguments = reduced->items[1];
  if (!slots_of(function).call)
    return raise_pickling(t_, "first item of the tuple returned by __reduce__ must be callable");
  if (!has_flag(arguments, kTypeTuple))
    return raise_pickling(t_, "second item of the tuple returned by __reduce__ must be a tuple");
  Object *state = part(2), *items = part(3), *pairs = part(4), *setter = part(5);
  if (items && !slots_of(items).next)
    return raise_pickling(t_, "fourth element of the tuple returned by __reduce__ must be an iterator, not %T", items);
  if (pairs && !slots_of(pairs).next)
    return raise_pickling(t_, "fifth element of the tuple returned by __reduce__ must be an iterator, not %T", pairs);
  if (setter && !slots_of(setter).call)
    return raise_pickling(t_, "sixth element of the tuple returned by __reduce__ must be a function, not %T", setter);
  TRY(save_call(function, cast<Tuple>(arguments), o));
  if (o) {
    ssize number = data_.memo.find(o);
    if (number != PickleMemo::kAbsent) {  // its arguments hold it: the one that is there already is taken
      out_.add_op(PickleOp::Pop);
      write_get(number);
      return Status::ok();
    }
    TRY(memoize(o));
  }
  if (items) TRY(batch_items(items));
  if (pairs) TRY(batch_pairs(pairs));
  return state ? save_state(state, setter, o) : Status::ok();
}

Status PickleWriter::save_call(Object* function, Tuple* arguments, Object* o) {
  if (data_.protocol >= 2) {
    Lookup name = TRY(find_attribute(t_, function, names::name));
    if (name.found() && is_str(name.value)) {
      if (str_equals(cast<Str>(name.value), "__newobj__")) return save_new_object(arguments, o);
      if (str_equals(cast<Str>(name.value), "__newobj_ex__")) return save_new_object_ex(arguments);
    }
  }
  TRY(save(function));
  TRY(save(arguments));
  out_.add_op(PickleOp::Reduce);
  return Status::ok();
}

Status PickleWriter::save_new_object(Tuple* arguments, Object* o) {
  if (arguments->size < 1) return raise_pickling(t_, "__newobj__ arglist is empty");
  Object* cls = arguments->items[0];
  Lookup has_new = TRY(find_attribute(t_, cls, names::new_));
  if (has_new.is_missing()) return raise_pickling(t_, "args[0] from __newobj__ args has no __new__");
  if (o) {
    Lookup its_class = TRY(find_attribute(t_, o, names::class_));
    if (its_class.is_missing() || its_class.value != cls)
      return raise_pickling(t_, "args[0] from __newobj__ args has the wrong class");
  }
  TRY(save(cls));
  TRY(save(TRY(tuple_slice(arguments, 1, arguments->size))));
  out_.add_op(PickleOp::NewObject);
  return Status::ok();
}

Status PickleWriter::save_new_object_ex(Tuple* arguments) {
  if (arguments->size != 3)
    return raise_pickling(t_, "length of the NEWOBJ_EX argument tuple must be exactly 3, not %zd", arguments->size);
  Object *cls = arguments->items[0], *positional = arguments->items[1], *keywords = arguments->items[2];
  if (!is_type(cls)) return raise_pickling(t_, "first item from NEWOBJ_EX argument tuple must be a class, not %T", cls);
  if (!has_flag(positional, kTypeTuple))
    return raise_pickling(t_, "second item from NEWOBJ_EX argument tuple must be a tuple, not %T", positional);
  if (!is_dict(keywords))
    return raise_pickling(t_, "third item from NEWOBJ_EX argument tuple must be a dict, not %T", keywords);
  if (data_.protocol >= 4) {
    TRY(save(cls));
    TRY(save(positional));
    TRY(save(keywords));
    out_.add_op(PickleOp::NewObjectEx);
    return Status::ok();
  }
  auto* rest = cast<Tuple>(positional);
  Tuple* of_new = TRY(new_tuple(rest->size + 2));
  of_new->items[0] = TRY(get_attribute(t_, cls, names::new_));
  of_new->items[1] = cls;
  for (ssize i = 0; i < rest->size; i++) of_new->items[i + 2] = rest->items[i];
  TRY(save(TRY(call_with_tuple(t_, pickle_state().partial, of_new, cast<Dict>(keywords)))));
  TRY(save(empty_tuple()));
  out_.add_op(PickleOp::Reduce);
  return Status::ok();
}

Status PickleWriter::save_state(Object* state, Object* setter, Object* o) {
  if (!setter) {
    TRY(save(state));
    out_.add_op(PickleOp::Build);
    return Status::ok();
  }
  TRY(save(setter));
  if (o) TRY(save(o));
  TRY(save(state));
  for (PickleOp op : {PickleOp::Tuple2, PickleOp::Reduce, PickleOp::Pop}) out_.add_op(op);
  return Status::ok();
}

// --- instances of ordinary classes --------------------------------------------------------------------

namespace {

bool has_object_s(Type* cls, Str* name) { return type_lookup(cls, name) == dict_get_str(object_type.dict, name); }

// Everything that pickling asks its instances for is object's, and their state is in their attributes alone.
bool is_plain_class(Type* cls) {
  if (!is_heap_type(cls) || cls->data->overrides_get_attribute) return false;
  const Type* native = cls;
  while (is_heap_type(native)) native = native->base;
  if (native != &object_type) return false;
  Object* slot_names = dict_get_str(cls->dict, intern("__slotnames__"));  // there after the first that was reduced
  if (!slot_names || (slot_names != none() && !(is_exact<List>(slot_names) && !cast<List>(slot_names)->size)))
    return false;
  if (type_lookup(cls, intern("__getnewargs_ex__")) || type_lookup(cls, names::get_new_arguments)) return false;
  return has_object_s(cls, pickle_state().reduce_ex) && has_object_s(cls, names::reduce) &&
         has_object_s(cls, names::get_state) && has_object_s(cls, names::class_);
}

}  // namespace

// An instance whose pickle can be written from its map, without asking it and without making its __dict__.
bool PickleWriter::is_plain_instance(Object* o) {
  if (data_.protocol < 2 || data_.persistent_id || !o->cls->data->map_offset) return false;
  Map* map = instance_words(o)->map;
  if (!map || map->is_dictionary) return false;
  if (map == plain_map_ && o->cls->version == plain_version_) return true;
  if (!is_plain_class(o->cls)) return false;
  for (Str* name : {pickle_state().reduce_ex, names::reduce, names::get_state, names::class_})
    if (map_find(map, name) != kNoSlot) return false;
  plain_map_ = map;
  plain_version_ = o->cls->version;
  return true;
}

Status PickleWriter::save_plain_instance(Object* o) {
  TRY(save(o->cls));
  TRY(save(empty_tuple()));
  out_.add_op(PickleOp::NewObject);
  ssize number = data_.memo.find(o);
  if (number != PickleMemo::kAbsent) {
    out_.add_op(PickleOp::Pop);
    write_get(number);
    return Status::ok();
  }
  TRY(memoize(o));
  if (!instance_words(o)->map->count) return Status::ok();
  TRY(save_attributes(o));
  out_.add_op(PickleOp::Build);
  return Status::ok();
}

// As the dict that __dict__ would be. It takes a number in the memo, under a key that no object has.
Status PickleWriter::save_attributes(Object* o) {
  InstanceWords* words = instance_words(o);
  const Map* map = words->map;
  uint32_t count = map->count;
  out_.add_op(PickleOp::EmptyDict);
  if (!data_.fast) TRY(add_to_memo(PickleMemo::hidden_key(words)));
  for (uint32_t i = 0; i < count;) {
    if (count > 1) out_.add_op(PickleOp::Mark);
    for (uint32_t end = std::min<uint32_t>(count, i + kBatchSize); i < end; i++) {
      TRY(save(map->names[i]));
      if (words->map != map) return raise(t_, exceptions::RuntimeError, "dictionary changed size during iteration");
      TRY(save(instance_slot(words, int(i))));
      if (words->map != map) return raise(t_, exceptions::RuntimeError, "dictionary changed size during iteration");
    }
    out_.add_op(count > 1 ? PickleOp::SetItems : PickleOp::SetItem);
  }
  return Status::ok();
}

}  // namespace sidewinder
