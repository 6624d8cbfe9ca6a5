// Issuing a warning: which filter matches, whether it was issued before, how it is shown.
#include <cstdarg>
#include <string>

#include "interpreter/execution/frame.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/warnings/warning_state.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/message.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/protocol/warning.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

enum class Action { Ignore, Error, Always, Once, Module, Default };

// A name of the module `warnings`; missing if it is not imported (and `import` does not ask for it) or has none.
Lookup warnings_attribute(Thread& t, const char* name, bool import) {
  Object* modules = TRY(system_modules(t));
  Object* module = dict_get_str(cast<Dict>(modules), intern("warnings"));
  if (!module && import) {
    module = import_module(t, "warnings");
    if (!module) {
      if (!pending_matches(t, exceptions::ImportError)) return Raised{};
      clear_pending(t);
    }
  }
  return module ? find_attribute(t, module, intern(name)) : Lookup::missing();
}

// What the module warnings has, else what it had last.
Object* last_warnings_attribute(Thread& t, const char* name, Object*& last) {
  Lookup found = TRY(warnings_attribute(t, name, false));
  if (found.found()) last = found.value;
  return last;
}

// --- filters ---

// Nothing, an equal text, or a compiled pattern.
Truth matches(Thread& t, Object* pattern, Object* text) {
  if (pattern == none()) return Truth::True;
  if (is_exact<Str>(pattern)) return compare_truth(t, pattern, text, CompareOp::Eq);
  Object* answer = TRY(call_method(t, pattern, intern("match"), Args{&text, 1}));
  return truth(t, answer);
}

struct Question {
  Type* category;
  Object* text;
  int line;
  Object* module;
};

Truth filter_matches(Thread& t, const Question& q, const Tuple* filter) {
  if (!TRY(matches(t, (*filter)[1], q.text))) return Truth::False;
  if (!TRY(is_subclass_of(t, q.category, (*filter)[2]))) return Truth::False;
  if (!TRY(matches(t, (*filter)[3], q.module))) return Truth::False;
  Object* line = TRY(index(t, (*filter)[4]));
  int64_t number;
  return truth_of(int_fits_int64(line, &number) && (number == 0 || number == q.line));
}

// The action's name; *filter is what said so.
Object* find_action(Thread& t, const Question& q, Object** filter) {
  WarningState& state = warning_state();
  Object* filters = TRY(last_warnings_attribute(t, "filters", state.filters));
  if (!has_flag(filters, kTypeList)) return raise_value_error(t, "_warnings.filters must be a list");
  for (ssize i = 0; i < cast<List>(filters)->size; i++) {
    Object* item = TRY(list_get(t, cast<List>(filters), i));
    if (!is_exact<Tuple>(item) || cast<Tuple>(item)->size != 5)
      return raise_value_error(t, "_warnings.filters item %zd isn't a 5-tuple", i);
    *filter = item;
    Object* action = (*cast<Tuple>(item))[0];
    if (!is_exact<Str>(action)) return raise_type_error(t, "action must be a string, not '%T'", action);
    if (TRY(filter_matches(t, q, cast<Tuple>(item)))) return action;
  }
  *filter = none();
  Object* action = TRY(last_warnings_attribute(t, "defaultaction", state.default_action));
  if (is_exact<Str>(action)) return action;
  return raise_type_error(t, "_warnings.defaultaction must be a string, not '%T'", action);
}

Status read_action(Thread& t, const Question& q, Action* out) {
  Object* filter = none();
  Object* action = TRY(find_action(t, q, &filter));
  static const char* const names[] = {"ignore", "error", "always", "once", "module", "default"};
  for (int i = 0; i < 6; i++) {
    if (!str_equal(cast<Str>(action), intern(names[i]))) continue;
    *out = Action(i);
    return Status::ok();
  }
  return raise(t, exceptions::RuntimeError, "Unrecognized action (%R) in warnings.filters:\n %R", action, filter);
}

