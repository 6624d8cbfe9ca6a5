// BaseExceptionGroup and ExceptionGroup: several exceptions raised together (PEP 654).
#include "interpreter/objects/exception/exception_group.h"

#include <unordered_set>

#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/exception_data.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

namespace {

Tuple* members_argument(Thread& t, Object* sequence) {
  if (!slots_of(sequence).get_item || has_flag(sequence, kTypeDict))
    return raise_type_error(t, "second argument (exceptions) must be a sequence");
  Tuple* members = TRY(tuple_from_iterable(t, sequence));
  if (!members->size) return raise_value_error(t, "second argument (exceptions) must be a non-empty sequence");
  for (ssize i = 0; i < members->size; i++)
    if (!is_exception(members->items[i]))
      return raise_value_error(t, "Item %zd of second argument (exceptions) is not an exception", i);
  return members;
}

bool are_plain(const Tuple* members) {
  for (ssize i = 0; i < members->size; i++)
    if (!is_instance(members->items[i], &exceptions::Exception)) return false;
  return true;
}

// BaseExceptionGroup(message, exceptions): ExceptionGroup if all of them are Exceptions.
Object* exception_group_new(Thread& t, Type* cls, Args args) {
  if (args.count != 2)
    return raise_type_error(t, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zd given)", args.count);
  if (!is_str(args[0]))
    return raise_type_error(t, "BaseExceptionGroup.__new__() argument 1 must be str, not %A", args[0]);
  Tuple* members = TRY(members_argument(t, args[1]));
  bool plain = are_plain(members);
  if (cls == &exceptions::BaseExceptionGroup && plain) cls = &exceptions::ExceptionGroup;
  if (cls == &exceptions::ExceptionGroup && !plain)
    return raise_type_error(t, "Cannot nest BaseExceptions in an ExceptionGroup");
  if (!plain && cls != &exceptions::BaseExceptionGroup && is_subtype(cls, &exceptions::Exception))
    return raise_type_error(t, "Cannot nest BaseExceptions in '%s'", cls->name);
  auto* self = cast<ExceptionGroupObject>(TRY(base_exception_new(t, cls, args)));
  self->message = args[0];
  self->exceptions = members;
  return self;
}

Object* exception_group_str(Thread& t, Object* o) {
  auto* self = cast<ExceptionGroupObject>(o);
  ssize n = cast<Tuple>(self->exceptions)->size;
  StrBuilder text;
  text.add(TRY(to_str(t, self->message))).add(" (" + std::to_string(n));
  return text.add(n == 1 ? " sub-exception)" : " sub-exceptions)").finish();
}

// --- split, subgroup --------------------------------------------------------------------------------

bool is_exception_class(Object* o) {
  return has_flag(o, kTypeType) && is_subtype(reinterpret_cast<Type*>(o), &exceptions::BaseException);
}
bool are_exception_classes(Object* o) {
  if (!has_flag(o, kTypeTuple)) return is_exception_class(o);
  auto* classes = cast<Tuple>(o);
  for (ssize i = 0; i < classes->size; i++)
    if (!is_exception_class(classes->items[i])) return false;
  return true;
}
bool is_instance_of_any(Object* o, Object* classes) {
  if (!has_flag(classes, kTypeTuple)) return is_instance(o, static_cast<Type*>(classes));
  auto* tuple = cast<Tuple>(classes);
  for (ssize i = 0; i < tuple->size; i++)
    if (is_instance(o, static_cast<Type*>(tuple->items[i]))) return true;
  return false;
}

// Takes a group apart; which exceptions belong to the part is for the derived class to say.
class Splitter {
 public:
  struct Parts {
    Object *matching, *rest;  // None: nothing
  };
  explicit Splitter(Thread& t) : t_(t) {}
  virtual ~Splitter() = default;
  virtual Truth takes(Object* exception) = 0;

  Status split(Object* exception, Parts* parts) {
    RecursionLevel level(t_, " in exceptiongroup_split_recursive");
    if (level.too_deep()) return Raised{};
    return split_at_depth(exception, parts);
  }

 private:
  Status split_at_depth(Object* exception, Parts* parts) {
    *parts = {none(), none()};
    if (TRY(takes(exception))) {
      parts->matching = exception;
      return Status::ok();
    }
    if (!is_exception_group(exception)) {
      parts->rest = exception;
      return Status::ok();
    }
    return split_group(cast<ExceptionGroupObject>(exception), parts);
  }

