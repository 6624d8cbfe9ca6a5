// Containers: PyList_*, PyTuple_*, PyDict_*, PySet_*, PySlice_*, PyCell_*. Items that C puts in and takes out are its
// references; what a container of the core holds is not counted.
#include <cstdarg>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

bool check(bool right_type) {
  if (!right_type) PyErr_BadInternalCall();
  return right_type;
}
List* as_list(PyObject* o) { return check(o && is_list(core(o))) ? core_as<List>(o) : nullptr; }
Tuple* as_tuple(PyObject* o) { return check(o && PyTuple_Check(o)) ? core_as<Tuple>(o) : nullptr; }
Dict* as_dict(PyObject* o) { return check(o && is_dict(core(o))) ? core_as<Dict>(o) : nullptr; }

ssize clamp(ssize i, ssize size) { return i < 0 ? 0 : i > size ? size : i; }

}  // namespace

extern "C" {

// --- list -----------------------------------------------------------------------------------------------------------

// C fills the items by macro, so that they are there from the start.
PyObject* PyList_New(Py_ssize_t n) {
  if (!check(n >= 0)) return nullptr;
  List* l = new_list(current_thread());
  void* items = l && n ? list_new_storage(ListKind::Counted, n) : nullptr;
  if (!l || (n && !items)) return nullptr;
  list_set_storage(l, ListKind::Counted, items, n);
  l->refcount |= kFlagCounted;
  l->size = n;
  return new_reference(l);
}
Py_ssize_t PyList_Size(PyObject* o) {
  List* l = as_list(o);
  return l ? l->size : -1;
}
PyObject* PyList_GetItem(PyObject* o, Py_ssize_t i) {
  List* l = as_list(o);
  if (!l) return nullptr;
  if (i >= 0 && i < l->size) {
    prepare_for_c(l);
    return borrowed(l->items[i]);
  }
  raise_index_error(current_thread(), "list index out of range");
  return nullptr;
}
int PyList_SetItem(PyObject* o, Py_ssize_t i, PyObject* value) {
  Object* item = taken(value);  // a list that C can see counts it anew
  List* l = as_list(o);
  if (!l) return -1;
  if (i < 0 || i >= l->size) {
    raise_index_error(current_thread(), "list assignment index out of range");
    return -1;
  }
  return status(list_set(current_thread(), l, i, item));
}
int PyList_Insert(PyObject* o, Py_ssize_t i, PyObject* value) {
  List* l = as_list(o);
  return l && check(value) ? status(list_insert(current_thread(), l, i, core(value))) : -1;
}
int PyList_Append(PyObject* o, PyObject* value) {
  List* l = as_list(o);
  return l && check(value) ? status(list_append(current_thread(), l, core(value))) : -1;
}
PyObject* PyList_GetSlice(PyObject* o, Py_ssize_t begin, Py_ssize_t end) {
  List* l = as_list(o);
  if (!l) return nullptr;
  begin = clamp(begin, l->size);
  end = clamp(end, l->size);
  return new_reference(list_slice(current_thread(), l, begin, end < begin ? begin : end));
}
int PyList_SetSlice(PyObject* o, Py_ssize_t begin, Py_ssize_t end, PyObject* values) {
  Thread& t = current_thread();
  List* l = as_list(o);
  List* items = !l ? nullptr : values ? list_from_iterable(t, core(values)) : new_list(t);
  if (!items) return -1;
  begin = clamp(begin, l->size);
  end = clamp(end, l->size);
  return status(list_replace(t, l, begin, end < begin ? begin : end, items));
}
int PyList_Sort(PyObject* o) {
  List* l = as_list(o);
  return l ? status(list_sort(current_thread(), l, nullptr, false)) : -1;
}
int PyList_Reverse(PyObject* o) {
  List* l = as_list(o);
  if (!l) return -1;
  list_reverse(l);
  return 0;
}
PyObject* PyList_AsTuple(PyObject* o) {
  return as_list(o) ? new_reference(tuple_from_iterable(current_thread(), core(o))) : nullptr;
}
PyObject* _PyList_Extend(PyListObject* o, PyObject* values) {
  Thread& t = current_thread();
  return list_extend(t, core_as<List>(reinterpret_cast<PyObject*>(o)), core(values)).failed() ? nullptr
                                                                                              : new_reference(none());
}

// --- tuple ----------------------------------------------------------------------------------------------------------

PyObject* PyTuple_New(Py_ssize_t n) {
  if (!check(n >= 0)) return nullptr;
  if (n == 0) return new_reference(empty_tuple());
  Tuple* tuple = new_tuple(n);
  if (tuple) tuple->refcount |= kFlagCounted;
  return new_reference(tuple);
}
PyObject* PyTuple_Pack(Py_ssize_t n, ...) {
  Tuple* tuple = n ? new_tuple(n) : empty_tuple();
  if (!tuple) return nullptr;
  va_list list;
  va_start(list, n);
  for (Py_ssize_t i = 0; i < n; i++) tuple->items[i] = core(va_arg(list, PyObject*));
  va_end(list);
  return new_reference(tuple);
}
Py_ssize_t PyTuple_Size(PyObject* o) {
  Tuple* tuple = as_tuple(o);
  return tuple ? tuple->size : -1;
}
PyObject* PyTuple_GetItem(PyObject* o, Py_ssize_t i) {
  Tuple* tuple = as_tuple(o);
  if (!tuple) return nullptr;
  if (i >= 0 && i < tuple->size) return borrowed(tuple->items[i]);
  raise_index_error(current_thread(), "tuple index out of range");
  return nullptr;
}
int PyTuple_SetItem(PyObject* o, Py_ssize_t i, PyObject* value) {
  Object* item = taken(value);
  Tuple* tuple = as_tuple(o);
  if (!tuple) return -1;
  if (i < 0 || i >= tuple->size) {
    raise_index_error(current_thread(), "tuple assignment index out of range");
    return -1;
  }
  if (tuple->refcount & kFlagCounted) {
    if (item) item->refcount++;
    if (tuple->items[i]) tuple->items[i]->refcount--;
  }
  tuple->items[i] = item;
  return 0;
}
PyObject* PyTuple_GetSlice(PyObject* o, Py_ssize_t begin, Py_ssize_t end) {
  Tuple* tuple = as_tuple(o);
  if (!tuple) return nullptr;
  begin = clamp(begin, tuple->size);
  end = clamp(end, tuple->size);
  return new_reference(tuple_slice(tuple, begin, end < begin ? begin : end));
}
int _PyTuple_Resize(PyObject** o, Py_ssize_t n) {
  auto* old = core_as<Tuple>(*o);
  if (old->size == n) return 0;
  Tuple* tuple = new_tuple(n);
  if (!tuple) return -1;
  for (ssize i = 0; i < n && i < old->size; i++) tuple->items[i] = old->items[i];
  bool counted = old->refcount & kFlagCounted;  // then the new one has its references
  for (ssize i = n; counted && i < old->size; i++)
    if (old->items[i]) old->items[i]->refcount--;
  for (ssize i = 0; !counted && i < tuple->size; i++)
    if (tuple->items[i]) tuple->items[i]->refcount++;
  old->refcount &= ~kFlagCounted;
  tuple->refcount |= kFlagCounted;
  taken(*o);
  *o = new_reference(tuple);
  return 0;
}
void _PyTuple_MaybeUntrack(PyObject*) {}

// --- dict -----------------------------------------------------------------------------------------------------------

PyObject* PyDict_New() { return new_reference(new_dict(current_thread())); }
Py_ssize_t PyDict_Size(PyObject* o) {
  Dict* d = as_dict(o);
  return d ? d->used : -1;
}
PyObject* PyDict_GetItemWithError(PyObject* o, PyObject* key) {
  Dict* d = as_dict(o);
  return d ? borrowed(dict_get(current_thread(), d, core(key)).value) : nullptr;
}
PyObject* PyDict_GetItem(PyObject* o, PyObject* key) {
  if (!o || !PyDict_Check(o)) return nullptr;
  Thread& t = current_thread();
  PendingSaved saved(t);
  Lookup found = dict_get(t, core_as<Dict>(o), core(key));
  if (found.failed()) clear_pending(t);
  return borrowed(found.value);
}
PyObject* PyDict_GetItemString(PyObject* o, const char* key) { return PyDict_GetItem(o, borrowed(intern(key))); }
PyObject* _PyDict_GetItemStringWithError(PyObject* o, const char* key) {
  return PyDict_GetItemWithError(o, borrowed(intern(key)));
}
PyObject* _PyDict_GetItemIdWithError(PyObject* o, _Py_Identifier* key) {
  return PyDict_GetItemWithError(o, borrowed(intern(key->string)));
}
PyObject* _PyDict_GetItem_KnownHash(PyObject* o, PyObject* key, Py_hash_t hash) {
  Dict* d = as_dict(o);
  return d ? borrowed(dict_get_hashed(current_thread(), d, core(key), hash).value) : nullptr;
}
int PyDict_SetItem(PyObject* o, PyObject* key, PyObject* value) {
  Dict* d = as_dict(o);
  return d && check(key && value) ? status(dict_set(current_thread(), d, core(key), core(value))) : -1;
}
int _PyDict_SetItem_KnownHash(PyObject* o, PyObject* key, PyObject* value, Py_hash_t) {
  return PyDict_SetItem(o, key, value);
}
int PyDict_SetItemString(PyObject* o, const char* key, PyObject* value) {
  return PyDict_SetItem(o, borrowed(intern(key)), value);
}
int _PyDict_SetItemId(PyObject* o, _Py_Identifier* key, PyObject* value) {
  return PyDict_SetItemString(o, key->string, value);
}
int PyDict_DelItem(PyObject* o, PyObject* key) {
  Thread& t = current_thread();
  Dict* d = as_dict(o);
  if (!d) return -1;
  Truth deleted = dict_delete(t, d, core(key));
  if (deleted == Truth::False) raise_key_error(t, core(key));
  return deleted == Truth::True ? 0 : -1;
}
int PyDict_DelItemString(PyObject* o, const char* key) { return PyDict_DelItem(o, borrowed(intern(key))); }
int _PyDict_DelItem_KnownHash(PyObject* o, PyObject* key, Py_hash_t) { return PyDict_DelItem(o, key); }
int PyDict_Contains(PyObject* o, PyObject* key) {
  Dict* d = as_dict(o);
  return d ? int(dict_contains(current_thread(), d, core(key))) : -1;
}
int _PyDict_Contains_KnownHash(PyObject* o, PyObject* key, Py_hash_t) { return PyDict_Contains(o, key); }
void PyDict_Clear(PyObject* o) {
  if (o && PyDict_Check(o)) dict_clear(core_as<Dict>(o));
}
int PyDict_Next(PyObject* o, Py_ssize_t* position, PyObject** key, PyObject** value) {
  if (!o || !PyDict_Check(o)) return 0;
  Object *k, *v;
  if (!dict_next(core_as<Dict>(o), position, &k, &v)) return 0;
  if (key) *key = borrowed(k);
  if (value) *value = borrowed(v);
  return 1;
}
int _PyDict_Next(PyObject* o, Py_ssize_t* position, PyObject** key, PyObject** value, Py_hash_t* hash) {
  PyObject* k;
  if (!PyDict_Next(o, position, &k, value)) return 0;
  if (key) *key = k;
  if (hash) *hash = PyObject_Hash(k);
  return 1;
}
PyObject* PyDict_Copy(PyObject* o) {
  Dict* d = as_dict(o);
  return d ? new_reference(dict_copy(current_thread(), d)) : nullptr;
}
int PyDict_Merge(PyObject* o, PyObject* other, int override_) {
  Dict* d = as_dict(o);
  return d ? status(dict_merge(current_thread(), d, core(other), override_)) : -1;
}
int PyDict_Update(PyObject* o, PyObject* other) { return PyDict_Merge(o, other, 1); }
int PyDict_MergeFromSeq2(PyObject* o, PyObject* pairs, int override_) {
  Dict* d = as_dict(o);
  return d ? status(dict_update_from_pairs(current_thread(), d, core(pairs), override_)) : -1;
}
PyObject* PyDict_SetDefault(PyObject* o, PyObject* key, PyObject* value) {
  Dict* d = as_dict(o);
  return d ? borrowed(dict_set_default(current_thread(), d, core(key), core(value))) : nullptr;
}
PyObject* _PyDict_Pop(PyObject* o, PyObject* key, PyObject* otherwise) {
  Thread& t = current_thread();
  Dict* d = as_dict(o);
  if (!d) return nullptr;
  Lookup found = dict_pop(t, d, core(key));
  if (!found.is_missing()) return new_reference(found.value);
  if (!otherwise) raise_key_error(t, core(key));
  return new_reference(core(otherwise));
}
PyObject* _PyDict_NewPresized(Py_ssize_t) { return PyDict_New(); }
}

