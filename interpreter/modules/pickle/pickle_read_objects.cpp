// Classes and functions by their names, calls, instances and their state.
#include "interpreter/modules/pickle/pickle_reader.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// --- names ------------------------------------------------------------------------------------------

namespace {

// What Python 3 calls what Python 2 called so.
Status fix_names(Thread& t, Str** module, Str** name) {
  PickleState& state = pickle_state();
  Object* pair[] = {*module, *name};
  Lookup known = TRY(dict_get(t, state.names_for_3, TRY(new_tuple(pair, 2))));
  if (known.found()) {
    if (!has_flag(known.value, kTypeTuple) || cast<Tuple>(known.value)->size != 2)
      return raise(t, exceptions::RuntimeError, "_compat_pickle.NAME_MAPPING values should be 2-tuples, not %T",
                   known.value);
    auto* now = cast<Tuple>(known.value);
    if (!is_str(now->items[0]) || !is_str(now->items[1]))
      return raise(t, exceptions::RuntimeError,
                   "_compat_pickle.NAME_MAPPING values should be pairs of str, not (%T, %T)", now->items[0],
                   now->items[1]);
    *module = cast<Str>(now->items[0]);
    *name = cast<Str>(now->items[1]);
    return Status::ok();
  }
  known = TRY(dict_get(t, state.modules_for_3, *module));
  if (known.is_missing()) return Status::ok();
  if (!is_str(known.value))
    return raise(t, exceptions::RuntimeError, "_compat_pickle.IMPORT_MAPPING values should be strings, not %T",
                 known.value);
  *module = cast<Str>(known.value);
  return Status::ok();
}

}  // namespace

Object* unpickler_find_class(Thread& t, const UnpicklerData& data, int protocol, Str* module_name, Str* name) {
  TRY(audit(t, "pickle.find_class", module_name, name));
  if (protocol < 3 && data.fix_imports) TRY(fix_names(t, &module_name, &name));
  Object* module = TRY(pickle_import(t, module_name));
  if (protocol < 4) {
    Lookup plain = TRY(find_attribute(t, module, name));
    if (plain.found()) return plain.value;
    return raise(t, exceptions::AttributeError, "Can't get attribute %R on %R", name, module);
  }
  if (pickle_path_is_local(name))
    return raise(t, exceptions::AttributeError, "Can't get local attribute %R on %R", name, module);
  Lookup found = TRY(pickle_dotted_attribute(t, module, name));
  if (found.found()) return found.value;
  return raise(t, exceptions::AttributeError, "Can't get attribute %R on %R", name, module);
}

Object* PickleReader::find_class(Str* module, Str* name) {
  if (!data_.self) return unpickler_find_class(t_, data_, protocol_, module, name);
  Object* arguments[] = {module, name};
  return call_method(t_, data_.self, intern("find_class"), Args{arguments, 2});
}

Status PickleReader::load_global() {
  std::string_view text;
  TRY(line(&text));
  Str* module = TRY(decode_bytes(t_, text));
  TRY(line(&text));
  Str* name = TRY(decode_bytes(t_, text));
  return push(find_class(module, name));
}

Status PickleReader::load_stack_global() {
  TRY(need(2));
  Object* name = take();
  Object* module = take();
  if (!is_exact<Str>(name) || !is_exact<Str>(module)) return raise_error("STACK_GLOBAL requires str");
  return push(find_class(cast<Str>(module), cast<Str>(name)));
}

Status PickleReader::load_extension(int size) {
  int64_t code = int64_t(TRY(number(size)));
  if (size == 4) code = int32_t(code);
  if (code <= 0) return raise_error("EXT specifies code <= 0");
  Object* key = TRY(int_from_int64(code));
  PickleState& state = pickle_state();
  Lookup cached = TRY(dict_get(t_, state.extension_cache, key));
  if (cached.found()) return push(cached.value);
  Lookup pair = TRY(dict_get(t_, state.inverted_registry, key));
  if (pair.is_missing()) return raise_value_error(t_, "unregistered extension code %zd", ssize(code));
  bool good = has_flag(pair.value, kTypeTuple) && cast<Tuple>(pair.value)->size == 2 &&
              is_str(cast<Tuple>(pair.value)->items[0]) && is_str(cast<Tuple>(pair.value)->items[1]);
  if (!good) return raise_value_error(t_, "_inverted_registry[%zd] isn't a 2-tuple of strings", ssize(code));
  auto* names = cast<Tuple>(pair.value);
  Object* found = TRY(find_class(cast<Str>(names->items[0]), cast<Str>(names->items[1])));
  TRY(dict_set(t_, state.extension_cache, key, found));
  return push(found);
}

Status PickleReader::push_persistent(Object* id) {
  if (data_.persistent_load) return push(call(t_, data_.persistent_load, id));
  return raise_error(
      "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");
}

Status PickleReader::load_persistent() {
  TRY(need(data_.persistent_load ? 1 : 0));
  return push_persistent(data_.persistent_load ? take() : nullptr);
}

Status PickleReader::load_persistent_line() {
  if (!data_.persistent_load) return push_persistent(nullptr);
  std::string_view text;
  TRY(in_.take_line(t_, &text));  // may be empty
  text.remove_suffix(1);
  for (char c : text)
    if (c & 0x80) return raise_error("persistent IDs in protocol 0 must be ASCII strings");
  return push_persistent(TRY(new_str(text)));
}

