// Cells: the variables that nested functions share.
#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Cell* new_cell(Thread&, Object* value) {
  Cell* cell = new_object<Cell>(&cell_type);
  if (cell) cell->value = value;
  return cell;
}

namespace {

Object* cell_create(Thread& t, Type*, Args args) {
  TRY(args.expect(t, "cell", 0, 1));
  return new_cell(t, args.or_default(0, nullptr));
}

Object* cell_repr(Thread&, Object* o) {
  Object* value = cast<Cell>(o)->value;
  char text[120];
  snprintf(text, sizeof text, "<cell at %p: ", static_cast<void*>(o));
  if (!value) return StrBuilder().add(text).add("empty>").finish();
  StrBuilder builder;
  builder.add(text).add(type_name(value->cls));
  snprintf(text, sizeof text, " object at %p>", static_cast<void*>(value));
  return builder.add(text).finish();
}

// By contents; an empty cell comes before all others.
Object* cell_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_exact<Cell>(a) || !is_exact<Cell>(b)) return not_implemented();
  Object *x = cast<Cell>(a)->value, *y = cast<Cell>(b)->value;
  if (x && y) return compare(t, x, y, op);
  return compare(t, bool_object(x), bool_object(y), op);
}

Object* get_contents(Thread& t, Object* o) {
  Object* value = cast<Cell>(o)->value;
  return value ? value : raise_value_error(t, "Cell is empty");
}
Status set_contents(Thread&, Object* o, Object* value) {
  cast<Cell>(o)->value = value;
  return Status::ok();
}

const NativeGetSet cell_getsets[] = {{"cell_contents", get_contents, set_contents}, {}};
TypeData cell_data = {
    .slots = {.repr = cell_repr, .compare = cell_compare, .create = cell_create},
    .spec = {.getsets = cell_getsets, .doc = "cell([contents])\n--\n\nCreate a new cell object."},
};

}  // namespace

Type cell_type = static_type("cell", sizeof(Cell), 0, kTypeHaveGC, &cell_data);

}  // namespace sidewinder
