// From objects to the tree that the compiler takes. What the objects look like is checked here (fields that are there,
// of the right kind); what they say together is the business of ast_validate.cpp.
#include "interpreter/modules/ast/ast_class_of.h"
#include "interpreter/modules/ast/ast_constant.h"
#include "interpreter/modules/ast/ast_objects.h"
#include "interpreter/modules/ast/ast_validate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"
#include "interpreter/syntax/ast/ast_fields.h"

namespace sidewinder {
namespace {

// Of a struct that stands for two classes, what says which of them it is.
template <class T> bool* variant_flag(T& node) {
  if constexpr (requires { node.is_star; }) return &node.is_star;
  else if constexpr (requires { node.is_async; }) return &node.is_async;
  else return nullptr;
}

AstClass root_class(ast::ParseMode mode) {
  switch (mode) {
    case ast::ParseMode::Exec: return AstClass::kModule;
    case ast::ParseMode::Eval: return AstClass::kExpression;
    case ast::ParseMode::Single: return AstClass::kInteractive;
    case ast::ParseMode::FunctionType: return AstClass::kFunctionType;
  }
  return AstClass::kModule;
}

class TreeMaker {
 public:
  TreeMaker(Thread& t, Arena& arena) : t_(t), arena_(arena) {
    names_ = new (arena.allocate(sizeof(NameTable), alignof(NameTable))) NameTable(arena);
  }

  ast::Module* module(Object* o, ast::ParseMode mode) {
    auto* tree = arena_.make<ast::Module>();
    tree->mode = mode;
    tree->names = names_;
    FieldReader reader(*this, o, root_class(mode));
    if (mode == ast::ParseMode::Eval) reader.field("body", tree->expression);
    else reader.field("body", tree->body);
    ArenaSpan<TypeIgnore> ignored;
    if (mode == ast::ParseMode::Exec) reader.field("type_ignores", ignored);
    TRY(reader.finish());
    return tree;
  }

 private:
  struct TypeIgnore {};  // the compiler has no use for them

  // Gives one struct its fields, in the order of the table.
  class FieldReader {
   public:
    FieldReader(TreeMaker& maker, Object* object, AstClass which)
        : maker_(maker), t_(maker.t_), object_(object), info_(ast_info(which)) {}

    // visit_fields
    template <class T> void field(const char*, T& out) {
      if (!failed_) failed_ = read_field(info_.fields[next_++], out).failed();
    }
    void constant(ast::Constant& out) {
      if (!failed_) failed_ = read_constant(out).failed();
    }
    void singleton(ast::ConstantKind& out) {
      if (!failed_) failed_ = read_singleton(out).failed();
    }

    Status finish() {
      if (failed_) return Raised{};
      if (!absent_) return Status::ok();
      return raise_value_error(t_, "field '%U' is required for %s", absent_, info_.name);
    }

   private:
    // Missing: None or nothing, where that is allowed.
    Lookup value_of(const AstField& field) {
      Lookup found = find_attribute(t_, object_, field.name);
      bool is_optional = field.quantity == AstField::Quantity::Optional;
      if (found.failed()) return Raised{};
      if (found.is_missing() && !is_optional)
        return raise_type_error(t_, "required field \"%U\" missing from %s", field.name, info_.name);
      if (is_optional && found.found() && found.value == none()) return Lookup::missing();
      return found;
    }

    template <class T> Status read_field(const AstField& field, T& out) {
      Lookup found = value_of(field);
      if (found.failed()) return Raised{};
      if (found.is_missing()) return Status::ok();
      TRY(maker_.read(found.value, out));
      // Only now, as the other fields are read first.
      if (found.value == none() && !absent_) absent_ = field.name;
      return Status::ok();
    }

    template <class T> Status read_field(const AstField& field, ArenaSpan<T>& out) {
      Lookup found = value_of(field);
      if (found.failed()) return Raised{};
      if (!is_list(found.value)) {
        return raise_type_error(t_, "%s field \"%U\" must be a list, not a %T", info_.name, field.name, found.value);
      }
      auto* list = cast<List>(found.value);
      ssize size = list->length();
      out = arena().template make_span<T>(size_t(size));
      for (ssize i = 0; i < size; i++) {
        TRY(maker_.read(TRY(list_get(t_, list, i)), out[size_t(i)]));
        if (list->length() != size) {
          return raise(t_, exceptions::RuntimeError, "%s field \"%U\" changed size during iteration", info_.name,
                       field.name);
        }
      }
      return Status::ok();
    }

    Status read_constant(const ast::Constant& place) {
      Lookup value = value_of(info_.fields[0]);
      if (value.failed()) return Raised{};
      Lookup kind = value_of(info_.fields[1]);
      if (kind.failed()) return Raised{};
      maker_.constant_ = TRY(ast_constant(t_, arena(), value.value, place));
      bool has_prefix = kind.found() && is_str(kind.value) && str_equals(cast<Str>(kind.value), "u");
      if (has_prefix && maker_.constant_->is<ast::Constant>())
        maker_.constant_->as<ast::Constant>().unicode_prefix = true;
      return Status::ok();
    }

