// The methods of str as native functions: str_method_find and so on, from str_methods.def.
#pragma once

#include "interpreter/objects/core/args.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

#define METHOD(name, kind, doc) Object* str_method_##name(Thread& t, Object* self, Args args);
#include "interpreter/objects/text/str_methods.def"
#undef METHOD

// An argument that must be a str: "replace() argument 1 must be str, not int".
Result<Str*> str_argument(Thread& t, const char* method, Args args, ssize i);
// An argument that must be a str, in the searching methods: "must be str, not int".
Result<Str*> search_argument(Thread& t, Object* o);

}  // namespace sidewinder
