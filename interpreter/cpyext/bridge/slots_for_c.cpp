// C's slots of the core's types: what an extension calls as Py_TYPE(o)->tp_repr(o). A type's slots are functions of
// that very type, as in CPython: a subclass that calls the slot of its base does not come back to itself.
#include "interpreter/cpyext/bridge/arguments.h"
#include "interpreter/cpyext/bridge/bound_function.h"
#include "interpreter/cpyext/bridge/methods.h"
#include "interpreter/cpyext/bridge/operator_slots.h"
#include "interpreter/cpyext/bridge/slots.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/cpyext/objects/object_memory.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- one adapter a kind: C's signature, and the core's function behind it --------------------------

PyObject* unary_for_c(PyObject* self, UnaryFn f) { return new_reference(f(current_thread(), core(self))); }

Py_hash_t hash_for_c(PyObject* self, HashFn f) {
  Result<ssize> hash = f(current_thread(), core(self));
  return hash.failed() ? -1 : hash.value;
}

Py_ssize_t length_for_c(PyObject* self, LengthFn f) {
  Result<ssize> length = f(current_thread(), core(self));
  return length.failed() ? -1 : length.value;
}

int truth_for_c(PyObject* self, TruthFn f) { return int(f(current_thread(), core(self))); }

int contains_for_c(PyObject* self, PyObject* item, ContainsFn f) {
  return int(f(current_thread(), core(self), core(item)));
}

PyObject* call_for_c(PyObject* self, PyObject* args, PyObject* keywords, CallFn f) {
  Thread& t = current_thread();
  TupleArguments arguments(t, args, keywords);
  return arguments.failed() ? nullptr : new_reference(f(t, core(self), arguments.args()));
}

PyObject* new_for_c(PyTypeObject* cls, PyObject* args, PyObject* keywords, NewFn f) {
  Thread& t = current_thread();
  TupleArguments arguments(t, args, keywords);
  return arguments.failed() ? nullptr : new_reference(f(t, core(cls), arguments.args()));
}

int init_for_c(PyObject* self, PyObject* args, PyObject* keywords, InitFn f) {
  Thread& t = current_thread();
  TupleArguments arguments(t, args, keywords);
  return arguments.failed() || f(t, core(self), arguments.args()).failed() ? -1 : 0;
}

PyObject* get_attribute_for_c(PyObject* self, PyObject* name, GetAttrFn f) {
  Thread& t = current_thread();
  Lookup found = f(t, core(self), core_as<Str>(name));
  if (found.is_missing()) {
    raise_attribute_error(t, core(self), core_as<Str>(name));
    return nullptr;
  }
  return new_reference(found.value);
}

int set_attribute_for_c(PyObject* self, PyObject* name, PyObject* value, SetAttrFn f) {
  return f(current_thread(), core(self), core_as<Str>(name), core(value)).failed() ? -1 : 0;
}

PyObject* compare_for_c(PyObject* a, PyObject* b, int op, CompareFn f) {
  return new_reference(f(current_thread(), core(a), core(b), CompareOp(op)));
}

PyObject* next_for_c(PyObject* self, NextFn f) { return new_reference(f(current_thread(), core(self)).value); }

PyObject* descriptor_get_for_c(PyObject* self, PyObject* instance, PyObject* owner, DescriptorGetFn f) {
  Object* o = core(instance) == none() ? nullptr : core(instance);
  Type* cls = owner ? core_as<Type>(owner) : o ? o->cls : nullptr;
  return new_reference(f(current_thread(), core(self), o, cls));
}

int descriptor_set_for_c(PyObject* self, PyObject* instance, PyObject* value, DescriptorSetFn f) {
  return f(current_thread(), core(self), core(instance), core(value)).failed() ? -1 : 0;
}

PyObject* binary_for_c(PyObject* a, PyObject* b, BinaryFn f) {
  return new_reference(f(current_thread(), core(a), core(b)));
}

PyObject* power_for_c(PyObject* a, PyObject* b, PyObject* modulus, BinaryFn f) {
  Thread& t = current_thread();
  if (modulus && core(modulus) != none()) return new_reference(power(t, core(a), core(b), core(modulus)));
  return new_reference(f(t, core(a), core(b)));
}

