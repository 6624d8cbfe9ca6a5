// Attributes that are found on a class, in a recording: class and static methods, __getattr__, super(), the methods of
// `with`, getattr. What the class has is a constant of the trace, which relies on the class's version, and on the
// instance's map where an attribute of its own would come first. False: nothing done, the general way must do it.
#pragma once

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/method_decorators.h"
#include "interpreter/objects/descriptor/property.h"
#include "interpreter/objects/descriptor/super.h"

namespace sidewinder {

inline bool is_python_function(const Object* o) { return o && o->cls == Function::type(); }

template <class M> void rely_on_map(M& m, typename M::Ref o, const Map* map) {
  m.is_same(m.load_ref(o, fields::instance_map), reinterpret_cast<const Object*>(map));
}

// An attribute that a function has of its own: the word of its dict, which need not be the same for all functions.
template <class M>
bool find_of_function(M& m, typename M::Ref o, Str* name, typename M::Ref* dict, typename M::Int* word) {
  if (!is_exact(m, o, Function::type()) || type_lookup(Function::type(), name)) return false;
  *dict = m.load_ref(o, fields::function_dict);
  if (m.is_null(*dict) || !is_exact(m, *dict, Dict::type())) return false;
  auto entry = m.call(helpers::entry_of_name_row, *dict, m.ref(reinterpret_cast<Object*>(name)));
  if (!m.test(m.int_ge(entry, m.int_(0)))) return false;
  static_assert(fields::kWordsOfEntry == 3);
  *word = m.int_add(m.int_add(entry, entry), entry);
  return true;
}
template <class M> bool load_of_function(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name) {
  typename M::Ref dict{};
  typename M::Int word{};
  if (!find_of_function(m, o, name, &dict, &word)) return false;
  f.set(result, m.item_ref(m.load_ptr(dict, fields::dict_table), word, fields::dict_values));
  return true;
}
template <class M> bool store_of_function(M& m, typename M::Ref o, Str* name, typename M::Ref value) {
  typename M::Ref dict{};
  typename M::Int word{};
  if (!find_of_function(m, o, name, &dict, &word)) return false;
  m.set_item_ref(m.load_ptr(dict, fields::dict_table), word, fields::dict_values, value);
  return true;
}

// A classmethod or a staticmethod, of a class or of an instance: the function, and what it gets as its first argument.
template <class M> bool load_decorated_method(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name) {
  auto* cls = const_cast<Type*>(static_cast<const Type*>(m.promote_class(o)));
  bool is_class = (cls->flags & kTypeType) && cls->data->slots.get_attribute == type_type.data->slots.get_attribute;
  if (is_class ? type_lookup(cls, name) != nullptr : !generic_lookup(cls)) return false;
  auto* owner = is_class ? reinterpret_cast<Type*>(m.promote(o)) : cls;
  Object* found = type_lookup(owner, name);
  if (!found || (found->cls != ClassMethod::type() && found->cls != StaticMethod::type())) return false;
  Object* function = static_cast<MethodDecorator*>(found)->function;
  if (!is_python_function(function)) return false;
  rely_on_version(m, owner);
  if (is_class) rely_on_version(m, cls);
  if (!is_class && has_own_attributes(cls)) {
    Map* map = plain_map(m.peek(o));
    if (!map || map_find(map, name) != kNoSlot) return false;
    rely_on_map(m, o, map);
  }
  bool takes_class = found->cls == ClassMethod::type();
  f.set(result + 1, m.ref(takes_class ? reinterpret_cast<Object*>(owner) : nullptr));
  f.set(result, m.ref(function));
  return true;
}

// Of an instance whose class has a __getattr__ in Python.
template <bool kIsMethod, class M>
bool load_with_hook(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name, Next* next) {
  auto* cls = const_cast<Type*>(static_cast<const Type*>(m.promote_class(o)));
  if (!(cls->flags & kTypeHeap)) return false;
  Object* hook = type_lookup(cls, names::getattr);
  Str* getattribute = special_names[int(Special::GetAttribute)];
  if (!is_python_function(hook) || type_lookup(cls, getattribute) != type_lookup(&object_type, getattribute))
    return false;
  Map* map = plain_map(m.peek(o));
  Object* found = type_lookup(cls, name);
  int slot = map ? map_find(map, name) : kNoSlot;
  bool is_method = kIsMethod && is_python_function(found) && slot == kNoSlot;
  if (!map || (found && !is_method) || (slot != kNoSlot && slot >= map->inline_capacity)) return false;
  rely_on_version(m, cls);
  rely_on_map(m, o, map);
  *next = Next::Go;
  if constexpr (kIsMethod) f.set(result + 1, is_method ? o : m.ref(nullptr));
  if (is_method) {
    rely_on_found<M>(found);
    f.set(result, m.ref(found));
  } else if (slot != kNoSlot) {
    f.set(result, m.load_ref(o, fields::instance_slot(slot)));
  } else {
    rely_on_found<M>(hook);
    typename M::Ref arguments[] = {o, m.ref(reinterpret_cast<Object*>(name))};
    *next = enter_special(m, f, result, reinterpret_cast<Function*>(hook), arguments, 2);
  }
  return true;
}

// An instance that has no such attribute, as long as its class and its map are what they are.
template <class M> bool lacks_attribute(M& m, typename M::Ref o, Str* name) {
  auto* cls = const_cast<Type*>(static_cast<const Type*>(m.promote_class(o)));
  if (!generic_lookup(cls) || type_lookup(cls, name) || type_lookup(cls, names::getattr)) return false;
  if (has_own_attributes(cls)) {
    Map* map = plain_map(m.peek(o));
    if (!map || map_find(map, name) != kNoSlot) return false;
    rely_on_map(m, o, map);
  }
  rely_on_version(m, cls);
  return true;
}

// getattr(o, name) of a name that is a constant.
template <class M>
bool native_getattr(M& m, Frame<M>& f, int result, typename M::Ref o, typename M::Ref name_ref, Next* next) {
  if constexpr (M::kRecords) {
    if (!name_ref.name.is_constant() || m.peek(name_ref)->cls != Str::type()) return false;
    static Cache row;  // until the instruction ends
    row = Cache{};
    row.name = intern(reinterpret_cast<Str*>(m.peek(name_ref)));
    if (changes_with_frame(m.peek(o), row.name)) return false;
    // A getter in Python is called from there, so that an AttributeError of its gets the attribute's name.
    if (!fill_attribute_cache(m.thread, row, m.peek(o)) || row.kind == CacheKind::Property) return false;
    return load_by_row(m, f, result, o, row, next);
  }
  return false;
}

// super(cls, owner).name() in a __new__ or a class method: the function, and what it gets as its first argument.
// `found` is in the MRO of the class `owner`, as long as that has its version.
template <class M> bool load_super_of_class(M& m, Frame<M>& f, int result, typename M::Ref owner, Object* found) {
  bool is_static = found->cls == StaticMethod::type() || found->cls == BuiltinFunction::type();
  bool is_decorated = found->cls == StaticMethod::type() || found->cls == ClassMethod::type();
  if (!is_static && !is_decorated) return false;
  Object* function = is_decorated ? static_cast<MethodDecorator*>(found)->function : found;
  if (!is_python_function(function) && function->cls != BuiltinFunction::type()) return false;
  rely_on_found<M>(function);
  f.set(result + 1, is_static ? m.ref(nullptr) : owner);
  f.set(result, m.ref(function));
  return true;
}

// In a trace, what super(cls, self) finds for an instance is a constant as long as the instance's class has its
// version. False: the general way (a class as self, a proxy, nothing found, a value that is bound in other ways).
template <bool kIsMethod, class M>
bool super_by_class(M& m, Frame<M>& f, int result, typename M::Ref cls_ref, typename M::Ref self, Str* name,
                    Next* next) {
  if (m.is_null(cls_ref) || m.is_null(self)) return false;
  auto* start = m.promote(cls_ref);
  auto* actual = const_cast<Type*>(static_cast<const Type*>(m.promote_class(self)));
  if constexpr (kIsMethod)
    if (is_type(start) && (actual->flags & kTypeType) && !str_equal(name, names::class_)) {
      auto* owner = reinterpret_cast<Type*>(m.promote(self));
      if (is_subtype(actual, reinterpret_cast<Type*>(start)) || !is_subtype(owner, reinterpret_cast<Type*>(start)))
        return false;
      rely_on_version(m, owner);
      Object* found = super_find(reinterpret_cast<Type*>(start), owner, name);
      *next = Next::Go;
      return found && load_super_of_class(m, f, result, self, found);
    }
  bool is_class = is_type(start) && !(actual->flags & kTypeType) && !str_equal(name, names::class_);
  if (!is_class || !is_subtype(actual, reinterpret_cast<Type*>(start))) return false;
  rely_on_version(m, actual);
  Object* found = super_find(reinterpret_cast<Type*>(start), actual, name);
  if (!found) return false;
  *next = Next::Go;
  if constexpr (kIsMethod) {
    if (found->cls != Function::type() && found->cls != MethodDescriptor::type()) return false;
    rely_on_found<M>(found);
    f.set(result + 1, self);
    f.set(result, m.ref(found));
  } else {
    Object* getter = found->cls == Property::type() ? static_cast<Property*>(found)->getter : nullptr;
    if (!is_python_function(getter)) return false;
    rely_on_found<M>(getter);
    *next = enter_special(m, f, result, reinterpret_cast<Function*>(getter), &self, 1);
  }
  return true;
}

// __enter__ and the like, written in Python.
template <class M> bool load_special_method(M& m, Frame<M>& f, int result, typename M::Ref o, int which) {
  Function* method = python_method(m, static_cast<const Type*>(m.promote_class(o)), special_of_with(which));
  if (!method) return false;
  f.set(result + 1, o);
  f.set(result, m.ref(reinterpret_cast<Object*>(method)));
  return true;
}

}  // namespace sidewinder
