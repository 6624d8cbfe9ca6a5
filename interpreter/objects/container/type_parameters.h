// Type variables among the arguments of generic aliases and unions, and their replacement: the protocol of typing's
// __typing_subst__, __typing_prepare_subst__ and unpacked tuples (PEP 646).
#pragma once

#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

// The type variables in `arguments`, in order, each once.
Tuple* type_parameters(Thread& t, Tuple* arguments);
// `arguments` of `self` with its `parameters` replaced by what stands in self[item].
Tuple* substitute_type_parameters(Thread& t, Object* self, Tuple* arguments, Tuple* parameters, Object* item);
// int for the class int, ... for Ellipsis; what looks like an alias, and all else, by its repr.
Str* type_argument_repr(Thread& t, Object* o);

}  // namespace sidewinder
