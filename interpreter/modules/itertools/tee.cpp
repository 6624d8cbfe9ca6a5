// tee: several iterators over one. What was read stands in a chain of cells; each iterator is a place in it, so that
// cells behind all of them are garbage.
#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {
namespace {

constexpr ssize kCellItems = 57;

struct TeeCell : Object {
  Object* iterator;
  ssize count;   // items that were read
  bool running;  // the iterator is being asked
  TeeCell* next;
  Object* items[kCellItems];
  static Type* type() { return &tee_cell_type; }
};
struct Tee : Object {
  TeeCell* cell;
  ssize index;
  static Type* type() { return &tee_type; }
};

TeeCell* new_cell_of(Object* iterator) {
  auto* cell = TRY(new_object<TeeCell>(&tee_cell_type));
  cell->iterator = iterator;
  return cell;
}

Tee* new_tee(Type* cls, TeeCell* cell, ssize index) {
  auto* self = TRY(new_object<Tee>(cls));
  self->cell = cell;
  self->index = index;
  return self;
}

Lookup cell_item(Thread& t, TeeCell* cell, ssize i) {
  if (i < cell->count) return cell->items[i];
  if (cell->running) return raise(t, exceptions::RuntimeError, "cannot re-enter the tee iterator");
  cell->running = true;
  Lookup item = iterator_next(t, cell->iterator);
  cell->running = false;
  if (item.found()) cell->items[cell->count++] = item.value;
  return item;
}

Object* tee_of(Thread& t, Type* cls, Object* iterable) {
  Object* iterator = TRY(get_iterator(t, iterable));
  if (is_instance(iterator, &tee_type))
    return new_tee(&tee_type, cast<Tee>(iterator)->cell, cast<Tee>(iterator)->index);
  return new_tee(cls, TRY(new_cell_of(iterator)), 0);
}

Object* tee_new(Thread& t, Type& cls, Object* iterable) { return tee_of(t, &cls, iterable); }

Lookup tee_next(Thread& t, Object* o) {
  auto* self = cast<Tee>(o);
  if (self->index >= kCellItems) {
    if (!self->cell->next) self->cell->next = TRY(new_cell_of(self->cell->iterator));
    self->cell = self->cell->next;
    self->index = 0;
  }
  Lookup item = cell_item(t, self->cell, self->index);
  if (item.found()) self->index++;
  return item;
}

Object* tee_copy(Tee& self) { return new_tee(&tee_type, self.cell, self.index); }

Object* tee_reduce(Tee& self) {
  Object* nothing = empty_tuple();
  Object* state[] = {self.cell, TRY(int_from_int64(self.index))};
  return with_state(reduced(self.cls, nothing), new_tuple(state, 2));
}

Status tee_setstate(Thread& t, Tee& self, Object* state) {
  Object* parts[2];
  TRY(unpack_state(t, state, "state is not a tuple", 2, 2, parts));
  if (!is_exact<TeeCell>(parts[0]))
    return raise_type_error(t, "argument 1 must be itertools._tee_dataobject, not %A", parts[0]);
  int index;
  TRY(argument_int(t, parts[1], &index));
  if (index < 0 || index > kCellItems) return raise_value_error(t, "Index out of range");
  self.cell = cast<TeeCell>(parts[0]);
  self.index = index;
  return Status::ok();
}

Object* tee_cell_new(Thread& t, Type&, Object* iterator, List* values, Object* next) {
  if (values->size > kCellItems) return raise_value_error(t, "Invalid arguments");
  bool full = values->size == kCellItems;
  bool fits = full ? next == none() || is_exact<TeeCell>(next) : next == none();
  if (!fits) return raise_value_error(t, "Invalid arguments");
  TeeCell* cell = TRY(new_cell_of(iterator));
  for (ssize i = 0; i < values->size; i++) cell->items[i] = TRY(list_get(t, values, i));
  cell->count = values->size;
  if (next != none()) cell->next = cast<TeeCell>(next);
  return cell;
}

Object* tee_cell_reduce(Thread& t, TeeCell& self) {
  Object* values = TRY(list_from_array(t, self.items, self.count));
  return reduced(self.cls, self.iterator, values, self.next ? static_cast<Object*>(self.next) : none());
}

}  // namespace

Tuple* tee(Thread& t, Object* iterable, ssize n) {
  if (n < 0) return raise_value_error(t, "n must be >= 0");
  Tuple* result = TRY(new_tuple(n));
  if (n == 0) return result;
  Object* iterator = TRY(get_iterator(t, iterable));
  Lookup copy = TRY(find_attribute(t, iterator, intern("__copy__")));
  if (copy.is_missing()) {
    iterator = TRY(tee_of(t, &tee_type, iterator));
    copy = TRY(find_attribute(t, iterator, intern("__copy__")));
  }
  result->items[0] = iterator;
  for (ssize i = 1; i < n; i++) result->items[i] = TRY(call(t, copy.value));
  return result;
}

#define NATIVE_TABLE "interpreter/modules/itertools/tee.def"
#define NATIVE_TYPE Tee
#define NATIVE_PREFIX tee
#define NATIVE_NAME "_tee"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/tee_cell.def"
#define NATIVE_TYPE TeeCell
#define NATIVE_PREFIX tee_cell
#define NATIVE_NAME "teedataobject"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_tee_data() {
  TypeData d = iterator_data(tee_next, tee_declare);
  d.allows_weak_references = true;
  return d;
}
constexpr TypeData make_tee_cell_data() {
  TypeData d{};
  tee_cell_declare(d);
  return d;
}
constinit TypeData tee_data = make_tee_data();
constinit TypeData tee_cell_data = make_tee_cell_data();

}  // namespace

constinit Type tee_type = iterator_type("itertools._tee", sizeof(Tee), &tee_data, kTypeHaveGC);
constinit Type tee_cell_type = iterator_type("itertools._tee_dataobject", sizeof(TeeCell), &tee_cell_data, kTypeHaveGC);

}  // namespace sidewinder
