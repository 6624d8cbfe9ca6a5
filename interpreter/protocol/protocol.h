// The operations of the data model on any object, as C++ functions (language reference, chapter 3.3). They may run
// Python code in a nested eval loop: handlers use them only as residual calls.
#pragma once

#include <string>

#include "interpreter/objects/core/type.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

struct Function;

// Attributes
Object* get_attribute(Thread& t, Object* o, Str* name);                // AttributeError if there is none
Lookup find_attribute(Thread& t, Object* o, Str* name);                // absence is no error
Status set_attribute(Thread& t, Object* o, Str* name, Object* value);  // value null: delete
Lookup generic_get_attribute(Thread& t, Object* o, Str* name);         // object.__getattribute__
Status generic_set_attribute(Thread& t, Object* o, Str* name, Object* value);
Object* get_attribute(Thread& t, Object* o, const char* name);
// What `name` is in o's class, bound to o: for special methods that are not in specials.def.
Lookup lookup_on_class(Thread& t, Object* o, Str* name);
// The value that a class lookup found, as seen through `instance` (null: through the class): descriptors are asked.
Object* bind_found(Thread& t, Object* found, Object* instance, Type* owner);

// Calls
Object* call(Thread& t, Object* callee, Args args);
Object* call(Thread& t, Object* callee);
Object* call(Thread& t, Object* callee, Object* a);
Object* call(Thread& t, Object* callee, Object* a, Object* b);
Object* call_method(Thread& t, Object* o, Str* name, Args args);
Object* call_method(Thread& t, Object* o, const char* name);
Object* call_with_tuple(Thread& t, Object* callee, Tuple* positional, Dict* keywords);
// Calls what a lookup in a class found, as a method: the first argument is self. Makes no bound method where it can do
// without.
Object* call_found(Thread& t, Object* found, Args self_and_arguments);
Object* call_function(Thread& t, Function* function, Args args);  // nested eval loop (execution/eval.cpp)
// Binds arguments to the registers of a new frame of function->code: defaults, *args, **kw, cells excluded.
Status bind_arguments(Thread& t, Function* function, Args args, Object** registers);

// Operators
Object* binary(Thread& t, BinaryOp op, Object* a, Object* b);
Object* in_place(Thread& t, BinaryOp op, Object* a, Object* b);
// the rest of binary() when a's own method has declined
Object* binary_after_left(Thread& t, BinaryOp op, Object* a, Object* b);
Object* power(Thread& t, Object* a, Object* b, Object* modulus /* or none() */);
Object* negative(Thread& t, Object* o);
Object* positive(Thread& t, Object* o);
Object* invert(Thread& t, Object* o);
Object* absolute(Thread& t, Object* o);
Object* compare(Thread& t, Object* a, Object* b, CompareOp op);
Truth compare_truth(Thread& t, Object* a, Object* b, CompareOp op);  // no identity shortcut
// identity (values for numbers) implies equality: containers
Truth equal(Thread& t, Object* a, Object* b);
Truth truth(Thread& t, Object* o);
// `is`: exact int, float, complex by type and value bits
bool same(Object* a, Object* b);
Object* new_bool(bool b);

// Containers and iteration
Result<ssize> length(Thread& t, Object* o);
Object* get_item(Thread& t, Object* o, Object* key);
Status set_item(Thread& t, Object* o, Object* key, Object* value);
Status delete_item(Thread& t, Object* o, Object* key);
Truth contains(Thread& t, Object* container, Object* item);
bool is_sequence(
    const Object* o);        // has __getitem__ that numbers may be given to: what the old iteration protocol accepts
bool is_mapping(Object* o);  // has keys() and __getitem__: what ** accepts
Object* get_iterator(Thread& t, Object* o);
// missing: exhausted; a StopIteration is taken as that
Lookup iterator_next(Thread& t, Object* iterator);
// Calls body(value) -> Status for each element; fast for exact list and tuple.
template <class F> Status for_each(Thread& t, Object* iterable, F&& body);
Result<ssize> length_hint(Thread& t, Object* o, ssize otherwise);

// Text and numbers
Result<ssize> hash(Thread& t, Object* o);
Str* repr(Thread& t, Object* o);
Str* to_str(Thread& t, Object* o);
Str* ascii(Thread& t, Object* o);
Object* format(Thread& t, Object* o, Str* spec);  // format(o, spec)
// __index__: an int (exact or subclass made exact)
Object* index(Thread& t, Object* o);
Result<ssize> index_as_ssize(Thread& t, Object* o, Type* overflow);  // overflow null: clamp
std::string describe(Object* o);                                     // for messages and dumps; runs no Python code

// Classes
// isinstance(), with tuples, unions and __instancecheck__
Truth is_instance_of(Thread& t, Object* o, Object* classinfo);
Truth is_subclass_of(Thread& t, Object* cls, Object* classinfo);
Object* object_new(Thread& t, Type* cls, Args args);   // object.__new__
Object* type_call(Thread& t, Object* cls, Args args);  // calling a class

template <class F> Status for_each(Thread& t, Object* iterable, F&& body) {
  Object* iterator = TRY(get_iterator(t, iterable));
  for (;;) {
    Lookup next = iterator_next(t, iterator);
    if (next.failed()) return Raised{};
    if (next.is_missing()) return Status::ok();
    TRY(body(next.value));
  }
}

}  // namespace sidewinder