// --- registries: where it is noted that a warning was issued ---

// Clears one that belongs to older filters.
Status renew_registry(Thread& t, Dict* registry) {
  int64_t wanted = warning_state().filters_version;
  Str* name = intern("version");
  Object* version = dict_get_str(registry, name);
  int64_t number;
  if (version && is_exact<Int>(version) && int_fits_int64(version, &number) && number == wanted) return Status::ok();
  dict_clear(registry);
  return dict_set_str(t, registry, name, int_from_int64(wanted));
}

Truth is_noted(Thread& t, Dict* registry, Object* key) {
  TRY(renew_registry(t, registry));
  Lookup noted = TRY(dict_get(t, registry, key));
  return noted.found() ? truth(t, noted.value) : Truth::False;
}

// Whether it was there already.
Truth note(Thread& t, Object* registry, Object* key) {
  if (TRY(is_noted(t, cast<Dict>(registry), key))) return Truth::True;
  TRY(dict_set(t, cast<Dict>(registry), key, py_true()));
  return Truth::False;
}

Object* key_of(const Question& q, bool with_line, int line) {
  Object* items[] = {q.text, q.category, int_from_int64(line)};
  return new_tuple(items, with_line ? 3 : 2);
}

// Notes the warning as the action wants it. True: it was issued before.
Truth note_for_action(Thread& t, Action action, const Question& q, Object* registry, Object* key) {
  if (action == Action::Always) return Truth::False;
  if (registry) TRY(dict_set(t, cast<Dict>(registry), key, py_true()));
  if (action == Action::Once) {
    if (!registry) registry = TRY(last_warnings_attribute(t, "onceregistry", warning_state().once_registry));
    if (!is_dict(registry))
      return truth_error(raise_type_error(t, "_warnings.onceregistry must be a dict, not '%T'", registry));
    return note(t, registry, TRY(key_of(q, false, 0)));
  }
  if (action == Action::Module && registry) return note(t, registry, TRY(key_of(q, true, 0)));
  return Truth::False;
}

// --- showing ---

// To stderr, while the module `warnings` is not there.
Status show_plainly(Thread& t, const Question& q, const WarningSite& site) {
  Str* name = TRY(to_str(t, site.filename));
  Str* text = TRY(to_str(t, q.text));
  std::string path = str_to_utf8(name);
  std::string shown = path + ":" + std::to_string(site.line) + ": " + q.category->name + ": " + str_to_utf8(text) +
                      "\n";
  std::string line = source_line(path, site.line);
  size_t start = line.find_first_not_of(" \t\f");
  if (start != std::string::npos) {
    line = line.substr(start);
    line.erase(line.find_last_not_of(" \t\f\r\n") + 1);
    shown += "  " + line + "\n";
  }
  write_stderr(t, shown);
  return Status::ok();
}

Status show(Thread& t, const Question& q, Object* message, const WarningSite& site, Object* source) {
  Lookup function = TRY(warnings_attribute(t, "_showwarnmsg", source != nullptr));
  if (!function.found()) return show_plainly(t, q, site);
  if (!slots_of(function.value).call) return raise_type_error(t, "warnings._showwarnmsg() must be set to a callable");
  Lookup cls = TRY(warnings_attribute(t, "WarningMessage", false));
  if (!cls.found()) return raise(t, exceptions::RuntimeError, "unable to get warnings.WarningMessage");
  Object* arguments[] = {message, q.category, site.filename,           int_from_int64(site.line),
                         none(),  none(),     source ? source : none()};
  Object* shown = TRY(call(t, cls.value, Args{arguments, 7}));
  TRY(call(t, function.value, shown));
  return Status::ok();
}

// --- the place of a warning ---

Object* module_of_file(Object* filename) {
  if (!is_str(filename)) return intern("<unknown>");
  std::string name = str_to_utf8(cast<Str>(filename));
  if (name.empty()) return intern("<unknown>");
  if (name.size() < 3 || name.compare(name.size() - 3, 3, ".py") != 0) return filename;
  Str* module = TRY(new_str(name.substr(0, name.size() - 3)));
  return module;
}

