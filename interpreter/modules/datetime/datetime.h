// datetime.datetime: the two halves of its implementation.
#pragma once

#include "interpreter/modules/datetime/datetime_types.h"

namespace sidewinder {

inline calendar::Day day_of(const Date& self) { return {self.year(), self.month(), self.day()}; }

// datetime.cpp
Object* datetime_new(Thread& t, Type* cls, Args args);
Object* datetime_replace(Thread& t, Object* self, Args args);
Object* datetime_minus(Thread& t, DateTime& a, DateTime& b);  // a timedelta
Object* datetime_add(Thread& t, Object* a, Object* b);
Object* datetime_subtract(Thread& t, Object* a, Object* b);
Object* datetime_compare(Thread& t, Object* a, Object* b, CompareOp op);
Result<ssize> datetime_hash(Thread& t, Object* o);

// datetime_classmethods.cpp
Object* datetime_now(Thread& t, Type& cls, Object* tz);
Object* datetime_utcnow(Thread& t, Type& cls);
Object* datetime_fromtimestamp(Thread& t, Type& cls, Object* timestamp, Object* tz);
Object* datetime_utcfromtimestamp(Thread& t, Object* cls, Args args);
Object* datetime_strptime(Thread& t, Type& cls, Str* text, Str* format);
Object* datetime_combine(Thread& t, Object* cls, Args args);
Object* datetime_fromisoformat(Thread& t, Type& cls, Object* text);

}  // namespace sidewinder