PyObject* repeat_for_c(PyObject* self, Py_ssize_t times, RepeatFn f) {
  return new_reference(f(current_thread(), core(self), times));
}

PyObject* item_for_c(PyObject* self, Py_ssize_t index, BinaryFn f) {
  Thread& t = current_thread();
  if (index < 0) {  // a negative index has been made positive before
    raise_index_error(t, "%s index out of range", core(self)->cls->name);
    return nullptr;
  }
  Object* key = int_from_int64(index);
  return key ? new_reference(f(t, core(self), key)) : nullptr;
}

int set_item_for_c(PyObject* self, PyObject* key, PyObject* value, SetItemFn f) {
  return f(current_thread(), core(self), core(key), core(value)).failed() ? -1 : 0;
}

int set_item_at_for_c(PyObject* self, Py_ssize_t index, PyObject* value, SetItemFn f) {
  Object* key = int_from_int64(index);
  return !key || f(current_thread(), core(self), key, core(value)).failed() ? -1 : 0;
}

// The function for C: what C itself had given (through `counterpart`, if that matters), or a bound function. Null stays
// null.
template <class CFn, class Adapter, class CoreFn>
void fill(CFn& slot, CoreFn* f, Adapter* adapter, int argument, void* counterpart = nullptr) {
  void* function = nullptr;
  if (f) {
    const BoundFunction* known = find_bound_function(reinterpret_cast<void*>(f));
    bool returns = known && (!counterpart || known->adapter == counterpart);
    function = returns ? known->bound : bind_function(adapter, f, argument);
  }
  slot = reinterpret_cast<CFn>(function);
}

// --- the tables ------------------------------------------------------------------------------------

struct Tables {
  PyAsyncMethods async;
  PyNumberMethods number;
  PyMappingMethods mapping;
  PySequenceMethods sequence;
};

template <class Table> Table* table_of(void*& word, Table* inside) {
  if (!word) word = inside;
  return static_cast<Table*>(word);
}

// The tables stand inside classes of Python (PyHeapTypeObject); built-in types get theirs here.
void give_tables(Type* cls) {
  if (is_heap_type(cls)) {
    auto* heap = reinterpret_cast<PyHeapTypeObject*>(cls);
    table_of(cls->c_as_async, &heap->as_async);
    table_of(cls->c_as_number, &heap->as_number);
    table_of(cls->c_as_mapping, &heap->as_mapping);
    table_of(cls->c_as_sequence, &heap->as_sequence);
    return;
  }
  if (cls->c_as_number && cls->c_as_mapping && cls->c_as_sequence) return;
  auto* tables = static_cast<Tables*>(calloc(1, sizeof(Tables)));
  PY_CHECK(tables);
  table_of(cls->c_as_number, &tables->number);
  table_of(cls->c_as_mapping, &tables->mapping);
  table_of(cls->c_as_sequence, &tables->sequence);
}

void fill_number(const Slots& s, PyNumberMethods* n) {
  fill(n->nb_bool, s.truth, truth_for_c, 1);
  fill(n->nb_index, s.index, unary_for_c, 1);
  fill(n->nb_int, s.to_int, unary_for_c, 1);
  fill(n->nb_float, s.to_float, unary_for_c, 1);
  fill(n->nb_negative, s.negative, unary_for_c, 1);
  fill(n->nb_positive, s.positive, unary_for_c, 1);
  fill(n->nb_absolute, s.absolute, unary_for_c, 1);
  fill(n->nb_invert, s.invert, unary_for_c, 1);
  for_each_operator_slot(*n, [&](BinaryOp op, bool in_place, auto& slot) {
    BinaryFn f = in_place ? s.in_place[int(op)] : s.binary[int(op)];
    if constexpr (std::is_same_v<decltype(slot), binaryfunc&>) fill(slot, f, binary_for_c, 2);
    else fill(slot, f, power_for_c, 3);
  });
}

// A mapping has items by key only; C asks sq_item to tell sequences from others.
bool is_sequence_for_c(const Type* cls) {
  if (cls->flags & (kTypeDict | kTypeMapping)) return false;
  return is_heap_type(cls) || cls->data->slots.concat || (cls->flags & kTypeSequence);
}

