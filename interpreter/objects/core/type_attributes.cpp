// Attributes of classes: `C.name` (language reference 3.3.2.2), and the ones that every class has: __name__, __mro__,
// __dict__ ...
#include "interpreter/objects/core/type_attributes.h"

#include <cstring>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/mapping_proxy.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance_born.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Lookup type_get_attribute(Thread& t, Object* o, Str* name) {
  Type* cls = cast<Type>(o);
  Object* of_metatype = type_lookup(cls->cls, name);
  if (of_metatype && slots_of(of_metatype).descriptor_set && slots_of(of_metatype).descriptor_get)
    return slots_of(of_metatype).descriptor_get(t, of_metatype, cls, cls->cls);
  if (Object* own = type_lookup(cls, name)) return bind_found(t, own, nullptr, cls);
  if (of_metatype) return bind_found(t, of_metatype, cls, cls->cls);
  return Lookup::missing();
}

Status type_set_attribute(Thread& t, Object* o, Str* name, Object* value) {
  Type* cls = cast<Type>(o);
  if (cls->flags & kTypeImmutable)
    return raise_type_error(t, "cannot set %R attribute of immutable type '%s'", name, cls->name);
  Object* of_metatype = type_lookup(cls->cls, name);
  if (of_metatype && slots_of(of_metatype).descriptor_set)
    return slots_of(of_metatype).descriptor_set(t, of_metatype, cls, value);
  return type_set_own(t, cls, name, value);
}

// --- names ---

namespace {

const char* after_last_dot(const char* name) {
  const char* dot = std::strrchr(name, '.');
  return dot ? dot + 1 : name;
}

Status check_mutable(Thread& t, Type& cls, Object* value, const char* name) {
  if (!is_heap_type(&cls))
    return raise_type_error(t, "cannot set '%s' attribute of immutable type '%s'", name, cls.name);
  if (!value) return raise_type_error(t, "cannot delete '%s' attribute of immutable type '%s'", name, cls.name);
  return audit(t, "object.__setattr__", &cls, name, value);
}

}  // namespace

Str* type_name(const Type* cls) {
  return is_heap_type(cls) ? cast<HeapType>(cls)->name_object : intern(after_last_dot(cls->name));
}
// tp_name, with the module only where C has given it so.
Str* type_name_in_messages(const Type* cls) {
  bool is_of_python = is_heap_type(cls) && !cast<HeapType>(cls)->name_storage;
  return is_of_python ? type_name(cls) : intern(cls->name);
}
Str* type_qualname(const Type* cls) { return is_heap_type(cls) ? cast<HeapType>(cls)->qualname : type_name(cls); }

Object* type_module(Thread& t, Type* cls) {
  if (is_heap_type(cls)) {
    Object* module = dict_get_str(cls->dict, names::module);
    return module ? module : raise_attribute_error(t, cls, names::module);
  }
  const char* dot = std::strrchr(cls->name, '.');
  return intern(dot ? std::string_view(cls->name, size_t(dot - cls->name)) : std::string_view("builtins"));
}

// --- getters and setters ---

Status type_set_name(Thread& t, Type& cls, Object* value) {
  TRY(check_mutable(t, cls, value, "__name__"));
  TRY(type_set_name(t, cast<HeapType>(&cls), value));
  new_type_version(&cls);  // traces know what errors will say
  return Status::ok();
}

Status type_set_qualname(Thread& t, Type& cls, Object* value) {
  TRY(check_mutable(t, cls, value, "__qualname__"));
  if (!is_str(value))
    return raise_type_error(t, "can only assign string to %s.__qualname__, not '%T'", cls.name, value);
  put_counted(&cls, static_cast<HeapType&>(cls).qualname, cast<Str>(value));
  return Status::ok();
}

Status type_set_module(Thread& t, Type& cls, Object* value) {
  TRY(check_mutable(t, cls, value, "__module__"));
  return type_set_own(t, &cls, names::module, value);
}

Tuple* type_bases(const Type& cls) { return cls.bases; }

namespace {

// By the chain of bases, which is true even while the orders are being computed.
bool extends(const Type* cls, const Type* base) {
  while (cls && cls != base) cls = cls->base;
  return cls != nullptr;
}

// The base whose layout counts, if cls can have these bases.
Type* check_bases(Thread& t, const Type& cls, Object* value) {
  if (!has_flag(value, kTypeTuple))
    return raise_type_error(t, "can only assign tuple to %s.__bases__, not %T", cls.name, value);
  auto* bases = cast<Tuple>(value);
  if (bases->size == 0) return raise_type_error(t, "can only assign non-empty tuple to %s.__bases__, not ()", cls.name);
  for (ssize i = 0; i < bases->size; i++)
    if (!is_type((*bases)[i]))
      return raise_type_error(t, "%s.__bases__ must be tuple of classes, not '%T'", cls.name, (*bases)[i]);
  for (ssize i = 0; i < bases->size; i++)
    if (is_subtype(cast<Type>((*bases)[i]), &cls) || (cls.mro && extends(cast<Type>((*bases)[i]), &cls)))
      return raise_type_error(t, "a __bases__ item causes an inheritance cycle");
  Type* base = TRY(best_base(t, bases));
  if (same_layout(cls.base, base)) return base;
  // CPython compares the functions that free instances first, which all Python classes share.
  const char* what = is_heap_type(base) == is_heap_type(cls.base) ? "object layout" : "deallocator";
  return raise_type_error(t, "__bases__ assignment: '%s' %s differs from '%s'", base->name, what, cls.base->name);
}

}  // namespace

