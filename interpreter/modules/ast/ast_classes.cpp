// Makes the classes of module _ast from the table.
#include "interpreter/modules/ast/ast_classes.h"

#include <string>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {
namespace {

constexpr int kClassCount = int(AstClass::kCount);

struct Row {
  const char* name;
  const char* base;
  AstPlace place;
  std::string_view fields;
};
constexpr Row kRows[] = {
#define CLASS(name, base, place, fields) {#name, #base, AstPlace::place, fields},
#include "interpreter/modules/ast/ast_classes.def"
#undef CLASS
};

constexpr const char* kPlaceNames[kAstPlaceAttributes] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

AstClassInfo infos[kClassCount];  // all strings in it are interned, so immortal
bool is_made = false;

struct Roots {
  Object* classes[kClassCount];
  Object* singletons[kClassCount];
};
Roots& roots() {
  static Roots* const r = reinterpret_cast<Roots*>(allocate_permanent(2 * kClassCount));
  return *r;
}

AstClass class_named(std::string_view name) {
  int i = 0;
  while (kRows[i].name != name) i++;
  return AstClass(i);
}

AstField read_field(std::string_view text) {
  size_t space = text.find(' ');
  AstField field{text.substr(0, space), AstField::Quantity::One, intern(text.substr(space + 1))};
  char mark = field.kind.back();
  if (mark == '?') field.quantity = AstField::Quantity::Optional;
  if (mark == '*') field.quantity = AstField::Quantity::List;
  if (field.quantity != AstField::Quantity::One) field.kind.remove_suffix(1);
  return field;
}

void read_fields(std::string_view text, AstClassInfo* info) {
  while (!text.empty()) {
    size_t comma = text.find(", ");
    info->fields[info->field_count++] = read_field(text.substr(0, comma));
    text = comma == text.npos ? std::string_view() : text.substr(comma + 2);
  }
}

void read_row(int i) {
  const Row& row = kRows[i];
  AstClassInfo& info = infos[i];
  info = {};
  info.name = row.name;
  info.base = i == 0 ? AstClass::kAST : class_named(row.base);
  info.place = row.place == AstPlace::Inherited ? infos[int(info.base)].place : row.place;
  read_fields(row.fields, &info);
}

// Is it a choice of the grammar, such as stmt?
bool is_choice(int i) {
  for (const Row& row : kRows)
    if (std::string_view(row.base) == kRows[i].name) return true;
  return false;
}

// The class as a line of the grammar.
std::string grammar_of(const Row& row) {
  std::string text = row.name;
  if (!row.fields.empty()) text.append("(").append(row.fields).append(")");
  return text;
}

// The alternatives of a choice: on a line each, or all on one if none has fields.
std::string documentation(int i) {
  if (!is_choice(i)) return grammar_of(kRows[i]);
  std::string text = kRows[i].name;
  bool is_enumeration = kRows[i].place == AstPlace::No && kRows[i + 1].fields.empty();
  std::string next_line = "\n" + std::string(text.size() + 1, ' ') + "| ";
  std::string separator = " = ";
  for (const Row& row : kRows) {
    if (std::string_view(row.base) != kRows[i].name) continue;
    text.append(separator).append(grammar_of(row));
    separator = is_enumeration ? " | " : next_line;
  }
  return text;
}

Tuple* field_names(const AstClassInfo& info) {
  Tuple* names = TRY(new_tuple(info.field_count));
  for (int i = 0; i < info.field_count; i++) names->items[i] = info.fields[i].name;
  return names;
}

Tuple* place_names(AstPlace place) {
  Tuple* names = TRY(new_tuple(place == AstPlace::No ? 0 : kAstPlaceAttributes));
  for (ssize i = 0; i < names->size; i++) names->items[i] = ast_place_name(int(i));
  return names;
}

Status add_defaults(Thread& t, Dict* d, int i) {
  const AstClassInfo& info = infos[i];
  for (int f = 0; f < info.field_count; f++)
    if (info.fields[f].quantity == AstField::Quantity::Optional) TRY(dict_set_str(t, d, info.fields[f].name, none()));
  if (kRows[i].place != AstPlace::OptionalEnd) return Status::ok();
  TRY(dict_set_str(t, d, ast_place_name(2), none()));
  return dict_set_str(t, d, ast_place_name(3), none());
}

Dict* class_namespace(Thread& t, int i) {
  Dict* d = TRY(new_dict(t));
  TRY(dict_set_str(t, d, names::module, intern("ast")));
  TRY(dict_set_str(t, d, names::doc, i == 0 ? none() : TRY(new_str(documentation(i)))));
  Tuple* fields = TRY(field_names(infos[i]));
  TRY(dict_set_str(t, d, intern("_fields"), fields));
  TRY(dict_set_str(t, d, intern("__match_args__"), fields));
  if (kRows[i].place != AstPlace::Inherited)
    TRY(dict_set_str(t, d, intern("_attributes"), TRY(place_names(infos[i].place))));
  TRY(add_defaults(t, d, i));
  return d;
}

Type* make_class(Thread& t, int i) {
  Object* base = i == 0 ? &object_type : roots().classes[int(infos[i].base)];
  Dict* namespace_ = TRY(class_namespace(t, i));
  Tuple* bases = TRY(new_tuple(&base, 1));
  Type* cls = TRY(new_heap_type(t, &type_type, intern(kRows[i].name), bases, namespace_, Args{}));
  if (i == 0) TRY(ast_add_node_methods(t, cls));
  return cls;
}

// One of the classes of which all instances are alike: contexts and operators.
bool is_enumerator(int i) {
  const AstClassInfo& info = infos[i];
  return info.field_count == 0 && info.place == AstPlace::No && info.base != AstClass::kAST && i != 0;
}

}  // namespace

const AstClassInfo& ast_info(AstClass which) { return infos[int(which)]; }
Type* ast_type(AstClass which) { return cast<Type>(roots().classes[int(which)]); }
Object* ast_singleton(AstClass which) { return roots().singletons[int(which)]; }

Str* ast_place_name(int i) {
  static Str* const names[] = {intern(kPlaceNames[0]), intern(kPlaceNames[1]), intern(kPlaceNames[2]),
                               intern(kPlaceNames[3])};
  return names[i];
}

bool ast_is_made() { return is_made; }

Status ast_ready(Thread& t) {
  if (is_made) return Status::ok();
  for (int i = 0; i < kClassCount; i++) {
    read_row(i);
    roots().classes[i] = TRY(make_class(t, i));
    if (is_enumerator(i)) {
      auto* instance = static_cast<Object*>(TRY(allocate_instance(t, ast_type(AstClass(i)))));
      roots().singletons[i] = instance;
    }
  }
  is_made = true;
  return Status::ok();
}

}  // namespace sidewinder
