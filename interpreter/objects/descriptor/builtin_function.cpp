#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/execution/frame.h"

#include <cstdio>
#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

BuiltinFunction* new_builtin_function(Thread&, const NativeMethod* method, Object* self, Object* module) {
  BuiltinFunction* f = TRY(new_object<BuiltinFunction>(&builtin_function_type));
  f->method = method;
  f->self = self;
  f->module = module;
  return f;
}

// --- documentation ---

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
  return *doc ? new_str(doc) : none();
}

Object* text_signature(const char* name, const char* doc) {
  const char* signature = find_signature(name, doc);
  if (!signature) return none();
  return new_str(std::string_view(signature, size_t(std::strstr(signature, kSignatureEnd) + 1 - signature)));
}

// --- the type ---

namespace {

bool is_bound(const BuiltinFunction* f) { return f->self && !is_instance(f->self, &module_type); }

Object* function_call(Thread& t, Object* callee, Args args) {
  return call_builtin_function(t, cast<BuiltinFunction>(callee), args);
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
      .add(type_name_in_messages(f->self->cls))
      .add(address)
      .finish();
}

Object* function_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<BuiltinFunction>(b)) return not_implemented();
  auto* x = cast<BuiltinFunction>(a);
  auto* y = cast<BuiltinFunction>(b);
  bool same_function = x->self == y->self && x->method->function == y->method->function;
  return bool_object(same_function == (op == CompareOp::Eq));
}

Result<ssize> function_hash(Thread&, Object* o) {
  auto* f = cast<BuiltinFunction>(o);
  return ssize((reinterpret_cast<size_t>(f->self) >> 4) ^ (reinterpret_cast<size_t>(f->method->function) >> 3));
}

Str* builtin_function_name(const BuiltinFunction& self) { return intern(self.method->name); }

Str* builtin_function_qualname(const BuiltinFunction& self) {
  if (!is_bound(&self)) return builtin_function_name(self);
  Str* owner = type_qualname(is_type(self.self) ? cast<Type>(self.self) : self.self->cls);
  return StrBuilder().add(owner).add(".").add(self.method->name).finish();
}

Object* builtin_function_doc(const BuiltinFunction& self) {
  return doc_without_signature(self.method->name, self.method->doc);
}
Object* builtin_function_text_signature(const BuiltinFunction& self) {
  return text_signature(self.method->name, self.method->doc);
}
Object* builtin_function_self(const BuiltinFunction& self) { return self.self ? self.self : none(); }

// Pickled by name, a bound one as getattr(self, name).
Object* builtin_function_reduce(Thread& t, const BuiltinFunction& self) {
  if (!is_bound(&self)) return builtin_function_name(self);
  Object* pair[] = {self.self, builtin_function_name(self)};
  Object* getter = dict_get_str(t.frame->function->builtins, intern("getattr"));
  Object* result[] = {getter ? getter : none(), TRY(new_tuple(pair, 2))};
  return new_tuple(result, 2);
}

}  // namespace

bool is_miscounted(const NativeMethod& method, ssize count, bool has_keywords) {
  switch (method.shape) {
    case CallShape::NoArguments: return count != 0 || has_keywords;
    case CallShape::One: return count != 1 || has_keywords;
    case CallShape::Positional: return has_keywords;
    default: return false;
  }
}

Raised raise_as_called(Thread& t, const BuiltinFunction* f, const Args& args) {
  if (!is_bound(f) || !is_miscounted(*f->method, args.count, args.keyword_count())) return {};
  clear_pending(t);
  if (args.keyword_count() && f->method->takes_tuple)
    return raise_type_error(t, "%s() takes no keyword arguments", f->method->name);
  Str* name = builtin_function_qualname(*f);
  if (args.keyword_count()) return raise_type_error(t, "%U() takes no keyword arguments", name);
  const char* expected = f->method->shape == CallShape::One ? "exactly one argument" : "no arguments";
  return raise_type_error(t, "%U() takes %s (%zd given)", name, expected, args.count);
}

#define NATIVE_TABLE "interpreter/objects/descriptor/builtin_function_methods.def"
#define NATIVE_TYPE BuiltinFunction
#define NATIVE_PREFIX builtin_function
#define NATIVE_NAME "builtin_function_or_method"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_builtin_function_data() {
  TypeData d{};
  d.slots.repr = function_repr;
  d.slots.hash = function_hash;
  d.slots.call = function_call;
  d.slots.compare = function_compare;
  d.allows_weak_references = true;
  builtin_function_declare(d);
  return d;
}
constinit TypeData builtin_function_data = make_builtin_function_data();

}  // namespace

constinit Type builtin_function_type = static_type("builtin_function_or_method", sizeof(BuiltinFunction), 0,
                                                   kTypeHaveGC | kTypeDisallowInstantiation, &builtin_function_data);

}  // namespace sidewinder