void fill_containers(const Type* cls, PyMappingMethods* m, PySequenceMethods* q) {
  const Slots& s = cls->data->slots;
  fill(m->mp_length, s.length, length_for_c, 1);
  fill(m->mp_subscript, s.get_item, binary_for_c, 2, kSubscriptFromC);
  fill(m->mp_ass_subscript, s.set_item, set_item_for_c, 3, kSetSubscriptFromC);
  fill(q->sq_length, s.length, length_for_c, 1);
  fill(q->sq_contains, s.contains, contains_for_c, 2);
  fill(q->sq_concat, s.concat, binary_for_c, 2);
  fill(q->sq_inplace_concat, s.in_place_concat, binary_for_c, 2);
  fill(q->sq_repeat, s.repeat, repeat_for_c, 2);
  fill(q->sq_inplace_repeat, s.in_place_repeat, repeat_for_c, 2);
  if (!is_sequence_for_c(cls)) return;
  fill(q->sq_item, s.get_item, item_for_c, 2, kItemFromC);
  fill(q->sq_ass_item, s.set_item, set_item_at_for_c, 3, kSetItemFromC);
}

void fill_type(Type* cls) {
  const Slots& s = cls->data->slots;
  auto* c = borrowed(cls);
  fill(c->tp_repr, s.repr, unary_for_c, 1);
  fill(c->tp_str, s.str, unary_for_c, 1);
  fill(c->tp_hash, s.hash, hash_for_c, 1);
  fill(c->tp_call, s.call, call_for_c, 3);
  fill(c->tp_getattro, s.get_attribute, get_attribute_for_c, 2);
  fill(c->tp_setattro, s.set_attribute, set_attribute_for_c, 3);
  fill(c->tp_richcompare, s.compare, compare_for_c, 3);
  fill(c->tp_iter, s.iter, unary_for_c, 1);
  fill(c->tp_iternext, s.next, next_for_c, 1);
  fill(c->tp_descr_get, s.descriptor_get, descriptor_get_for_c, 3);
  fill(c->tp_descr_set, s.descriptor_set, descriptor_set_for_c, 3);
  fill(c->tp_init, s.init, init_for_c, 3);
  fill(c->tp_new, s.create, new_for_c, 3);
}

// How instances are made and given back. A class of Python over a type of C keeps what that says.
void fill_memory(Type* cls) {
  auto* c = borrowed(cls);
  const auto* base = cls->base ? borrowed(cls->base) : nullptr;
  bool of_c = base && base->tp_dealloc && base->tp_dealloc != core_dealloc;
  if (!c->tp_vectorcall_offset && base) c->tp_vectorcall_offset = base->tp_vectorcall_offset;
  if (!c->tp_alloc) c->tp_alloc = base && base->tp_alloc ? base->tp_alloc : PyType_GenericAlloc;
  if (!c->tp_dealloc) c->tp_dealloc = of_c ? subtype_dealloc : core_dealloc;
  if (!c->tp_free) c->tp_free = base && base->tp_free ? base->tp_free : PyObject_GC_Del;
  if (!(c->tp_flags & Py_TPFLAGS_HAVE_GC)) return;
  if (!c->tp_traverse) c->tp_traverse = of_c ? base->tp_traverse : core_traverse;
  if (!c->tp_clear) c->tp_clear = of_c ? base->tp_clear : core_clear;
}

}  // namespace

void fill_c_slots(Type* cls) {
  give_tables(cls);
  fill_type(cls);
  fill_number(cls->data->slots, static_cast<PyNumberMethods*>(cls->c_as_number));
  fill_containers(cls, static_cast<PyMappingMethods*>(cls->c_as_mapping),
                  static_cast<PySequenceMethods*>(cls->c_as_sequence));
  fill_memory(cls);
  if (!is_heap_type(cls) && !cls->c_methods) cls->c_methods = methods_for_c(cls->data->spec.methods);
  if (!cls->c_as_buffer && cls->base) cls->c_as_buffer = cls->base->c_as_buffer;
  count_parts_of_class(cls);
}

}  // namespace sidewinder