namespace {

// The orders of a class and of all below it, computed again; put back if one of them fails.
class MroUpdate {
 public:
  explicit MroUpdate(Thread& t) : t_(t) {}

  Status update(Type* cls) {
    if (!native_stack_left(t_)) return Raised{};
    Tuple* old = cls->mro;
    Tuple* fresh;
    TRY(update_mro(t_, cls, &fresh));
    if (!fresh) return Status::ok();
    changes_ = TRY(changes_ ? changes_ : new_list(t_));
    Object* change[] = {cls, fresh, old ? static_cast<Object*>(old) : none()};
    TRY(list_append(t_, changes_, TRY(new_tuple(change, 3))));
    Object* subclasses = TRY(type_subclasses(t_, cls));
    return for_each(t_, subclasses, [&](Object* subclass) { return update(cast<Type>(subclass)); });
  }

  void undo() {
    for (ssize i = 0; changes_ && i < changes_->size; i++) {
      auto* change = cast<Tuple>(changes_->items[i]);
      auto* cls = cast<Type>((*change)[0]);
      if (cls->mro == (*change)[1]) cls->mro = (*change)[2] == none() ? nullptr : cast<Tuple>((*change)[2]);
    }
  }

 private:
  Thread& t_;
  List* changes_ = nullptr;  // (class, new order, old order or None)
};

}  // namespace

// A new list of bases: all that is derived from the old ones is computed again. A metaclass's mro() may assign
// __bases__ in the middle: then that assignment is the one that stands.
Status type_set_bases(Thread& t, Type& cls, Object* value) {
  TRY(check_mutable(t, cls, value, "__bases__"));
  Type* base = TRY(check_bases(t, cls, value));
  auto* bases = cast<Tuple>(value);
  Tuple* old_bases = cls.bases;
  Type* old_base = cls.base;
  cls.bases = bases;
  cls.base = base;
  MroUpdate orders(t);
  if (orders.update(&cls).failed()) {
    orders.undo();
    if (cls.bases == bases) {
      cls.bases = old_bases;
      cls.base = old_base;
    }
    type_modified(t, &cls);
    return Raised{};
  }
  if (cls.bases != bases) return Status::ok();
  for (ssize i = 0; i < old_bases->size; i++) remove_subclass(cast<Type>((*old_bases)[i]), &cls);
  for (ssize i = 0; i < bases->size; i++) TRY(add_subclass(t, cast<Type>((*bases)[i]), &cls));
  type_modified(t, &cls);
  return Status::ok();
}

Object* type_dict_view(Thread& t, Type& cls) { return new_mapping_proxy(t, cls.dict); }

// Of a static type. C may write it later (numpy.add_docstring).
static const char* doc_in_memory(const Type& cls) { return cls.doc ? cls.doc : cls.data->spec.doc; }

Object* type_doc(Thread& t, Type& cls) {
  if (!is_heap_type(&cls)) return doc_without_signature(cls.name, doc_in_memory(cls));
  Object* doc = type_lookup(&cls, names::doc);
  return doc ? bind_found(t, doc, nullptr, &cls) : none();
}
Status type_set_doc(Thread& t, Type& cls, Object* value) {
  TRY(check_mutable(t, cls, value, "__doc__"));
  return type_set_own(t, &cls, names::doc, value);
}
Object* type_text_signature(const Type& cls) {
  if (!is_heap_type(&cls)) return text_signature(cls.name, doc_in_memory(cls));
  if (cls.doc) return text_signature(cls.name, cls.doc);  // of C, whose __doc__ has no signature
  Object* doc = dict_get_str(cls.dict, names::doc);
  return doc && is_str(doc) ? text_signature(cls.name, str_to_utf8(cast<Str>(doc)).c_str()) : none();
}

Object* type_annotations(Thread& t, Type& cls) {
  if (!is_heap_type(&cls)) return raise_attribute_error(t, &cls, names::annotations);
  if (Object* annotations = dict_get_str(cls.dict, names::annotations))
    return bind_found(t, annotations, nullptr, &cls);
  Dict* fresh = TRY(new_dict(t));
  TRY(type_set_own(t, &cls, names::annotations, fresh));
  return fresh;
}
Status type_set_annotations(Thread& t, Type& cls, Object* value) {
  if (!is_heap_type(&cls))
    return raise_type_error(t, "cannot set '__annotations__' attribute of immutable type '%s'", cls.name);
  return type_set_own(t, &cls, names::annotations, value);
}

Object* type_abstract_methods(Thread& t, Type& cls) {
  Object* value = &cls == &type_type ? nullptr : dict_get_str(cls.dict, names::abstract_methods);
  return value ? value : raise(t, exceptions::AttributeError, "%U", names::abstract_methods);
}
Status type_set_abstract_methods(Thread& t, Type& cls, Object* value) {
  bool is_abstract = value && TRY(truth(t, value));
  TRY(type_set_own(t, &cls, names::abstract_methods, value));
  cls.flags = is_abstract ? cls.flags | kTypeIsAbstract : cls.flags & ~kTypeIsAbstract;
  return Status::ok();
}

}  // namespace sidewinder
