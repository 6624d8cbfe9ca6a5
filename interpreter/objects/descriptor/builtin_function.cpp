#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/execution/frame.h"

#include <cstdio>
#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

BuiltinFunction* new_builtin_function(Thread&, const NativeMethod* method, Object* self, Object* module) {
  BuiltinFunction* f = new_object<BuiltinFunction>(&builtin_function_type);
  if (!f) return nullptr;
  f->method = method;
  f->self = self;
  f->module = module;
  return f;
}

// --- documentation
// ------------------------------------------------------------------------------------------------------------

namespace {

constexpr const char kSignatureEnd[] = ")\n--\n\n";

// "(signature)" of a documentation string that begins with "name(", and what follows; null if it has none.
const char* find_signature(const char* name, const char* doc) {
  const char* dot = std::strrchr(name, '.');
  if (dot) name = dot + 1;
  size_t n = std::strlen(name);
  if (!doc || std::strncmp(doc, name, n) != 0 || doc[n] != '(') return nullptr;
  return std::strstr(doc + n, kSignatureEnd) ? doc + n : nullptr;
}

}  // namespace

Object* doc_without_signature(const char* name, const char* doc) {
  if (!doc) return none();
  if (const char* signature = find_signature(name, doc))
    doc = std::strstr(signature, kSignatureEnd) + sizeof(kSignatureEnd) - 1;
  return new_str(doc);
}

Object* text_signature(const char* name, const char* doc) {
  const char* signature = find_signature(name, doc);
  if (!signature) return none();
  return new_str(std::string_view(signature, size_t(std::strstr(signature, kSignatureEnd) + 1 - signature)));
}

// --- the type
// -----------------------------------------------------------------------------------------------------------------

namespace {

bool is_bound(const BuiltinFunction* f) { return f->self && !is_instance(f->self, &module_type); }

Object* function_call(Thread& t, Object* callee, Args args) {
  auto* f = cast<BuiltinFunction>(callee);
  return f->method->function(t, f->self, args);
}

Object* function_repr(Thread&, Object* o) {
  auto* f = cast<BuiltinFunction>(o);
  if (!is_bound(f)) return StrBuilder().add("<built-in function ").add(f->method->name).add(">").finish();
  char address[40];
  snprintf(address, sizeof address, " object at %p>", static_cast<void*>(f->self));
  return StrBuilder()
      .add("<built-in method ")
      .add(f->method->name)
      .add(" of ")
      .add(type_name(f->self->cls))
      .add(address)
      .finish();
}

Object* function_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<BuiltinFunction>(b)) return not_implemented();
  auto *x = cast<BuiltinFunction>(a), *y = cast<BuiltinFunction>(b);
  return bool_object((x->self == y->self && x->method->function == y->method->function) == (op == CompareOp::Eq));
}

Result<ssize> function_hash(Thread&, Object* o) {
  auto* f = cast<BuiltinFunction>(o);
  return ssize((reinterpret_cast<size_t>(f->self) >> 4) ^ (reinterpret_cast<size_t>(f->method->function) >> 3));
}

Object* get_name(Thread&, Object* o) { return intern(cast<BuiltinFunction>(o)->method->name); }

Object* get_qualname(Thread& t, Object* o) {
  auto* f = cast<BuiltinFunction>(o);
  if (!is_bound(f)) return get_name(t, o);
  Str* owner = type_qualname(is_type(f->self) ? cast<Type>(f->self) : f->self->cls);
  return StrBuilder().add(owner).add(".").add(f->method->name).finish();
}

Object* get_doc(Thread&, Object* o) {
  const NativeMethod* m = cast<BuiltinFunction>(o)->method;
  return doc_without_signature(m->name, m->doc);
}
Object* get_text_signature(Thread&, Object* o) {
  const NativeMethod* m = cast<BuiltinFunction>(o)->method;
  return text_signature(m->name, m->doc);
}
Object* get_self(Thread&, Object* o) {
  Object* self = cast<BuiltinFunction>(o)->self;
  return self ? self : none();
}

// Pickled by name, a bound one as getattr(self, name).
Object* function_reduce(Thread& t, Object* self, Args) {
  auto* f = cast<BuiltinFunction>(self);
  if (!is_bound(f)) return get_name(t, self);
  Object* pair[] = {f->self, get_name(t, self)};
  Object* getter = dict_get_str(t.frame->function->builtins, intern("getattr"));
  Object* result[] = {getter ? getter : none(), TRY(new_tuple(pair, 2))};
  return new_tuple(result, 2);
}

const NativeMethod function_methods[] = {{"__reduce__", function_reduce}, {}};
const NativeGetSet function_getsets[] = {{"__name__", get_name}, {"__qualname__", get_qualname},
                                         {"__doc__", get_doc},   {"__text_signature__", get_text_signature},
                                         {"__self__", get_self}, {}};
const NativeMember function_members[] = {
    {"__module__", MemberKind::ObjectOrNone, offsetof(BuiltinFunction, module), false}, {}};

TypeData builtin_function_data = {
    .slots = {.repr = function_repr, .hash = function_hash, .call = function_call, .compare = function_compare},
    .spec = {.methods = function_methods, .getsets = function_getsets, .members = function_members},
    .allows_weak_references = true,
};

}  // namespace

Type builtin_function_type = static_type("builtin_function_or_method", sizeof(BuiltinFunction), 0,
                                         kTypeHaveGC | kTypeDisallowInstantiation, &builtin_function_data);

}  // namespace sidewinder