namespace {

// A list of what a method of the dict gives.
PyObject* list_of(PyObject* o, const char* method) {
  Thread& t = current_thread();
  if (!as_dict(o)) return nullptr;
  Object* view = call(t, get_attribute(t, &dict_type, method), core(o));
  return view ? new_reference(list_from_iterable(t, view)) : nullptr;
}

}  // namespace

extern "C" {

PyObject* PyDict_Keys(PyObject* o) { return list_of(o, "keys"); }
PyObject* PyDict_Values(PyObject* o) { return list_of(o, "values"); }
PyObject* PyDict_Items(PyObject* o) { return list_of(o, "items"); }
PyObject* PyDictProxy_New(PyObject* mapping) {
  return new_reference(call(current_thread(), reinterpret_cast<Object*>(&PyDictProxy_Type), core(mapping)));
}

// --- set ------------------------------------------------------------------------------------------------------------

PyObject* PySet_New(PyObject* values) {
  Thread& t = current_thread();
  return new_reference(values ? call(t, &set_type, core(values)) : call(t, &set_type));
}
PyObject* PyFrozenSet_New(PyObject* values) {
  Thread& t = current_thread();
  return new_reference(values ? call(t, &frozenset_type, core(values)) : call(t, &frozenset_type));
}
Py_ssize_t PySet_Size(PyObject* o) {
  if (check(PyAnySet_Check(o))) return core_as<Set>(o)->used;
  return -1;
}
int PySet_Contains(PyObject* o, PyObject* key) { return int(contains(current_thread(), core(o), core(key))); }
int PySet_Add(PyObject* o, PyObject* key) { return status(set_add(current_thread(), core_as<Set>(o), core(key))); }
int PySet_Discard(PyObject* o, PyObject* key) { return int(set_discard(current_thread(), core_as<Set>(o), core(key))); }
int PySet_Clear(PyObject* o) {
  PyObject* done = PyObject_CallMethod(o, "clear", nullptr);
  Py_XDECREF(done);
  return done ? 0 : -1;
}
int _PySet_NextEntry(PyObject* o, Py_ssize_t* position, PyObject** key, Py_hash_t* hash) {
  if (!check(is_any_set(core(o)))) return -1;
  Object* found;
  ssize hash_of_it;
  if (!set_next(core_as<Set>(o), position, &found, &hash_of_it)) return 0;
  *key = borrowed(found);
  *hash = hash_of_it;
  return 1;
}
PyObject* PySet_Pop(PyObject* o) { return PyObject_CallMethod(o, "pop", nullptr); }
int _PySet_Update(PyObject* o, PyObject* values) {
  PyObject* done = PyObject_CallMethod(o, "update", "(O)", values);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

// --- slice ----------------------------------------------------------------------------------------------------------

PyObject* PySlice_New(PyObject* start, PyObject* stop, PyObject* step) {
  auto or_none = [](PyObject* o) { return o ? core(o) : none(); };
  Object* values[] = {or_none(start), or_none(stop), or_none(step)};
  return new_reference(call(current_thread(), &slice_type, Args{values, 3}));
}
int PySlice_Unpack(PyObject* o, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step) {
  Thread& t = current_thread();
  auto* s = core_as<Slice>(o);
  auto take = [&](Object* value, Py_ssize_t otherwise, Py_ssize_t* out) {
    *out = otherwise;
    if (value == none()) return true;
    if (!slots_of(value).index) {
      raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
      return false;
    }
    Result<ssize> i = index_as_ssize(t, value, nullptr);
    *out = i.value;
    return !i.failed();
  };
  if (!take(s->step, 1, step)) return -1;
  if (*step == 0) {
    raise_value_error(t, "slice step cannot be zero");
    return -1;
  }
  if (*step < -PY_SSIZE_T_MAX) *step = -PY_SSIZE_T_MAX;
  bool backwards = *step < 0;
  return take(s->start, backwards ? PY_SSIZE_T_MAX : 0, start) &&
                 take(s->stop, backwards ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX, stop)
             ? 0
             : -1;
}
Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t step) {
  auto adjust = [&](Py_ssize_t* i) {
    if (*i < 0) {
      *i += length;
      if (*i < 0) *i = step < 0 ? -1 : 0;
    } else if (*i >= length) {
      *i = step < 0 ? length - 1 : length;
    }
  };
  adjust(start);
  adjust(stop);
  if (step < 0) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}
#undef PySlice_GetIndicesEx
int PySlice_GetIndicesEx(PyObject* o, Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step,
                         Py_ssize_t* count) {
  if (PySlice_Unpack(o, start, stop, step) < 0) return -1;
  *count = PySlice_AdjustIndices(length, start, stop, *step);
  return 0;
}

// --- cell -----------------------------------------------------------------------------------------------------------

PyObject* PyCell_New(PyObject* value) {
  PyObject* cell = PyObject_CallNoArgs(reinterpret_cast<PyObject*>(&PyCell_Type));
  if (cell) core_as<Cell>(cell)->value = core(value);
  return cell;
}
PyObject* PyCell_Get(PyObject* o) { return new_reference(core_as<Cell>(o)->value); }
int PyCell_Set(PyObject* o, PyObject* value) {
  core_as<Cell>(o)->value = core(value);
  return 0;
}
}
