// Named tuples of C: PyStructSequence_*.
#include <Python.h>

#include <new>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

StructSequenceData* new_data(PyStructSequence_Desc* d) {
  int count = 0, unnamed = 0;
  while (d->fields[count].name) count++;
  auto* rows = new NamedField[size_t(count) + 1];
  for (int i = 0; i < count; i++) {
    bool is_named = d->fields[i].name != PyStructSequence_UnnamedField;
    if (is_named) rows[i - unnamed] = {d->fields[i].name, d->fields[i].doc};
    else unnamed++;
  }
  Object** memory = allocate_permanent((sizeof(StructSequenceData) + sizeof(Object*) - 1) / sizeof(Object*));
  PY_CHECK(memory);
  auto* data = new (memory) StructSequenceData(struct_sequence_data(rows, d->n_in_sequence, unnamed));
  data->spec.doc = d->doc;
  return data;
}

Type* make(Type* type, PyStructSequence_Desc* d) {
  Thread& t = current_thread();
  *type = struct_sequence_type(d->name, new_data(d));
  return ready_struct_sequence(t, type).failed() ? nullptr : type;
}

}  // namespace

extern "C" {

const char* const PyStructSequence_UnnamedField = "unnamed field";

int PyStructSequence_InitType2(PyTypeObject* type, PyStructSequence_Desc* d) { return make(core(type), d) ? 0 : -1; }
void PyStructSequence_InitType(PyTypeObject* type, PyStructSequence_Desc* d) { make(core(type), d); }
PyTypeObject* _PyStructSequence_NewType(PyStructSequence_Desc* d, unsigned long) {
  auto* type = reinterpret_cast<Type*>(allocate_permanent(sizeof(Type) / sizeof(Object*)));
  if (!type || !make(type, d)) return nullptr;
  return reinterpret_cast<PyTypeObject*>(new_reference(type));
}
PyTypeObject* PyStructSequence_NewType(PyStructSequence_Desc* d) { return _PyStructSequence_NewType(d, 0); }

PyObject* PyStructSequence_New(PyTypeObject* type) {
  auto* data = static_cast<StructSequenceData*>(core(type)->data);
  auto* o = static_cast<Tuple*>(allocate_instance(current_thread(), core(type), size_t(data->total) * sizeof(Object*)));
  if (!o) return nullptr;
  o->size = data->visible;
  o->refcount |= kFlagCounted;
  return new_reference(o);
}
void PyStructSequence_SetItem(PyObject* o, Py_ssize_t i, PyObject* value) {
  core_as<Tuple>(o)->items[i] = core(value);  // which it counts
}
PyObject* PyStructSequence_GetItem(PyObject* o, Py_ssize_t i) { return borrowed(core_as<Tuple>(o)->items[i]); }
}