    // Anything that is no singleton becomes Ellipsis, which the validation refuses.
    Status read_singleton(ast::ConstantKind& out) {
      Lookup value = value_of(info_.fields[0]);
      if (value.failed()) return Raised{};
      const ast::Expr* constant = TRY(ast_constant(t_, arena(), value.value, {}));
      out = constant->is<ast::Constant>() ? constant->as<ast::Constant>().type : ast::ConstantKind::Ellipsis;
      if (out > ast::ConstantKind::Ellipsis) out = ast::ConstantKind::Ellipsis;
      return Status::ok();
    }

    Arena& arena() { return maker_.arena_; }

    TreeMaker& maker_;
    Thread& t_;
    Object* object_;
    const AstClassInfo& info_;
    Str* absent_ = nullptr;
    int next_ = 0;
    bool failed_ = false;
  };

  // --- values of fields ---

  Status read(Object* o, Identifier& out) {
    if (o == none()) return Status::ok();
    if (!is_exact<Str>(o)) return raise_type_error(t_, "AST identifier must be of type str");
    out = names_->intern(str_to_utf8(cast<Str>(o)));
    return Status::ok();
  }
  // The compiler has no use for them.
  Status read(Object* o, ast::TypeCommentText&) {
    if (is_exact<Str>(o) || is_bytes_like(o)) return Status::ok();
    return raise_type_error(t_, "AST string must be of type str");
  }
  Status read(Object* o, int32_t& out) {
    if (!is_int(o)) return raise_value_error(t_, "invalid integer value: %R", o);
    return argument_int(t_, o, &out);
  }
  Status read(Object* o, bool& out) {
    int32_t value = 0;
    TRY(read(o, value));
    out = value != 0;
    return Status::ok();
  }
  Status read(Object* o, char& conversion) {
    int32_t value = 0;
    TRY(read(o, value));
    bool is_known = value == -1 || value == 's' || value == 'r' || value == 'a';
    if (!is_known) return raise(t_, exceptions::SystemError, "Unrecognized conversion character %d", value);
    conversion = value == -1 ? 0 : char(value);
    return Status::ok();
  }
  template <class T>
  requires std::is_enum_v<T> Status read(Object* o, T& out) {
    AstClass first = ast_first_class(out);
    AstClass family = ast_info(first).base;
    AstClass which = TRY(class_of(o, family));
    out = T(int(which) - int(first));
    return Status::ok();
  }
  Status read(Object* o, TypeIgnore&) {
    TRY(class_of(o, AstClass::ktype_ignore));
    return Status::ok();
  }
  Status read(Object* o, ast::Expr*& out) { return read_choice(o, AstClass::kexpr, out); }
  Status read(Object* o, ast::Stmt*& out) { return read_choice(o, AstClass::kstmt, out); }
  Status read(Object* o, ast::Pattern*& out) { return read_choice(o, AstClass::kpattern, out); }
  Status read(Object* o, ast::ExceptHandler*& out) {
    if (o == none()) return Status::ok();
    ast::Location at;
    TRY(read_place(o, AstClass::kexcepthandler, &at));
    TRY(class_of(o, AstClass::kexcepthandler));
    return read_node(o, AstClass::kExceptHandler, at, out);
  }
  // The other structs have no class to choose: whatever has their fields will do.
  template <class T> Status read(Object* o, T*& out) {
    AstClass which = ast_class_of(T{});
    TRY(read_node(o, which, {}, out));
    if constexpr (std::is_base_of_v<ast::Location, T>) TRY(read_place(o, which, out));
    return Status::ok();
  }

  // The class below `family` that o is an instance of.
  Result<AstClass> class_of(Object* o, AstClass family) {
    for (int i = int(family) + 1; i < int(AstClass::kCount); i++)
      if (ast_info(AstClass(i)).base == family && is_instance(o, ast_type(AstClass(i)))) return AstClass(i);
    return raise_type_error(t_, "expected some sort of %s, but got %R", ast_info(family).name, o);
  }

  template <class Base> Status read_choice(Object* o, AstClass family, Base*& out) {
    if (o == none()) return Status::ok();
    RecursionLevel level(t_, family == AstClass::kstmt      ? " while traversing 'stmt' node"
                             : family == AstClass::kpattern ? " while traversing 'pattern' node"
                                                            : " while traversing 'expr' node");
    if (level.too_deep()) return Raised{};
    ast::Location at;
    TRY(read_place(o, family, &at));
    AstClass which = TRY(class_of(o, family));
    return read_as(o, which, at, out);
  }

#define EXPR(kind) TRY(read_if<ast::kind>(o, which, at, out));
  Status read_as(Object* o, AstClass which, const ast::Location& at, ast::Expr*& out) {
#include "interpreter/syntax/ast/ast_nodes.def"
    if (which == AstClass::kConstant) out = constant_;
    if (which == AstClass::kFormattedValue) out = format_field(out->as<ast::FormattedValue>());
    if (which == AstClass::kJoinedStr) join_parts(out->as<ast::JoinedStr>());
    return Status::ok();
  }
#define STMT(kind) TRY(read_if<ast::kind>(o, which, at, out));
  Status read_as(Object* o, AstClass which, const ast::Location& at, ast::Stmt*& out) {
#include "interpreter/syntax/ast/ast_nodes.def"
    return Status::ok();
  }
#define PATTERN(kind) TRY(read_if<ast::kind>(o, which, at, out));
  Status read_as(Object* o, AstClass which, const ast::Location& at, ast::Pattern*& out) {
#include "interpreter/syntax/ast/ast_nodes.def"
    return Status::ok();
  }

