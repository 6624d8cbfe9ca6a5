// The tuple that isocalendar() gives.
#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime_types.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct IsoCalendarDate : VarObject {
  Object* items[3];  // where a tuple has them
  static Type* type() { return &iso_calendar_date_type; }
};

Object* iso_date_of(Thread& t, Type* cls, Object* year, Object* week, Object* weekday) {
  auto* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, 3 * sizeof(Object*))));
  self->size = 3;
  self->items[0] = year;
  self->items[1] = week;
  self->items[2] = weekday;
  return self;
}

Object* iso_date_new(Thread& t, Type* cls, Args args) {
  static constexpr const char* kNames[] = {"year", "week", "weekday"};
  static constexpr ArgumentList kList{"IsoCalendarDate", kNames, 3, 3, 3};
  int numbers[3];
  TRY(bind_argument_list(t, kList, args, [&](int i, Object* value) { return take_int(t, value, &numbers[i]); }));
  return iso_date_of(t, cls, TRY(int_from_int64(numbers[0])), TRY(int_from_int64(numbers[1])),
                     TRY(int_from_int64(numbers[2])));
}

Object* iso_date_year(IsoCalendarDate& self) { return self.items[0]; }
Object* iso_date_week(IsoCalendarDate& self) { return self.items[1]; }
Object* iso_date_weekday(IsoCalendarDate& self) { return self.items[2]; }

Object* iso_date_reduce(IsoCalendarDate& self) {
  Object* plain = TRY(new_tuple(self.items, self.size));
  Object* parts[] = {&tuple_type, TRY(new_tuple(&plain, 1))};
  return new_tuple(parts, 2);
}

Object* iso_date_repr(Thread& t, Object* o) {
  auto* self = cast<Tuple>(o);
  StrBuilder text;
  text.add(o->cls->name).add("(year=").add(TRY(repr(t, self->items[0])));
  text.add(", week=").add(TRY(repr(t, self->items[1])));
  return text.add(", weekday=").add(TRY(repr(t, self->items[2]))).add(")").finish();
}

}  // namespace

Object* new_iso_calendar_date(Thread& t, const calendar::IsoDay& day) {
  return iso_date_of(t, &iso_calendar_date_type, TRY(int_from_int64(day.year)), TRY(int_from_int64(day.week)),
                     TRY(int_from_int64(day.weekday)));
}

#define NATIVE_TABLE "interpreter/modules/datetime/iso_calendar_date.def"
#define NATIVE_TYPE IsoCalendarDate
#define NATIVE_PREFIX iso_date
#define NATIVE_NAME "IsoCalendarDate"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_iso_date_data() {
  TypeData d{};
  d.slots.repr = iso_date_repr;
  iso_date_declare(d);
  return d;
}
constinit TypeData iso_date_data = make_iso_date_data();

}  // namespace

constinit Type iso_calendar_date_type =
    static_type("datetime.IsoCalendarDate", sizeof(Tuple), sizeof(Object*), kTypeHaveGC, &iso_date_data, &tuple_type);

}  // namespace sidewinder
