// PyType_FromSpec and what looks into types that were made so.
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/type_ready.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

#include <structmember.h>

namespace sidewinder {

namespace {

// Where the function of a Py_tp_* number stands in a heap type: offsets by the numbers that Py_tp_repr and its kin are.
struct SlotPlace {
  short number;
  short offset;
};
#define TYPE_SLOT(name) {Py_##name, offsetof(PyTypeObject, name)},
#define TABLE_SLOT(table, name) \
  {Py_##name, short(offsetof(PyHeapTypeObject, table) + offsetof(decltype(PyHeapTypeObject::table), name))},
constexpr SlotPlace kSlotPlaces[] = {
#include "interpreter/cpyext/objects/type_slots.def"
};
#undef TYPE_SLOT
#undef TABLE_SLOT

void** place_of(HeapType* cls, int number) {
  for (const SlotPlace& place : kSlotPlaces)
    if (place.number == number) return reinterpret_cast<void**>(reinterpret_cast<char*>(cls) + place.offset);
  return nullptr;
}

class SpecReader {
 public:
  SpecReader(Thread& t, PyType_Spec* spec, Object* module) : t_(t), spec_(spec), module_(module) {}

  Type* read(Object* bases) {
    TRY(find_bases(bases));
    TRY(allocate());
    TRY(take_names());
    for (PyType_Slot* slot = spec_->slots; slot->slot; slot++) TRY(take_slot(*slot));
    TRY(take_offsets());
    TRY(ready_c_type(t_, cls_));
    TRY(put_module_name());
    return cls_;
  }

 private:
  Status find_bases(Object* given) {
    Object* from_slots = nullptr;
    for (PyType_Slot* slot = spec_->slots; slot->slot; slot++) {
      if (slot->slot == Py_tp_base) from_slots = static_cast<Object*>(slot->pfunc);
      if (slot->slot == Py_tp_bases) given = given ? given : static_cast<Object*>(slot->pfunc);
    }
    if (!given) given = from_slots ? from_slots : &object_type;
    bases_ = given->cls == &tuple_type ? cast<Tuple>(given) : TRY(new_tuple(&given, 1));
    for (ssize i = 0; i < bases_->size; i++)
      if (is_type((*bases_)[i])) TRY(ready_c_type(t_, cast<Type>((*bases_)[i])));
    base_ = TRY(best_base(t_, bases_));
    return Status::ok();
  }

  Status allocate() {
    Type* metatype = TRY(calculate_metaclass(t_, &type_type, bases_));
    cls_ = static_cast<HeapType*>(TRY(allocate_instance(t_, metatype)));
    cls_->flags = spec_->flags | kTypeHeap;
    cls_->base = base_;
    cls_->bases = bases_;
    cls_->basic_size = spec_->basicsize;
    cls_->item_size = spec_->itemsize;
    cls_->module = module_;
    cls_->dict = TRY(new_dict(t_));
    auto* c = reinterpret_cast<PyHeapTypeObject*>(cls_);
    c->ht_type.tp_as_async = &c->as_async;
    c->ht_type.tp_as_number = &c->as_number;
    c->ht_type.tp_as_sequence = &c->as_sequence;
    c->ht_type.tp_as_mapping = &c->as_mapping;
    c->ht_type.tp_as_buffer = &c->as_buffer;
    return Status::ok();
  }

  // tp_name is "module.Name": __name__ is what follows the last dot.
  Status take_names() {
    const char* dot = std::strrchr(spec_->name, '.');
    cls_->name_object = TRY(new_str(dot ? dot + 1 : spec_->name));
    cls_->qualname = cls_->name_object;
    size_t bytes = std::strlen(spec_->name) + 1;
    cls_->name_storage = TRY(allocate_raw_leaf<char>(bytes));
    std::memcpy(cls_->name_storage, spec_->name, bytes);
    cls_->name = cls_->name_storage;
    return Status::ok();
  }

  Status take_slot(const PyType_Slot& slot) {
    switch (slot.slot) {
      case Py_tp_base:
      case Py_tp_bases: return Status::ok();
      case Py_tp_doc: cls_->doc = copy_text(static_cast<const char*>(slot.pfunc)); return Status::ok();
      case Py_tp_members: return copy_members(static_cast<PyMemberDef*>(slot.pfunc));
      default: break;
    }
    void** place = place_of(cls_, slot.slot);
    if (!place) return raise(t_, exceptions::RuntimeError, "invalid slot offset");
    *place = slot.pfunc;
    return Status::ok();
  }

  // The caller's memory may be gone after the call.
  static char* copy_text(const char* text) { return text ? strdup(text) : nullptr; }
  Status copy_members(PyMemberDef* members) {
    size_t count = 1;
    for (PyMemberDef* m = members; m->name; m++) count++;
    auto* copy = static_cast<PyMemberDef*>(calloc(count, sizeof *members));
    if (!copy) return raise_memory_error(t_);
    std::memcpy(copy, members, count * sizeof *members);
    cls_->c_members = copy;
    return Status::ok();
  }

  // Members of these names say where the instances' dict, weak list and vectorcall function are.
  Status take_offsets() {
    for (auto* m = static_cast<PyMemberDef*>(cls_->c_members); m && m->name; m++) {
      if (!std::strcmp(m->name, "__dictoffset__")) cls_->c_dict_offset = m->offset;
      if (!std::strcmp(m->name, "__weaklistoffset__")) cls_->c_weaklist_offset = m->offset;
      if (!std::strcmp(m->name, "__vectorcalloffset__")) cls_->c_vectorcall_offset = m->offset;
    }
    return Status::ok();
  }

  Status put_module_name() {
    if (dict_get_str(cls_->dict, names::module)) return Status::ok();
    const char* dot = std::strrchr(spec_->name, '.');
    if (dot) {
      std::string_view module(spec_->name, size_t(dot - spec_->name));
      return dict_set_str(t_, cls_->dict, names::module, TRY(new_str(module)));
    }
    if (!module_ || !is_instance(module_, &module_type)) return Status::ok();
    return dict_set_str(t_, cls_->dict, names::module, TRY(get_attribute(t_, module_, names::name)));
  }

  Thread& t_;
  PyType_Spec* spec_;
  Object* module_;
  Tuple* bases_ = nullptr;
  Type* base_ = nullptr;
  HeapType* cls_ = nullptr;
};

}  // namespace

}  // namespace sidewinder

using namespace sidewinder;

extern "C" {

PyObject* PyType_FromModuleAndSpec(PyObject* module, PyType_Spec* spec, PyObject* bases) {
  return new_reference(SpecReader(current_thread(), spec, core(module)).read(core(bases)));
}
PyObject* PyType_FromSpecWithBases(PyType_Spec* spec, PyObject* bases) {
  return PyType_FromModuleAndSpec(nullptr, spec, bases);
}
PyObject* PyType_FromSpec(PyType_Spec* spec) { return PyType_FromModuleAndSpec(nullptr, spec, nullptr); }

void* PyType_GetSlot(PyTypeObject* type, int number) {
  switch (number) {
    case Py_tp_base: return type->tp_base;
    case Py_tp_bases: return type->tp_bases;
    case Py_tp_doc: return const_cast<char*>(type->tp_doc);
    case Py_tp_members: return type->tp_members;
    default: break;
  }
  void** place = place_of(static_cast<HeapType*>(core(type)), number);
  if (!place || number < 0) {
    PyErr_BadInternalCall();
    return nullptr;
  }
  auto offset = reinterpret_cast<char*>(place) - reinterpret_cast<char*>(type);
  if (offset < ssize(sizeof(PyTypeObject))) return *place;
    // A static type has its tables elsewhere.
#define IN_TABLE(table, pointer)                                                                       \
  if (offset >= ssize(offsetof(PyHeapTypeObject, table)) &&                                            \
      offset < ssize(offsetof(PyHeapTypeObject, table) + sizeof(PyHeapTypeObject::table)))             \
    return type->pointer ? *reinterpret_cast<void**>(reinterpret_cast<char*>(type->pointer) + offset - \
                                                     offsetof(PyHeapTypeObject, table))                \
                         : nullptr;
  IN_TABLE(as_async, tp_as_async)
  IN_TABLE(as_number, tp_as_number)
  IN_TABLE(as_mapping, tp_as_mapping)
  IN_TABLE(as_sequence, tp_as_sequence)
  IN_TABLE(as_buffer, tp_as_buffer)
#undef IN_TABLE
  return nullptr;
}

PyObject* PyType_GetModule(PyTypeObject* type) {
  Object* module = is_heap_type(core(type)) ? static_cast<HeapType*>(core(type))->module : nullptr;
  if (module) return borrowed(module);
  raise_type_error(current_thread(), "PyType_GetModule: Type '%s' has no associated module", type->tp_name);
  return nullptr;
}
void* PyType_GetModuleState(PyTypeObject* type) {
  PyObject* module = PyType_GetModule(type);
  return module ? PyModule_GetState(module) : nullptr;
}
PyObject* PyType_GetModuleByDef(PyTypeObject* type, PyModuleDef* definition) {
  const Tuple* mro = core(type)->mro;
  for (ssize i = 0; i < mro->size; i++) {
    auto* cls = static_cast<HeapType*>((*mro)[i]);
    if (!is_heap_type(cls) || !cls->module || !is_instance(cls->module, &module_type)) continue;
    if (cast<Module>(cls->module)->definition == definition) return borrowed(cls->module);
  }
  raise_type_error(current_thread(), "PyType_GetModuleByDef: No superclass of '%s' has the given module",
                   type->tp_name);
  return nullptr;
}

unsigned long PyType_GetFlags(PyTypeObject* type) { return type->tp_flags; }
PyObject* PyType_GetName(PyTypeObject* type) { return new_reference(type_name(core(type))); }
PyObject* PyType_GetQualName(PyTypeObject* type) { return new_reference(type_qualname(core(type))); }
const char* _PyType_Name(PyTypeObject* type) {
  const char* dot = strrchr(type->tp_name, '.');
  return dot ? dot + 1 : type->tp_name;
}
int PyType_IsSubtype(PyTypeObject* a, PyTypeObject* b) {
  if (core(a)->mro) return is_subtype(core(a), core(b));
  for (; a; a = a->tp_base)  // not ready yet
    if (a == b) return 1;
  return b == &PyBaseObject_Type;
}
void PyType_Modified(PyTypeObject* type) { type_modified(current_thread(), core(type)); }
PyObject* _PyType_Lookup(PyTypeObject* type, PyObject* name) {
  return borrowed(type_lookup(core(type), core_as<Str>(name)));
}
PyTypeObject* _PyType_CalculateMetaclass(PyTypeObject* metatype, PyObject* bases) {
  return borrowed(calculate_metaclass(current_thread(), core(metatype), core_as<Tuple>(bases)));
}
}
