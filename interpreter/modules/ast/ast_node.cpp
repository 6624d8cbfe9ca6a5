// What all nodes can do: the class AST.
#include "interpreter/modules/ast/ast_classes.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// The names of the fields, as the class or the instance says it; a class may have no _fields.
Tuple* fields_of(Thread& t, Object* self) {
  Lookup fields = find_attribute(t, self, intern("_fields"));
  if (fields.failed()) return nullptr;
  if (fields.is_missing()) return empty_tuple();
  TRY(length(t, fields.value));
  return tuple_from_iterable(t, fields.value);
}

Result<ssize> field_index(Thread& t, Tuple* fields, Str* name) {
  for (ssize i = 0; i < fields->size; i++)
    if (TRY(equal(t, (*fields)[i], name))) return i;
  return ssize(-1);
}

Status set_positional(Thread& t, Object* self, Tuple* fields, const Args& args) {
  if (args.count > fields->size) {
    return raise_type_error(t, "%T constructor takes at most %zd positional argument%s", self, fields->size,
                            fields->size == 1 ? "" : "s");
  }
  for (ssize i = 0; i < args.count; i++) {
    if (!is_str((*fields)[i])) return raise_type_error(t, "attribute name must be string, not '%T'", (*fields)[i]);
    TRY(set_attribute(t, self, cast<Str>((*fields)[i]), args[i]));
  }
  return Status::ok();
}

Object* ast_node_create(Thread& t, Type* cls, Args, Keywords) {
  if (!is_subtype(cls, ast_type(AstClass::kAST)))
    return raise_type_error(t, "AST.__new__(%U): %U is not a subtype of AST", type_name(cls), type_name(cls));
  return static_cast<Object*>(allocate_instance(t, cls));
}

Object* ast_node_init(Thread& t, Object* self, Args args) {
  Tuple* fields = TRY(fields_of(t, self));
  TRY(set_positional(t, self, fields, args));
  TRY(args.keywords_are_strings(t));
  for (ssize i = 0; i < args.keyword_count(); i++) {
    Str* name = args.keyword_name(i);
    ssize field = TRY(field_index(t, fields, name));
    if (field >= 0 && field < args.count)
      return raise_type_error(t, "%T got multiple values for argument '%U'", self, name);
    TRY(set_attribute(t, self, name, args.keyword_value(i)));
  }
  return none();
}

Object* ast_node_reduce(Thread& t, Object& self) {
  Lookup attributes = find_attribute(t, &self, names::dict);
  if (attributes.failed()) return nullptr;
  Object* parts[] = {self.cls, empty_tuple(), attributes.is_missing() ? nullptr : attributes.value};
  return new_tuple(parts, attributes.is_missing() ? 2 : 3);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/ast/ast_node_methods.def"
#define NATIVE_TYPE Object
#define NATIVE_PREFIX ast_node
#define NATIVE_NAME "AST"
#include "interpreter/objects/core/native_table.inc"

Status ast_add_node_methods(Thread& t, Type* cls) {
  for (const NativeMethod* row = ast_node_method_rows; row->name; row++)
    TRY(type_set_own(t, cls, intern(row->name), TRY(new_method_descriptor(t, cls, row))));
  return Status::ok();
}

}  // namespace sidewinder