// --- calls ------------------------------------------------------------------------------------------

Status PickleReader::reduce() {
  TRY(need(2));
  Object* arguments = take();
  Object* function = take();
  if (!has_flag(arguments, kTypeTuple)) return raise_type_error(t_, "argument list must be a tuple");
  return push(call(t_, function, Args{cast<Tuple>(arguments)->items, cast<Tuple>(arguments)->size}));
}

Status PickleReader::new_object_of_class(bool with_keywords) {
  const char* opcode = with_keywords ? "NEWOBJ_EX" : "NEWOBJ";
  TRY(need(with_keywords ? 3 : 2));
  Object* keywords = with_keywords ? take() : nullptr;
  Object* arguments = take();
  Object* cls = take();
  if (!is_type(cls)) return raise_error("%s class argument must be a type, not %T", opcode, cls);
  NewFn create = cast<Type>(cls)->data->slots.create;
  if (!create || (cast<Type>(cls)->flags & kTypeDisallowInstantiation))
    return raise_error("%s class argument '%s' doesn't have __new__", opcode, cast<Type>(cls)->name);
  if (!has_flag(arguments, kTypeTuple))
    return raise_error("%s args argument must be a tuple, not %T", opcode, arguments);
  auto* positional = cast<Tuple>(arguments);
  if (!keywords) return push(create(t_, cast<Type>(cls), Args{positional->items, positional->size}));
  if (!is_dict(keywords)) return raise_error("%s kwargs argument must be a dict, not %T", opcode, keywords);
  Tuple* with_class = TRY(new_tuple(positional->size + 1));
  with_class->items[0] = cls;
  for (ssize i = 0; i < positional->size; i++) with_class->items[i + 1] = positional->items[i];
  Object* new_ = TRY(get_attribute(t_, cls, names::new_));
  return push(call_with_tuple(t_, new_, with_class, cast<Dict>(keywords)));
}

// An instance of an old class: the arguments lie above `from`.
Status PickleReader::push_instance(Object* cls, size_t from) {
  Tuple* arguments = TRY(new_tuple(stack_ + from, ssize(height_ - from)));
  height_ = from;
  if (!arguments->size && is_type(cls)) {
    Lookup getinitargs = TRY(find_attribute(t_, cls, intern("__getinitargs__")));
    if (getinitargs.is_missing()) return push(call(t_, TRY(get_attribute(t_, cls, names::new_)), cls));
  }
  return push(call(t_, cls, Args{arguments->items, arguments->size}));
}

Status PickleReader::make_object() {
  size_t mark = TRY(take_mark());
  if (height_ - mark < 1) return raise_underflow();
  Object* cls = stack_[mark];
  TRY(push_instance(cls, mark + 1));
  stack_[mark] = top();
  height_ = mark + 1;
  return Status::ok();
}

Status PickleReader::load_instance() {
  size_t mark = TRY(take_mark());
  std::string_view text;
  TRY(line(&text));
  Str* module = TRY(decode_bytes(t_, text, "ascii"));
  TRY(line(&text));
  Str* name = TRY(decode_bytes(t_, text, "ascii"));
  return push_instance(TRY(find_class(module, name)), mark);
}

// --- state ------------------------------------------------------------------------------------------

Status PickleReader::build() {
  TRY(need(2));
  Object* state = take();
  Object* o = top();
  Lookup setstate = TRY(find_attribute(t_, o, pickle_state().setstate));
  if (setstate.found()) {
    TRY(call(t_, setstate.value, state));
    return Status::ok();
  }
  Object* slots = none();
  if (has_flag(state, kTypeTuple) && cast<Tuple>(state)->size == 2) {
    slots = cast<Tuple>(state)->items[1];
    state = cast<Tuple>(state)->items[0];
  }
  if (state != none()) TRY(build_attributes(o, state));
  if (slots != none()) TRY(build_slots(o, slots));
  return Status::ok();
}

// o.__dict__.update(state), without making that dict where nothing has asked for it.
Status PickleReader::build_attributes(Object* o, Object* state) {
  if (!is_dict(state)) return raise_error("state is not a dictionary");
  bool direct = o->cls->data->map_offset && !o->cls->data->overrides_get_attribute && instance_words(o)->map &&
                !instance_words(o)->map->is_dictionary;
  Object* attributes = direct ? nullptr : TRY(get_attribute(t_, o, names::dict));
  Object *key, *value;
  for (ssize position = 0; dict_next(cast<Dict>(state), &position, &key, &value);) {
    if (is_exact<Str>(key)) key = intern(cast<Str>(key));
    if (direct && !is_exact<Str>(key)) {
      direct = false;
      attributes = TRY(get_attribute(t_, o, names::dict));
    }
    TRY(direct ? instance_set(t_, o, cast<Str>(key), value) : set_item(t_, attributes, key, value));
  }
  return Status::ok();
}

Status PickleReader::build_slots(Object* o, Object* state) {
  if (!is_dict(state)) return raise_error("slot state is not a dictionary");
  Object *key, *value;
  for (ssize position = 0; dict_next(cast<Dict>(state), &position, &key, &value);) {
    if (!is_str(key)) return raise_type_error(t_, "attribute name must be string, not '%T'", key);
    TRY(set_attribute(t_, o, cast<Str>(key), value));
  }
  return Status::ok();
}

}  // namespace sidewinder
