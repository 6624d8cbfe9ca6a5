// Module _contextvars (PEP 567). A context has a mapping from variables to values that never changes: a copy has the
// same one, and a change makes another. The thread's current context is in Thread::context.
#include "interpreter/modules/contextvars/contextvars.h"

#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/contextvars/hamt.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type context_type, context_variable_type, context_token_type, missing_token_type;

namespace {

struct Context : Object {
  Hamt* values;
  Context* outer;  // the one that was current before run()
  bool is_entered;
  Object* weak_list;  // for C
  static Type* type() { return &context_type; }
};
struct ContextVariable : Object {
  Object* name;
  Object* otherwise;  // the default, or null
  static Type* type() { return &context_variable_type; }
};
struct ContextToken : Object {
  Context* context;
  ContextVariable* variable;
  Object* old_value;  // null: there was none
  bool is_used;
  static Type* type() { return &context_token_type; }
};

constinit Object missing_token{kRefcountBias, &missing_token_type};

// --- contexts ---

Context* new_context(Thread& t, Hamt* shared = nullptr) {
  Hamt* values = shared ? shared : TRY(new_hamt(t));
  auto* self = TRY(new_object<Context>(&context_type));
  self->values = values;
  return self;
}

Context* current_context(Thread& t) {
  if (!t.context) t.context = TRY(new_context(t));
  return static_cast<Context*>(t.context);
}

Context* copy_of(Thread& t, Context* context) { return new_context(t, context->values); }

Object* context_new(Thread& t, Type*, Args args) {
  if (args.count || args.keyword_count()) return raise_type_error(t, "Context() does not accept any arguments");
  return new_context(t);
}

Status enter(Thread& t, Context* self) {
  if (self->is_entered) return raise(t, exceptions::RuntimeError, "cannot enter context: %R is already entered", self);
  self->outer = static_cast<Context*>(t.context);
  self->is_entered = true;
  t.context = self;
  t.context_version++;
  return Status::ok();
}

void leave(Thread& t, Context* self) {
  t.context = self->outer;
  t.context_version++;
  self->outer = nullptr;
  self->is_entered = false;
}

Object* context_run(Thread& t, Object* o, Args args) {
  auto* self = cast<Context>(o);
  if (args.count < 1) return raise_type_error(t, "run() missing 1 required positional argument");
  TRY(enter(t, self));
  Object* result = call(t, args[0], args.drop_first());
  leave(t, self);
  return result;
}

Status check_key(Thread& t, Object* key) {
  if (is_exact<ContextVariable>(key)) return Status::ok();
  return raise_type_error(t, "a ContextVar key was expected, got %R", key);
}

Object* context_copy(Thread& t, Context& self) { return copy_of(t, &self); }

Object* context_get(Thread& t, Context& self, Object* key, Object* otherwise) {
  TRY(check_key(t, key));
  Lookup value = TRY(hamt_find(t, self.values, key));
  return value.found() ? value.value : otherwise;
}

Object* context_get_item(Thread& t, Object* o, Object* key) {
  TRY(check_key(t, key));
  Lookup value = TRY(hamt_find(t, cast<Context>(o)->values, key));
  return value.found() ? value.value : raise_key_error(t, key);
}

Truth context_contains(Thread& t, Object* o, Object* key) {
  TRY(check_key(t, key));
  return truth_of((TRY(hamt_find(t, cast<Context>(o)->values, key))).found());
}

Result<ssize> context_length(Thread&, Object* o) { return cast<Context>(o)->values->used; }

Object* context_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  bool is_equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!is_equality || !is_exact<Context>(b)) return not_implemented();
  bool is_equal = TRY(hamt_equal(t, cast<Context>(a)->values, cast<Context>(b)->values));
  return new_bool(is_equal == (op == CompareOp::Eq));
}

Object* context_iter(Thread& t, Object* o) { return hamt_iterator(t, &hamt_keys_type, cast<Context>(o)->values); }
Object* context_keys(Thread& t, Context& self) { return hamt_iterator(t, &hamt_keys_type, self.values); }
Object* context_values(Thread& t, Context& self) { return hamt_iterator(t, &hamt_values_type, self.values); }
Object* context_items(Thread& t, Context& self) { return hamt_iterator(t, &hamt_items_type, self.values); }

// --- variables ---

ContextVariable* make_variable(Thread& t, Type* cls, Object* name, Object* otherwise /* or null */) {
  if (!is_str(name)) return raise_type_error(t, "context variable name must be a str");
  auto* self = TRY(new_object<ContextVariable>(cls));
  self->name = name;
  self->otherwise = otherwise;
  return self;
}

