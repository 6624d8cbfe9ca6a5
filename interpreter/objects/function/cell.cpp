// Cells: the variables that nested functions share.
#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
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

Object* cell_new(Thread& t, Type*, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "cell() takes no keyword arguments");
  if (args.count > 1) return raise_type_error(t, "cell expected at most 1 argument, got %zd", args.count);
  return new_cell(t, args.or_default(0, nullptr));
}

Object* cell_repr(Thread&, Object* o) {
  Object* value = cast<Cell>(o)->value;
  char text[120];
  snprintf(text, sizeof text, "<cell at %p: ", static_cast<void*>(o));
  if (!value) return StrBuilder().add(text).add("empty>").finish();
  StrBuilder builder;
  builder.add(text).add(type_name_in_messages(value->cls));
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

Object* cell_contents(Thread& t, const Cell& self) {
  return self.value ? self.value : raise_value_error(t, "Cell is empty");
}
Status cell_set_contents(Thread&, Cell& self, Object* value) {
  self.value = value;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/cell_methods.def"
#define NATIVE_TYPE Cell
#define NATIVE_PREFIX cell
#define NATIVE_NAME "cell"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_cell_data() {
  TypeData d{};
  d.slots.repr = cell_repr;
  d.slots.compare = cell_compare;
  cell_declare(d);
  return d;
}
constinit TypeData cell_data = make_cell_data();

}  // namespace

constinit Type cell_type = static_type("cell", sizeof(Cell), 0, kTypeHaveGC, &cell_data);

}  // namespace sidewinder
