// What every class has as attributes.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// Getters and setters that type_methods.def names; type_name, type_qualname and type_module are in heap_type.h.
Status type_set_name(Thread& t, Type& cls, Object* value);
Status type_set_qualname(Thread& t, Type& cls, Object* value);
Status type_set_module(Thread& t, Type& cls, Object* value);
Tuple* type_bases(const Type& cls);
Status type_set_bases(Thread& t, Type& cls, Object* value);
Object* type_dict_view(Thread& t, Type& cls);
Object* type_doc(Thread& t, Type& cls);
Status type_set_doc(Thread& t, Type& cls, Object* value);
Object* type_text_signature(const Type& cls);
Object* type_annotations(Thread& t, Type& cls);
Status type_set_annotations(Thread& t, Type& cls, Object* value);
Object* type_abstract_methods(Thread& t, Type& cls);
Status type_set_abstract_methods(Thread& t, Type& cls, Object* value);

}  // namespace sidewinder
