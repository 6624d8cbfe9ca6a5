// The classes of module _ast. They are made once, with the first use, and shared by the module and by compile().
#pragma once

#include <span>
#include <string_view>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

enum class AstClass : uint8_t {
#define CLASS(name, ...) k##name,  // some names are C++ keywords
#include "interpreter/modules/ast/ast_classes.def"
#undef CLASS
  kCount
};

enum class AstPlace : uint8_t { No, Inherited, OptionalEnd, FullPlace };

struct AstField {
  enum class Quantity : uint8_t { One, Optional, List };
  std::string_view kind;  // "expr", "identifier", "int" ...
  Quantity quantity;
  Str* name;  // interned
};

constexpr int kMostAstFields = 7;
constexpr int kAstPlaceAttributes = 4;  // lineno, col_offset, end_lineno, end_col_offset

struct AstClassInfo {
  const char* name;
  AstClass base;
  AstPlace place;
  AstField fields[kMostAstFields];
  int field_count;
};

// What the table says of a class; `place` is resolved: never Inherited. Valid after ast_ready.
const AstClassInfo& ast_info(AstClass which);
bool ast_is_made();           // if not, there are no objects of theirs
Status ast_ready(Thread& t);  // makes the classes unless they are there; before any of the following
Type* ast_type(AstClass which);
Object* ast_singleton(AstClass which);  // the shared instance of a class without fields: Load, Add ...
Str* ast_place_name(int i);             // "lineno" ...

// Gives the class AST its methods: ast_node.cpp.
Status ast_add_node_methods(Thread& t, Type* cls);

}  // namespace sidewinder
