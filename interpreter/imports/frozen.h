// Modules that are part of the program as compiled code: the rows of frozen.def, embedded by the build
// (cmake/frozen.cmake, interpreter/freeze).
#pragma once

#include <string_view>

#include "interpreter/objects/function/code.h"

namespace sidewinder {

struct FrozenModule {
  const char* name;
  const char* data;  // marshalled code
  size_t size;
  bool is_package;
  const char* origin;
};
// Ends with a null name. In the program that makes the embedded code there are none.
extern const FrozenModule frozen_modules[];

const FrozenModule* find_frozen(std::string_view name);  // null: there is none
bool is_essential(const FrozenModule& module);           // the importer itself, which -X frozen_modules=off leaves on
Code* frozen_code(Thread& t, const FrozenModule& module);

}  // namespace sidewinder
