// The operations of a type in both worlds: the core's Slots and C's tp_*, nb_*, sq_*, mp_*. Either side gets, for a
// function of the other, a bound function (bound_function.h) of the one adapter that the slot's kind has; a function
// that crosses back is unwrapped, so nothing is wrapped twice.
#pragma once

#include <Python.h>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// Fills C's slots of a type of the core (built in, or a class of Python) from its Slots; those of a class that Python
// changes are filled anew. The static tables (tp_as_number ...) of built-in types are made with the first call. Types
// that C defines keep what they have.
void fill_c_slots(Type* cls);

// The adapters of slots whose core function C may see in two forms, by key and by number.
extern void *const kSubscriptFromC, *const kItemFromC, *const kSetSubscriptFromC, *const kSetItemFromC;

// The core's Slots of a type that C defines, from what its C slots say (inherited ones included).
void fill_core_slots(Type* cls);

void install_power_hooks();  // a power with a modulus asks C's nb_power, or nb_inplace_power

// The special methods that have no place in Slots: __await__, __aiter__, __anext__ of tp_as_async, put into its dict
// like methods.
Status add_async_methods(Thread& t, Type* cls);

}  // namespace sidewinder
