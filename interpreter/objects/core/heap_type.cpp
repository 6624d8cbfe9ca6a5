// The work of the class statement: a new class from a name, bases and a namespace (language reference 3.3.3).
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/frame.h"

#include <algorithm>
#include <new>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/instance_born.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/method_decorators.h"
#include "interpreter/objects/descriptor/super.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Str* mangled(Type* cls, Str* name) {
  ssize n = name->length;
  bool is_private = n > 2 && name->at(0) == '_' && name->at(1) == '_' &&
                    !(name->at(n - 1) == '_' && name->at(n - 2) == '_');
  if (!is_private) return intern(name);
  std::string owner = str_to_utf8(type_name(cls));
  owner.erase(0, owner.find_first_not_of('_'));
  return owner.empty() ? intern(name) : intern("_" + owner + str_to_utf8(name));
}

// __name__ of the module whose code is running, for a namespace that says no __module__.
Object* running_module_name(Thread& t) {
  FrameHeader* frame = function_frame(t.frame);
  return frame ? dict_get_str(frame->function->globals, names::name) : nullptr;
}

// How many attributes __init__ gives to its first argument: instances get that many inline slots from the start.
uint32_t count_assigned_attributes(Object* init) {
  if (!init || !is_exact<Function>(init)) return 0;
  const Code* code = cast<Function>(init)->code;
  Str* seen[kMostInlineSlots];
  uint32_t count = 0;
  for (uint32_t i = 0; i < code->instruction_count && count < kMostInlineSlots; i++) {
    const Instr& in = code->instructions[i];
    bool stores = in.op == uint16_t(Opcode::store_attr_r) || in.op == uint16_t(Opcode::store_attr_c);
    if (!stores || in.a != 0) continue;
    Str* name = code->caches[in.c].name;
    if (std::find(seen, seen + count, name) == seen + count) seen[count++] = name;
  }
  return count;
}

// A class is to `match` what the first of its ancestors is that is a sequence or a mapping.
constexpr unsigned long kCollectionFlags = kTypeSequence | kTypeMapping;

// UnicodeEncodeError: C could not be told this text.
Status check_encodable(Thread& t, Str* text) {
  if (!text->is_ascii()) TRY(encode_native(t, text, Codec::Utf8, nullptr));
  return Status::ok();
}

class ClassBuilder {
 public:
  ClassBuilder(Thread& t, Type* metatype, Tuple* bases) : t_(t), metatype_(metatype), bases_(bases) {}

  Type* build(Str* name, Dict* namespace_, Args keywords) {
    TRY(choose_bases());
    dict_ = TRY(dict_copy(t_, namespace_));
    dict_->flags |= kDictNamespace;
    TRY(allocate(name));
    TRY(read_slots());
    TRY(lay_out());
    TRY(complete_namespace());
    if (is_made_by_c_) TRY(class_hooks.take_slots(t_, cls_));
    TRY(add_slot_members());
    TRY(set_class_cell());
    TRY(link());
    TRY(call_set_name());
    TRY(call_init_subclass(keywords));
    return cls_;
  }

 private:
  Status choose_bases() {
    if (bases_->size == 0) {
      Object* object = &object_type;
      bases_ = TRY(new_tuple(&object, 1));
    }
    base_ = TRY(best_base(t_, bases_));
    return Status::ok();
  }

  Status allocate(Str* name) {
    is_made_by_c_ = class_hooks.makes_memory && class_hooks.makes_memory(metatype_);
    if (is_made_by_c_) cls_ = TRY(class_hooks.allocate(t_, metatype_));
    else cls_ = static_cast<HeapType*>(TRY(allocate_instance(t_, metatype_)));
    void* memory = TRY(allocate_raw<char>(sizeof(TypeData)));
    cls_->data = new (memory) TypeData{};
    cls_->data->is_heap = true;
    cls_->flags = kTypeDefault | kTypeHeap | kTypeBase | kTypeHaveGC | kTypeReady |
                  (base_->flags & ((kInheritedFlags & ~kCollectionFlags) | kNewInPython));
    cls_->base = base_;
    cls_->bases = bases_;
    cls_->dict = dict_;
    return type_set_name(t_, cls_, name);
  }

  // --- __slots__ ---

  Status read_slots() {
    bool may_add_attributes = !has_own_attributes(base_);
    bool may_add_weakref = !base_->data->allows_weak_references && !base_->item_size;
    Object* declared = dict_get_str(dict_, names::slots);
    if (!declared) {
      adds_attributes_ = may_add_attributes;
      adds_weakref_ = may_add_weakref;
      return Status::ok();
    }
    Tuple* all = TRY(is_str(declared) ? new_tuple(&declared, 1) : tuple_from_iterable(t_, declared));
    slots_ = TRY(new_list(t_));
    for (ssize i = 0; i < all->size; i++) TRY(read_slot((*all)[i], may_add_attributes, may_add_weakref));
    take_from_other_bases(may_add_attributes, may_add_weakref);
    if (slots_->size && base_->item_size)
      return raise_type_error(t_, "nonempty __slots__ not supported for subtype of '%s'", base_->name);
    TRY(list_sort(t_, slots_, nullptr, false));
    cls_->slot_names = TRY(tuple_from_iterable(t_, slots_));
    cls_->data->slots_names = cls_->slot_names;
    return Status::ok();
  }