  Status split_group(ExceptionGroupObject* group, Parts* parts) {
    auto* members = cast<Tuple>(group->exceptions);
    List* matching = TRY(new_list(t_));
    List* rest = TRY(new_list(t_));
    for (ssize i = 0; i < members->size; i++) {
      Parts of_member;
      TRY(split(members->items[i], &of_member));
      if (of_member.matching != none()) TRY(list_append(t_, matching, of_member.matching));
      if (of_member.rest != none()) TRY(list_append(t_, rest, of_member.rest));
    }
    parts->matching = TRY(part_of(group, matching));
    parts->rest = TRY(part_of(group, rest));
    return Status::ok();
  }

  // A group like the old one, with what it knows of where it was raised.
  Object* part_of(ExceptionGroupObject* group, List* members) {
    if (!members->size) return none();
    Object* given = members;
    Object* made = TRY(call_method(t_, group, intern("derive"), Args{&given, 1}));
    if (!is_exception_group(made)) return raise_type_error(t_, "derive must return an instance of BaseExceptionGroup");
    auto* part = cast<ExceptionGroupObject>(made);
    part->traceback = group->traceback;
    part->context = group->context;
    part->cause = group->cause;
    part->suppress_context = true;
    Lookup notes = TRY(find_attribute(t_, group, intern("__notes__")));
    if (notes.found() && slots_of(notes.value).get_item && !has_flag(notes.value, kTypeDict)) {
      List* copy = TRY(list_from_iterable(t_, notes.value));
      TRY(set_attribute(t_, part, intern("__notes__"), copy));
    }
    return part;
  }

  Thread& t_;
};

class SplitByClass : public Splitter {
 public:
  SplitByClass(Thread& t, Object* classes) : Splitter(t), classes_(classes) {}
  Truth takes(Object* exception) override { return truth_of(is_instance_of_any(exception, classes_)); }

 private:
  Object* classes_;
};

class SplitByFunction : public Splitter {
 public:
  SplitByFunction(Thread& t, Object* function) : Splitter(t), t_(t), function_(function) {}
  Truth takes(Object* exception) override { return truth(t_, TRY(call(t_, function_, exception))); }

 private:
  Thread& t_;
  Object* function_;
};

// The exceptions that are in some groups, however deep.
class SplitByIdentity : public Splitter {
 public:
  explicit SplitByIdentity(Thread& t) : Splitter(t) {}
  void add(Object* exception) {
    if (!is_exception_group(exception)) {
      leaves_.insert(exception);
      return;
    }
    auto* members = cast<Tuple>(cast<ExceptionGroupObject>(exception)->exceptions);
    for (ssize i = 0; i < members->size; i++) add(members->items[i]);
  }
  Truth takes(Object* exception) override { return truth_of(leaves_.count(exception) != 0); }

 private:
  std::unordered_set<Object*> leaves_;
};

Status split_by(Thread& t, Object* group, Object* condition, Splitter::Parts* parts) {
  if (are_exception_classes(condition)) return SplitByClass(t, condition).split(group, parts);
  if (condition->cls == Function::type()) return SplitByFunction(t, condition).split(group, parts);
  return raise_type_error(t, "expected a function, exception type or tuple of exception types");
}

// Exactly one, without a name.
Status check_arguments(Thread& t, const Args& args, const char* name) {
  if (args.keyword_count()) return raise_type_error(t, "BaseExceptionGroup.%s() takes no keyword arguments", name);
  if (args.count == 1) return Status::ok();
  return raise_type_error(t, "%s expected 1 argument, got %zd", name, args.count);
}

Object* exception_group_split(Thread& t, Object* self, Args args) {
  TRY(check_arguments(t, args, "split"));
  Splitter::Parts parts;
  TRY(split_by(t, self, args[0], &parts));
  Object* pair[] = {parts.matching, parts.rest};
  return new_tuple(pair, 2);
}
Object* exception_group_subgroup(Thread& t, Object* self, Args args) {
  TRY(check_arguments(t, args, "subgroup"));
  Splitter::Parts parts;
  TRY(split_by(t, self, args[0], &parts));
  return parts.matching;
}
Object* exception_group_derive(Thread& t, Object* self, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "BaseExceptionGroup.derive() takes no keyword arguments");
  if (args.count != 1) return raise_type_error(t, "function takes exactly 1 argument (%zd given)", args.count);
  return call(t, &exceptions::BaseExceptionGroup, cast<ExceptionGroupObject>(self)->message, args[0]);
}
Object* exception_group_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