  // Reads o as a T if that is its class.
  template <class T, class Base> Status read_if(Object* o, AstClass which, const ast::Location& at, Base*& out) {
    T probe{};
    bool* flag = variant_flag(probe);
    bool fits = ast_class_of(probe) == which;
    bool fits_with_flag = false;
    if (flag && !fits) {
      *flag = true;
      fits_with_flag = ast_class_of(probe) == which;
    }
    if (!fits && !fits_with_flag) return Status::ok();
    T* node = nullptr;
    TRY(read_node(o, which, at, node));
    node->kind = T::kKind;
    if (flag) *variant_flag(*node) = fits_with_flag;
    out = node;
    return Status::ok();
  }

  // The compiler knows replacement fields as parts of a JoinedStr only, and as its parts only these and text.
  ast::Expr* joined(ast::Expr* part) {
    auto* whole = arena_.make<ast::JoinedStr>();
    static_cast<ast::Location&>(*whole) = *part;
    whole->kind = ast::ExprKind::JoinedStr;
    whole->values = arena_.copy_span({part_of_joined(part)});
    return whole;
  }

  ast::Expr* part_of_joined(ast::Expr* part) {
    bool is_text = part->is<ast::Constant>() && part->as<ast::Constant>().type == ast::ConstantKind::String;
    if (is_text || part->is<ast::FormattedValue>()) return part;
    auto* field = arena_.make<ast::FormattedValue>();
    static_cast<ast::Location&>(*field) = *part;
    field->kind = ast::ExprKind::FormattedValue;
    field->value = part;
    return field;
  }

  // The replacement fields among the parts were made strings of their own when they were read.
  void join_parts(ast::JoinedStr& string) {
    for (ast::Expr*& part : string.values) {
      if (!part) continue;
      bool is_joined_part = part->is<ast::JoinedStr>() && part->as<ast::JoinedStr>().values.size() == 1;
      part = is_joined_part ? part->as<ast::JoinedStr>().values[0] : part;
      if (part) part = part_of_joined(part);
    }
  }

  ast::Expr* format_field(ast::FormattedValue& field) {
    if (field.format_spec && !field.format_spec->is<ast::JoinedStr>()) field.format_spec = joined(field.format_spec);
    return joined(&field);
  }

  template <class T> Status read_node(Object* o, AstClass which, const ast::Location& at, T*& out) {
    out = arena_.make<T>();
    if constexpr (std::is_base_of_v<ast::Location, T>) static_cast<ast::Location&>(*out) = at;
    FieldReader reader(*this, o, which);
    visit_fields(*out, reader);
    return reader.finish();
  }

  Status read_place(Object* o, AstClass which, ast::Location* at) {
    const AstClassInfo& info = ast_info(which);
    int32_t* const parts[kAstPlaceAttributes] = {&at->line, &at->column, &at->end_line, &at->end_column};
    for (int i = 0; i < kAstPlaceAttributes; i++) {
      Lookup found = find_attribute(t_, o, ast_place_name(i));
      if (found.failed()) return Raised{};
      bool is_optional = i >= 2 && info.place == AstPlace::OptionalEnd;
      bool is_absent = found.is_missing() || (is_optional && found.value == none());
      if (!is_absent) TRY(read(found.value, *parts[i]));
      else if (is_optional) *parts[i] = *parts[i - 2];
      else return raise_type_error(t_, "required field \"%U\" missing from %s", ast_place_name(i), info.name);
    }
    return Status::ok();
  }

  Thread& t_;
  Arena& arena_;
  NameTable* names_;
  ast::Expr* constant_ = nullptr;  // what the last Constant has become
};

}  // namespace

bool is_ast_object(Object* o) { return ast_is_made() && is_instance(o, ast_type(AstClass::kAST)); }

const ast::Module* ast_tree_from_objects(Thread& t, Arena& arena, Object* root, ast::ParseMode mode) {
  AstClass wanted = root_class(mode);
  if (!is_instance(root, ast_type(wanted)))
    return raise_type_error(t, "expected %s node, got %T", ast_info(wanted).name, root);
  ast::Module* tree = TRY(TreeMaker(t, arena).module(root, mode));
  TRY(ast_validate(t, *tree));
  return tree;
}

}  // namespace sidewinder