Object* variable_new(Thread& t, Type* cls, Args args) {
  if (args.count != 1 && args.count + args.keyword_count() <= 2)
    return raise_type_error(t, "ContextVar() takes %s 1 positional argument (%zd given)",
                            args.count ? "at most" : "exactly", args.count);
  Object* given[2];
  TRY(args.bind(t, "ContextVar", "name,/,*,default=", given));
  return make_variable(t, cls, given[0], given[1]);
}

Lookup value_of(Thread& t, ContextVariable& self, Object* otherwise /* or null */) {
  if (t.context) {
    Lookup value = TRY(hamt_find(t, static_cast<Context*>(t.context)->values, &self));
    if (value.found()) return value;
  }
  if (otherwise) return otherwise;
  return self.otherwise ? Lookup(self.otherwise) : Lookup::missing();
}

Object* variable_get(Thread& t, ContextVariable& self, Object* otherwise /* or null */) {
  Lookup value = TRY(value_of(t, self, otherwise));
  if (value.found()) return value.value;
  Object* variable = &self;
  return raise_object(t, TRY(call(t, &exceptions::LookupError, variable)));
}

Object* variable_set(Thread& t, ContextVariable& self, Object* value) {
  Context* context = TRY(current_context(t));
  Lookup old = TRY(hamt_find(t, context->values, &self));
  auto* token = TRY(new_object<ContextToken>(&context_token_type));
  token->context = context;
  token->variable = &self;
  token->old_value = old.found() ? old.value : nullptr;
  context->values = TRY(hamt_with(t, context->values, &self, value));
  return token;
}

Status variable_reset(Thread& t, ContextVariable& self, Object* o) {
  if (!is_exact<ContextToken>(o)) return raise_type_error(t, "expected an instance of Token, got %R", o);
  auto* token = cast<ContextToken>(o);
  if (token->is_used) return raise(t, exceptions::RuntimeError, "%R has already been used once", o);
  if (token->variable != &self) return raise_value_error(t, "%R was created by a different ContextVar", o);
  Context* context = TRY(current_context(t));
  if (token->context != context) return raise_value_error(t, "%R was created in a different Context", o);
  token->is_used = true;
  context->values = TRY(token->old_value ? hamt_with(t, context->values, &self, token->old_value)
                                         : hamt_without(t, context->values, &self));
  return Status::ok();
}

Str* address_of(Object* o) {
  char text[24];
  std::snprintf(text, sizeof text, "%p", static_cast<void*>(o));
  return new_str(text);
}

Object* variable_repr(Thread& t, Object* o) {
  auto* self = cast<ContextVariable>(o);
  StrBuilder text;
  text.add("<ContextVar name=").add(TRY(repr(t, self->name)));
  if (self->otherwise) text.add(" default=").add(TRY(repr(t, self->otherwise)));
  return text.add(" at ").add(TRY(address_of(o))).add(">").finish();
}

Object* variable_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

// --- tokens ---

Object* token_new(Thread& t, Type*, Args) {
  return raise(t, exceptions::RuntimeError, "Tokens can only be created by ContextVars");
}

Object* token_repr(Thread& t, Object* o) {
  auto* self = cast<ContextToken>(o);
  StrBuilder text;
  text.add(self->is_used ? "<Token used var=" : "<Token var=").add(TRY(repr(t, self->variable)));
  return text.add(" at ").add(TRY(address_of(o))).add(">").finish();
}

Result<ssize> token_hash(Thread& t, Object* o) { return raise_type_error(t, "unhashable type: '%T'", o); }
Result<ssize> variable_hash(Thread& t, Object* o) { return object_type.data->slots.hash(t, o); }
Object* token_var(ContextToken& self) { return self.variable; }
Object* token_old_value(ContextToken& self) { return self.old_value ? self.old_value : &missing_token; }
Object* token_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }
Object* missing_token_repr(Thread&, Object*) { return new_str("<Token.MISSING>"); }

Object* contextvars_copy_context(Thread& t) { return copy_current_context(t); }

// Others may ask before the program has imported the module, which makes its types ready.
Status have_types(Thread& t) {
  if (!(context_type.flags & kTypeReady)) TRY(import_module(t, "_contextvars"));
  return Status::ok();
}

template <class T> T* expect(Thread& t, Object* o, const char* name) {
  if (is_exact<T>(o)) return cast<T>(o);
  return raise_type_error(t, "an instance of %s was expected", name);
}
Context* expect_context(Thread& t, Object* o) { return expect<Context>(t, o, "Context"); }
ContextVariable* expect_variable(Thread& t, Object* o) { return expect<ContextVariable>(t, o, "ContextVar"); }

}  // namespace