// --- except* ----------------------------------------------------------------------------------------

Status check_star_classes(Thread& t, Object* classes) {
  if (!are_exception_classes(classes))
    return raise_type_error(t, "catching classes that do not inherit from BaseException is not allowed");
  auto is_group = [](Object* cls) { return is_subtype(static_cast<Type*>(cls), &exceptions::BaseExceptionGroup); };
  bool catches_groups = false;
  if (has_flag(classes, kTypeTuple)) {
    auto* tuple = cast<Tuple>(classes);
    for (ssize i = 0; i < tuple->size; i++) catches_groups |= is_group(tuple->items[i]);
  } else {
    catches_groups = is_group(classes);
  }
  if (!catches_groups) return Status::ok();
  return raise_type_error(t, "catching ExceptionGroup with except* is not allowed. Use except instead.");
}

Object* pair_of(Object* matching, Object* rest) {
  Object* pair[] = {matching, rest};
  return new_tuple(pair, 2);
}

bool was_raised_with(Object* part, Object* whole) {
  auto *a = cast<BaseException>(part), *b = cast<BaseException>(whole);
  return a->traceback == b->traceback && a->cause == b->cause && a->context == b->context;
}

}  // namespace

Object* new_exception_group(Thread& t, const char* message, Object* members) {
  return call(t, &exceptions::BaseExceptionGroup, TRY(new_str(message)), members);
}

Object* match_exception_group(Thread& t, Object* exception, Object* classes) {
  TRY(check_star_classes(t, classes));
  if (exception == none()) return pair_of(none(), none());
  if (is_instance_of_any(exception, classes)) {
    if (is_exception_group(exception)) return pair_of(exception, none());
    return pair_of(TRY(new_exception_group(t, "", TRY(new_tuple(&exception, 1)))), none());
  }
  if (!is_exception_group(exception)) return pair_of(none(), exception);
  Object* pair = TRY(call_method(t, exception, intern("split"), Args{&classes, 1}));
  if (!has_flag(pair, kTypeTuple))
    return raise_type_error(t, "%s.split must return a tuple, not %T", exception->cls->name, pair);
  auto* parts = cast<Tuple>(pair);
  if (parts->size < 2)
    return raise_type_error(t, "%s.split must return a 2-tuple, got tuple of size %zd", exception->cls->name,
                            parts->size);
  return pair_of(parts->items[0], parts->items[1]);
}

Object* exception_after_clauses(Thread& t, Object* exception, Object* outcomes) {
  auto* list = cast<List>(outcomes);
  // An exception that is no group was taken whole by one clause, or by none.
  if (!is_exception_group(exception)) return list_get(t, list, 0);
  List* raised = TRY(new_list(t));
  SplitByIdentity again(t);
  bool some_again = false;
  for (ssize i = 0; i < list->size; i++) {
    Object* outcome = TRY(list_get(t, list, i));
    if (outcome == none()) continue;
    if (was_raised_with(outcome, exception)) {
      again.add(outcome);
      some_again = true;
    } else {
      TRY(list_append(t, raised, outcome));
    }
  }
  Splitter::Parts parts{none(), none()};
  if (some_again) TRY(again.split(exception, &parts));
  if (!raised->size) return parts.matching;
  if (parts.matching != none()) TRY(list_append(t, raised, parts.matching));
  return new_exception_group(t, "", raised);
}

#define NATIVE_TABLE "interpreter/objects/exception/exception_group_methods.def"
#define NATIVE_TYPE ExceptionGroupObject
#define NATIVE_PREFIX exception_group
#define NATIVE_NAME "BaseExceptionGroup"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_exception_group_data() {
  TypeData d{};
  d.slots.str = exception_group_str;
  exception_group_declare(d);
  return d;
}

}  // namespace

constinit TypeData BaseExceptionGroup_data = make_exception_group_data();

}  // namespace sidewinder