  // What a base other than the one that is extended gives to its instances, these have too.
  void take_from_other_bases(bool may_add_attributes, bool may_add_weakref) {
    for (ssize i = 0; i < bases_->size; i++) {
      auto* base = cast<Type>((*bases_)[i]);
      if (may_add_attributes && has_own_attributes(base)) adds_attributes_ = true;
      if (may_add_weakref && base->data->allows_weak_references) adds_weakref_ = true;
    }
  }

  // One name of __slots__. __dict__ and __weakref__ once, and only if the base has none.
  Status read_slot(Object* o, bool may_add_attributes, bool may_add_weakref) {
    if (!is_str(o)) return raise_type_error(t_, "__slots__ items must be strings, not '%T'", o);
    Str* name = cast<Str>(o);
    Object* is_identifier = TRY(call_method(t_, name, "isidentifier"));
    if (!TRY(truth(t_, is_identifier))) return raise_type_error(t_, "__slots__ must be identifiers");
    if (str_equal(name, names::dict)) {
      if (!may_add_attributes || adds_attributes_)
        return raise_type_error(t_, "__dict__ slot disallowed: we already got one");
      adds_attributes_ = true;
      return Status::ok();
    }
    if (str_equal(name, names::weakref)) {
      if (!may_add_weakref || adds_weakref_)
        return raise_type_error(t_, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
      adds_weakref_ = true;
      return Status::ok();
    }
    return add_slot(mangled(cls_, name), name);
  }

  Status add_slot(Str* name, Str* as_written) {
    if (dict_get_str(dict_, name) && name != names::qualname && name != names::classcell)
      return raise_value_error(t_, "%R in __slots__ conflicts with class variable", as_written);
    return list_append(t_, slots_, name);
  }

  // --- layout: the fields of the base, one word for each slot, then the words for attributes ---

  Status lay_out() {
    ssize size = base_->basic_size;
    if (slots_) size += slots_->size * ssize(sizeof(Object*));
    cls_->item_size = base_->item_size;
    cls_->c_dict_offset = base_->c_dict_offset;
    if (cls_->c_dict_offset < 0 && slots_) cls_->c_dict_offset -= slots_->size * ssize(sizeof(Object*));
    cls_->data->map_offset = base_->data->map_offset;
    if (adds_attributes_) {
      if (base_->item_size || (base_->flags & kTypeUnicode)) {
        cls_->c_dict_offset = -ssize(sizeof(Object*));
        size += ssize(sizeof(Object*));
      } else {
        cls_->data->map_offset = int32_t(size);
        size += ssize(sizeof(InstanceWords));
      }
    }
    cls_->basic_size = size;
    cls_->data->allows_weak_references = base_->data->allows_weak_references || adds_weakref_;
    uint32_t expected = count_assigned_attributes(dict_get_str(dict_, names::init));
    cls_->data->inline_slots = std::max<uint16_t>(base_->data->inline_slots, uint16_t(expected));
    if (cls_->data->map_offset) TRY(make_root_map(t_, cls_));
    return Status::ok();
  }

  // --- namespace ---

  template <class Wrap> Status wrap_function(Str* name, Wrap&& wrap) {
    Object* value = dict_get_str(dict_, name);
    if (!value || !is_exact<Function>(value)) return Status::ok();
    return dict_set_str(t_, dict_, name, TRY(wrap(t_, value)));
  }

  Status take_qualname() {
    Object* qualname = dict_get_str(dict_, names::qualname);
    cls_->qualname = cls_->name_object;
    if (!qualname) return Status::ok();
    if (!is_str(qualname)) return raise_type_error(t_, "type __qualname__ must be a str, not %T", qualname);
    cls_->qualname = cast<Str>(qualname);
    TRY(dict_delete(t_, dict_, names::qualname));
    return Status::ok();
  }

  Status complete_namespace() {
    if (!dict_get_str(dict_, names::module))
      if (Object* module = running_module_name(t_)) TRY(dict_set_str(t_, dict_, names::module, module));
    TRY(take_qualname());
    Object* doc = dict_get_str(dict_, names::doc);
    if (doc && is_str(doc)) TRY(check_encodable(t_, cast<Str>(doc)));
    if (!doc) TRY(dict_set_str(t_, dict_, names::doc, none()));
    TRY(wrap_function(names::new_, new_static_method));
    TRY(wrap_function(names::init_subclass, new_class_method));
    TRY(wrap_function(names::class_getitem, new_class_method));
    if (dict_get_str(dict_, special_names[int(Special::Eq)]) && !dict_get_str(dict_, names::hash))
      TRY(dict_set_str(t_, dict_, names::hash, none()));
    if (adds_attributes_ && !dict_get_str(dict_, names::dict))
      TRY(dict_set_str(t_, dict_, names::dict, TRY(new_getset_descriptor(t_, cls_, &instance_dict_getset))));
    if (adds_weakref_ && !dict_get_str(dict_, names::weakref))
      TRY(dict_set_str(t_, dict_, names::weakref, TRY(new_getset_descriptor(t_, cls_, &instance_weakref_getset))));
    class_cell_ = dict_get_str(dict_, names::classcell);
    if (class_cell_) TRY(dict_delete(t_, dict_, names::classcell));
    return Status::ok();
  }

  // --- the class takes its place among the others ---

  Status link() {
    Tuple* set;
    TRY(update_mro(t_, cls_, &set));
    for (ssize i = 1; i < cls_->mro->size && !(cls_->flags & kCollectionFlags); i++)
      cls_->flags |= cast<Type>((*cls_->mro)[i])->flags & kCollectionFlags;
    type_modified(t_, cls_);
    for (ssize i = 0; i < bases_->size; i++) TRY(add_subclass(t_, cast<Type>((*bases_)[i]), cls_));
    return Status::ok();
  }

  // Names of __slots__ may be __qualname__ and __classcell__: after the namespace's own values have been taken.
  Status add_slot_members() {
    for (ssize i = 0; slots_ && i < slots_->size; i++) {
      Str* name = intern(cast<Str>(TRY(list_get(t_, slots_, i))));
      ssize offset = base_->basic_size + i * ssize(sizeof(Object*));
      TRY(dict_set_str(t_, dict_, name, TRY(new_slot_member(t_, cls_, name, offset))));
    }
    return Status::ok();
  }

  Status set_class_cell() {
    if (!class_cell_) return Status::ok();
    if (!is_exact<Cell>(class_cell_))
      return raise_type_error(t_, "type.__new__() argument 3: __classcell__ must be a nonlocal cell, not %R",
                              class_cell_->cls);
    cast<Cell>(class_cell_)->value = cls_;
    return Status::ok();
  }

  Raised raise_set_name_failed(Object* value, Object* name) {
    BaseException* cause = take_pending(t_);
    raise(t_, exceptions::RuntimeError, "Error calling __set_name__ on '%T' instance %R in '%s'", value, name,
          cls_->name);
    auto* error = cast<BaseException>(t_.pending);
    error->cause = cause;
    error->context = cause;
    error->suppress_context = true;
    return {};
  }

  Status call_set_name() {
    Dict* names = TRY(dict_copy(t_, dict_));  // __set_name__ may change the class
    ssize position = 0;
    Object *key, *value;
    while (dict_next(names, &position, &key, &value)) {
      Lookup method = TRY(lookup_on_class(t_, value, names::set_name));
      if (method.found() && !call(t_, method.value, cls_, key)) return raise_set_name_failed(value, key);
    }
    return Status::ok();
  }

  Status call_init_subclass(Args keywords) {
    // super(cls, cls) of a class that its metaclass's mro() left out
    if (Tuple* mro = cls_->mro; std::find(mro->items, mro->items + mro->size, cls_) == mro->items + mro->size)
      return raise_type_error(t_, "super(type, obj): obj must be an instance or subtype of type");
    Lookup method = TRY(super_lookup(t_, cls_, cls_, names::init_subclass));
    if (!method.found()) return Status::ok();
    TRY(call(t_, method.value, Args{keywords.values + keywords.count, 0, keywords.names}));
    return Status::ok();
  }

  Thread& t_;
  Type* metatype_;
  Tuple* bases_;
  Type* base_ = nullptr;
  HeapType* cls_ = nullptr;
  Dict* dict_ = nullptr;
  List* slots_ = nullptr;  // mangled names; null without __slots__
  Object* class_cell_ = nullptr;
  bool adds_attributes_ = false, adds_weakref_ = false, is_made_by_c_ = false;
};

}  // namespace

ClassHooks class_hooks;

Status type_set_name(Thread& t, HeapType* cls, Object* name) {
  if (!is_str(name)) return raise_type_error(t, "can only assign string to %s.__name__, not '%T'", cls->name, name);
  std::string text = str_to_utf8(cast<Str>(name));
  if (text.find('\0') != std::string::npos) return raise_value_error(t, "type name must not contain null characters");
  TRY(check_encodable(t, cast<Str>(name)));
  char* storage = TRY(allocate_raw_leaf<char>(text.size() + 1));
  std::memcpy(storage, text.c_str(), text.size() + 1);
  cls->name_storage = storage;
  cls->name = storage;
  put_counted(cls, cls->name_object, cast<Str>(name));
  return Status::ok();
}

Type* new_heap_type(Thread& t, Type* metatype, Str* name, Tuple* bases, Dict* namespace_, Args keywords) {
  return ClassBuilder(t, metatype, bases).build(name, namespace_, keywords);
}

}  // namespace sidewinder