bool belongs_to_importer(const FrameHeader* h) {
  std::string name = str_to_utf8(h->code->filename);
  return name.find("importlib") != std::string::npos && name.find("_bootstrap") != std::string::npos;
}

FrameHeader* frame_at(Thread& t, ssize stack_level) {
  FrameHeader* h = visible_frame(t.frame);
  bool hide_importer = stack_level > 0 && h && !belongs_to_importer(h);
  while (h && --stack_level > 0) {
    h = visible_frame(h->caller);
    while (hide_importer && h && belongs_to_importer(h)) h = visible_frame(h->caller);
  }
  return h;
}

Object* registry_in(Thread& t, Dict* globals) {
  Str* name = intern("__warningregistry__");
  Object* registry = dict_get_str(globals, name);
  if (!registry || registry == none()) {
    registry = TRY(new_dict(t));
    TRY(dict_set_str(t, globals, name, registry));
  }
  if (!is_dict(registry)) return raise_type_error(t, "'registry' must be a dict or None");
  return registry;
}

Dict* system_dict(Thread& t) {
  Dict* modules = TRY(system_modules(t));
  Object* sys = dict_get_str(modules, intern("sys"));
  if (!sys || !is_instance(sys, &module_type)) return raise(t, exceptions::RuntimeError, "unable to get sys");
  return cast<Module>(sys)->dict;
}

Status site_of_frame(Thread& t, FrameHeader* h, WarningSite* site) {
  Dict* globals = h ? h->function->globals : TRY(system_dict(t));
  site->filename = h ? h->code->filename : intern("sys");
  site->line = h ? h->code->line_of(h->pc - 1) : 1;
  site->registry = TRY(registry_in(t, globals));
  Object* name = dict_get_str(globals, names::name);
  site->module = name && (is_str(name) || name == none()) ? name : intern("<string>");
  return Status::ok();
}

}  // namespace

Status warn_explicit(Thread& t, Type* given, Object* message, const WarningSite& site, Object* source) {
  TRY(ready_warning_state(t));
  if (site.module == none()) return Status::ok();
  Question q{given, message, site.line, site.module ? site.module : TRY(module_of_file(site.filename))};
  if (is_instance(message, &exceptions::Warning)) {
    q.text = TRY(to_str(t, message));
    q.category = message->cls;
  } else {
    message = TRY(call(t, q.category, message));
  }
  Object* key = TRY(key_of(q, true, site.line));
  if (site.registry && TRY(is_noted(t, cast<Dict>(site.registry), key))) return Status::ok();
  Action action;
  TRY(read_action(t, q, &action));
  if (action == Action::Ignore) return Status::ok();
  if (action == Action::Error) return raise_object(t, message);
  if (TRY(note_for_action(t, action, q, site.registry, key))) return Status::ok();
  return show(t, q, message, site, source);
}

Status warn(Thread& t, Type* category, Object* message, ssize stack_level, Object* source) {
  WarningSite site{};
  TRY(site_of_frame(t, frame_at(t, stack_level), &site));
  return warn_explicit(t, category, message, site, source == none() ? nullptr : source);
}

Status warn_format(Thread& t, Type& category, ssize stack_level, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string text;
  bool formatted = format_message(t, format, arguments, &text);
  va_end(arguments);
  if (!formatted) return Raised{};
  return warn(t, &category, TRY(new_str(text)), stack_level);
}

Status warn_strict_subclass(Thread& t, const char* method, const char* expected, Object* result) {
  return warn_format(t, exceptions::DeprecationWarning, 1,
                     "%s returned non-%s (type %T).  The ability to return an instance of a strict subclass of %s is "
                     "deprecated, and may be removed in a future version of Python.",
                     method, expected, result, expected);
}

}  // namespace sidewinder