Object* copy_current_context(Thread& t) {
  TRY(have_types(t));
  return copy_of(t, TRY(current_context(t)));
}
Object* new_empty_context(Thread& t) {
  TRY(have_types(t));
  return new_context(t);
}
Object* copy_of_context(Thread& t, Object* context) { return copy_of(t, TRY(expect_context(t, context))); }
Status enter_context(Thread& t, Object* context) { return enter(t, TRY(expect_context(t, context))); }
Status leave_context(Thread& t, Object* context) {
  auto* self = TRY(expect_context(t, context));
  if (!self->is_entered)
    return raise(t, exceptions::RuntimeError, "cannot exit context: %R has not been entered", context);
  if (t.context != self)
    return raise(t, exceptions::RuntimeError,
                 "cannot exit context: thread state references a different context object");
  leave(t, self);
  return Status::ok();
}
Object* new_context_variable(Thread& t, Str* name, Object* otherwise) {
  TRY(have_types(t));
  return make_variable(t, &context_variable_type, name, otherwise);
}
Lookup context_variable_value(Thread& t, Object* variable, Object* otherwise) {
  return value_of(t, *TRY(expect_variable(t, variable)), otherwise);
}
Object* set_context_variable(Thread& t, Object* variable, Object* value) {
  return variable_set(t, *TRY(expect_variable(t, variable)), value);
}
Status reset_context_variable(Thread& t, Object* variable, Object* token) {
  return variable_reset(t, *TRY(expect_variable(t, variable)), token);
}

#define NATIVE_TABLE "interpreter/modules/contextvars/context.def"
#define NATIVE_TYPE Context
#define NATIVE_PREFIX context
#define NATIVE_NAME "Context"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/contextvars/context_variable.def"
#define NATIVE_TYPE ContextVariable
#define NATIVE_PREFIX variable
#define NATIVE_NAME "ContextVar"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/contextvars/context_token.def"
#define NATIVE_TYPE ContextToken
#define NATIVE_PREFIX token
#define NATIVE_NAME "Token"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/contextvars/contextvars_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX contextvars
#define NATIVE_NAME "_contextvars"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_context_data() {
  TypeData d{};
  d.slots.get_item = context_get_item;
  d.slots.contains = context_contains;
  d.slots.length = context_length;
  d.slots.compare = context_compare;
  d.slots.iter = context_iter;
  d.allows_weak_references = true;
  context_declare(d);
  d.spec.doc = nullptr;
  return d;
}
constexpr TypeData make_variable_data() {
  TypeData d{};
  d.slots.repr = variable_repr;
  d.slots.hash = variable_hash;
  variable_declare(d);
  d.spec.doc = nullptr;
  return d;
}
constexpr TypeData make_token_data() {
  TypeData d{};
  d.slots.repr = token_repr;
  d.slots.hash = token_hash;
  token_declare(d);
  d.spec.doc = nullptr;
  return d;
}
constexpr TypeData make_missing_token_data() {
  TypeData d{};
  d.slots.repr = missing_token_repr;
  return d;
}
constinit TypeData context_data = make_context_data();
constinit TypeData variable_data = make_variable_data();
constinit TypeData token_data = make_token_data();
constinit TypeData missing_token_data = make_missing_token_data();

}  // namespace

constinit Type context_type = static_type("_contextvars.Context", sizeof(Context), 0, kTypeHaveGC, &context_data);
constinit Type context_variable_type =
    static_type("_contextvars.ContextVar", sizeof(ContextVariable), 0, kTypeHaveGC, &variable_data);
constinit Type context_token_type =
    static_type("_contextvars.Token", sizeof(ContextToken), 0, kTypeHaveGC, &token_data);
constinit Type missing_token_type =
    static_type("Token.MISSING", sizeof(Object), 0, kTypeDisallowInstantiation, &missing_token_data);

Module* create_contextvars(Thread& t) {
  for (Type* cls : {&context_type, &context_variable_type, &context_token_type, &missing_token_type, &hamt_type,
                    &hamt_node_type, &hamt_keys_type, &hamt_values_type, &hamt_items_type})
    ready_type(t, cls);
  TRY(dict_set_str(t, context_token_type.dict, intern("MISSING"), &missing_token));
  TRY(dict_set_str(t, context_token_type.dict, names::hash, none()));
  type_modified(t, &context_token_type);
  Module* module = TRY(new_module(t, "_contextvars"));
  TRY(add_functions(t, module, contextvars_method_rows));
  TRY(add_object(t, module, "Context", &context_type));
  TRY(add_object(t, module, "ContextVar", &context_variable_type));
  TRY(add_object(t, module, "Token", &context_token_type));
  TRY(add_object(t, module, "__doc__", new_str("Values that belong to a context of execution.")));
  return module;
}

}  // namespace sidewinder
