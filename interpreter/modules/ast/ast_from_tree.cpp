// From the parser's tree to objects: one walk, which finds the names of fields and their order in the table of classes.
#include "interpreter/compiler/folding.h"
#include "interpreter/modules/ast/ast_class_of.h"
#include "interpreter/modules/ast/ast_objects.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/syntax/ast/ast_fields.h"

namespace sidewinder {
namespace {

class ObjectMaker;

// Gives one object its fields, in order.
class FieldSetter {
 public:
  FieldSetter(Thread& t, ObjectMaker& maker, Object* node, const AstClassInfo& info)
      : t_(t), maker_(maker), node_(node), info_(info) {}

  // visit_fields
  template <class T> void field(const char* name, const T& value);
  void constant(const ast::Constant& constant) {
    set(constant_object(constant));
    set(constant.unicode_prefix ? intern("u") : none());
  }
  void singleton(ast::ConstantKind kind) {
    ast::Constant constant{};
    constant.type = kind;
    set(constant_object(constant));
  }

  // Fields that the parser's tree does not have are None.
  Status finish() {
    while (!failed_ && next_ < info_.field_count) set(none());
    return failed_ ? Status(Raised{}) : Status::ok();
  }

 private:
  void set(Object* value) {
    failed_ = failed_ || !value || instance_set(t_, node_, info_.fields[next_].name, value).failed();
    next_++;
  }

  Thread& t_;
  ObjectMaker& maker_;
  Object* node_;
  const AstClassInfo& info_;
  int next_ = 0;
  bool failed_ = false;
};

class ObjectMaker {
 public:
  explicit ObjectMaker(Thread& t) : t_(t) {}

  Object* module(const ast::Module& tree) {
    switch (tree.mode) {
      case ast::ParseMode::Exec: return root(AstClass::kModule, TRY(value(tree.body)), TRY(type_ignores(tree)));
      case ast::ParseMode::Eval: return root(AstClass::kExpression, TRY(value(tree.expression)));
      case ast::ParseMode::Single: return root(AstClass::kInteractive, TRY(value(tree.body)));
      case ast::ParseMode::FunctionType:
        return root(AstClass::kFunctionType, TRY(value(tree.argument_types)), TRY(value(tree.expression)));
    }
    return nullptr;
  }

  // visit_node
  template <class T> void node(const T& node) { result_ = make(node); }

  // The values of fields.
  Object* value(const ast::Expr* expr) { return of_kind(expr); }
  Object* value(const ast::Stmt* stmt) { return of_kind(stmt); }
  Object* value(const ast::Pattern* pattern) { return of_kind(pattern); }
  template <class T> Object* value(const T* node) { return node ? make(*node) : none(); }
  Object* value(Identifier identifier) { return identifier ? intern(identifier.text()) : none(); }
  Object* value(ast::TypeCommentText comment) { return comment.data() ? new_str(comment) : none(); }
  Object* value(char conversion) { return int_from_int64(conversion ? conversion : -1); }
  Object* value(bool flag) { return int_from_int64(flag); }
  Object* value(int32_t number) { return int_from_int64(number); }
  template <class T>
  requires std::is_enum_v<T> Object* value(T enumerator) {
    return ast_singleton(AstClass(int(ast_first_class(enumerator)) + int(enumerator)));
  }
  template <class T> Object* value(ArenaSpan<T> items) {
    List* list = TRY(new_list(t_, ssize(items.size())));
    for (const T& item : items) TRY(list_append(t_, list, TRY(value(item))));
    return list;
  }

 private:
  List* type_ignores(const ast::Module& tree) {
    List* list = TRY(new_list(t_));
    const AstClassInfo& info = ast_info(AstClass::kTypeIgnore);
    for (const ast::TypeIgnore& comment : tree.type_ignores) {
      Object* o = TRY(new_instance(t_, ast_type(AstClass::kTypeIgnore)));
      TRY(instance_set(t_, o, info.fields[0].name, int_from_int64(comment.line)));
      TRY(instance_set(t_, o, info.fields[1].name, TRY(new_str(comment.tag))));
      TRY(list_append(t_, list, o));
    }
    return list;
  }

  Object* root(AstClass which, Object* body, Object* second = nullptr) {
    Object* o = TRY(new_instance(t_, ast_type(which)));
    const AstClassInfo& info = ast_info(which);
    TRY(instance_set(t_, o, info.fields[0].name, body));
    if (second) TRY(instance_set(t_, o, info.fields[1].name, second));
    return o;
  }

  template <class T> Object* of_kind(const T* node) {
    if (!node) return none();
    if (!native_stack_left(t_, " during ast construction")) return nullptr;
    visit_node(*node, *this);
    return result_;
  }

  template <class T> Object* make(const T& node) {
    AstClass which = ast_class_of(node);
    Object* o = TRY(new_instance(t_, ast_type(which)));
    FieldSetter fields(t_, *this, o, ast_info(which));
    visit_fields(node, fields);
    TRY(fields.finish());
    if constexpr (std::is_base_of_v<ast::Location, T>) TRY(set_place(o, node));
    return o;
  }

  Status set_place(Object* o, const ast::Location& at) {
    const int32_t place[kAstPlaceAttributes] = {at.line, at.column, at.end_line, at.end_column};
    for (int i = 0; i < kAstPlaceAttributes; i++) TRY(instance_set(t_, o, ast_place_name(i), int_from_int64(place[i])));
    return Status::ok();
  }

  Thread& t_;
  Object* result_ = nullptr;
};

template <class T> void FieldSetter::field(const char* name, const T& value) {
  if (failed_) return;
  PY_DCHECK(str_equals(info_.fields[next_].name, name));
  (void)name;
  set(maker_.value(value));
}

}  // namespace

Object* ast_objects_from_tree(Thread& t, const ast::Module& tree) {
  TRY(ast_ready(t));
  return ObjectMaker(t).module(tree);
}

}  // namespace sidewinder
