// Residual calls: what handlers cannot trace through is plain C++, called through a row that says its effects. Results
// are objects (null: raised); operations without a result return None.
#pragma once

#include "interpreter/execution/python_machine.h"

namespace sidewinder {

namespace help {
Object* binary(Thread& t, Object* a, Object* b, int64_t op);
Object* in_place(Thread& t, Object* a, Object* b, int64_t op);
Object* binary_reflected(Thread& t, Object* a, Object* b, int64_t op);  // after a's method said NotImplemented
Object* compare(Thread& t, Object* a, Object* b, int64_t op);
Object* compare_truth(Thread& t, Object* a, Object* b, int64_t op);  // a bool
Object* compare_again(Thread& t, Object* a, Object* b, int64_t op);  // after a's method said NotImplemented
Object* compare_again_truth(Thread& t, Object* a, Object* b, int64_t op);
// the marker for a StopIteration, else raised again
Object* stop_or_reraise(Thread& t, Object* exception);
Object* negative(Thread& t, Object* a);
Object* positive(Thread& t, Object* a);
Object* invert(Thread& t, Object* a);
Object* truth(Thread& t, Object* a);                 // a bool
Object* truth_of_length(Thread& t, Object* result);  // what __len__ returned
Object* check_bool(Thread& t, Object* result);       // what __bool__ returned
Object* contains(Thread& t, Object* item, Object* container, int64_t negate);
Object* get_iter(Thread& t, Object* a);
Object* iterator_next(Thread& t, Object* iterator);  // the exhausted marker at the end
Object* check_iterator(Thread& t, Object* result);   // what __iter__ returned
Object* get_item(Thread& t, Object* o, Object* key);
Object* set_item(Thread& t, Object* o, Object* key, Object* value);
Object* dict_store(Thread& t, Object* dict, Object* key, Object* value);
Object* delete_item(Thread& t, Object* o, Object* key);
Object* get_attribute(Thread& t, Object* o, Object* name);
Object* set_attribute(Thread& t, Object* o, Object* name, Object* value);
Object* delete_attribute(Thread& t, Object* o, Object* name);
Object* instance_transition(Thread& t, Object* o, Object* next_map, Object* value);
Object* global_by_name(Thread& t, Object* globals, Object* builtins, Object* name);
Object* set_global(Thread& t, Object* globals, Object* name, Object* value);
Object* call_0(Thread& t, Object* callee);
Object* call_1(Thread& t, Object* callee, Object* a);
Object* call_2(Thread& t, Object* callee, Object* a, Object* b);
Object* call_3(Thread& t, Object* callee, Object* a, Object* b, Object* c);
Object* call_tuple(Thread& t, Object* callee, Object* tuple, Object* names);  // names: tuple of keyword names or null
Object* call_spread(Thread& t, Object* callee, Object* tuple, Object* keywords);
Object* str_char(Thread& t, Object* s, int64_t index);
Object* check_init_result(Thread& t, Object* result);
Object* float_pow(Thread& t, double a, double b);
double float_floor_div(double a, double b);
double float_mod(double a, double b);
double hypotenuse(double a, double b);
void entry_changed(Object* dict);
}  // namespace help

// The rows. Any: may run Python code, so it reads and writes everything and may raise.
namespace helpers {
using namespace jit;
constexpr uint16_t kAny = kEffectTakesThread | kEffectReads | kEffectWrites | kEffectMayRaise | kEffectMayRunPython;
// allocates or raises, changes nothing
constexpr uint16_t kRaising = kEffectTakesThread | kEffectReads | kEffectMayRaise;
constexpr uint16_t kWriting = kEffectTakesThread | kEffectReads | kEffectWrites | kEffectMayRaise;
#define HELPER(name, effects) \
  inline constexpr TypedHelper name##_row { #name, &help::name, effects }
HELPER(binary, kAny);
HELPER(in_place, kAny);
HELPER(binary_reflected, kAny);
HELPER(compare, kAny);
HELPER(compare_truth, kAny);
HELPER(compare_again, kAny);
HELPER(compare_again_truth, kAny);
HELPER(stop_or_reraise, kAny);
HELPER(negative, kAny);
HELPER(positive, kAny);
HELPER(invert, kAny);
HELPER(truth, kAny);
HELPER(truth_of_length, kAny);
HELPER(check_bool, kRaising);
HELPER(contains, kAny);
HELPER(get_iter, kAny);
HELPER(iterator_next, kAny);
HELPER(check_iterator, kRaising);
HELPER(get_item, kAny);
HELPER(set_item, kAny);
HELPER(delete_item, kAny);
HELPER(dict_store, kAny);
HELPER(get_attribute, kAny);
HELPER(set_attribute, kAny);
HELPER(delete_attribute, kAny);
HELPER(instance_transition, kWriting);
HELPER(global_by_name, kRaising);
HELPER(set_global, kWriting);
HELPER(call_0, kAny);
HELPER(call_1, kAny);
HELPER(call_2, kAny);
HELPER(call_3, kAny);
HELPER(call_tuple, kAny);
HELPER(call_spread, kAny);
HELPER(str_char, kRaising);
HELPER(check_init_result, kRaising);
HELPER(float_pow, kRaising);
HELPER(float_floor_div, kEffectPure);
HELPER(float_mod, kEffectPure);
HELPER(hypotenuse, kEffectPure);
HELPER(entry_changed, kEffectWrites);
#undef HELPER
}  // namespace helpers

}  // namespace sidewinder
