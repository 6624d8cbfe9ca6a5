// Bringing the library's importer up, and asking it for modules.
#include "interpreter/imports/importer.h"

#include <ctime>

#include "interpreter/execution/eval.h"
#include "interpreter/imports/cache_path.h"
#include "interpreter/imports/frozen.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/imports/wheel_tags.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module_repr.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

Importer& importer() {
  static Importer* const state = reinterpret_cast<Importer*>(allocate_permanent(sizeof(Importer) / sizeof(Object*)));
  return *state;
}

bool is_being_initialized(Thread& t, Object* module) {
  Object* spec;
  if (is_exact<Module>(module)) spec = dict_get_str(cast<Module>(module)->dict, names::spec);
  else {
    Lookup found = find_attribute(t, module, names::spec);
    if (found.failed()) clear_pending(t);
    spec = found.value;
  }
  if (!spec || spec == none()) return false;
  Lookup flag = find_attribute(t, spec, names::initializing);
  Truth is_set = flag.found() ? truth(t, flag.value) : Truth::False;
  if (is_pending(t)) clear_pending(t);
  return is_set == Truth::True;
}

Status warn_import(Thread& t, const char* text) {
  Object* warnings = dict_get_str(TRY(system_modules(t)), intern("_warnings"));
  if (!warnings) return Status::ok();
  Object* warn = TRY(get_attribute(t, warnings, "warn"));
  TRY(call(t, warn, TRY(new_str(text)), &exceptions::ImportWarning));
  return Status::ok();
}

// --- tracebacks -----------------------------------------------------------------------------------

namespace {

bool is_importer_file(const Str* filename) {
  return str_equals(filename, "<frozen importlib._bootstrap>") ||
         str_equals(filename, "<frozen importlib._bootstrap_external>");
}

}  // namespace

// Of an ImportError all entries of the importer go. Of others those runs of them that end with
// _call_with_frames_removed: what it called is the user's.
void remove_importer_frames(Thread& t) {
  if (runtime_settings.verbose) return;
  auto* e = static_cast<BaseException*>(t.pending);
  bool always = pending_matches(t, exceptions::ImportError);
  auto* entry = static_cast<Traceback*>(e->traceback);
  Traceback* last_kept = nullptr;   // the entry before `entry`
  Traceback* before_run = nullptr;  // the last one before a run of the importer's
  bool in_run = false;
  auto link = [&](Traceback* after, Traceback* next) {
    if (after) after->next = next;
    else e->traceback = next;
  };
  for (; entry; entry = entry->next) {
    const Code* code = entry->frame->code;
    bool is_importers = is_importer_file(code->filename);
    if (is_importers && !in_run) before_run = last_kept;
    in_run = is_importers;
    if (in_run && (always || str_equals(code->name, "_call_with_frames_removed"))) {
      link(before_run, entry->next);
      last_kept = before_run;
    } else {
      last_kept = entry;
    }
  }
  t.pending_traceback = e->traceback;
}

// --- -X importtime --------------------------------------------------------------------------------

namespace {

int64_t microseconds() {
  timespec now;
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t(now.tv_sec) * 1000000 + now.tv_nsec / 1000;
}

// Times one import and prints its line when it ends; those inside it come first, indented.
class TimedImport {
 public:
  explicit TimedImport(Str* name) : name_(name), outer_inside_(inside_) {
    if (!header_printed_) std::fputs("import time: self [us] | cumulative | imported package\n", stderr);
    header_printed_ = true;
    level_++;
    inside_ = 0;
    begin_ = microseconds();
  }
  ~TimedImport() {
    int64_t all = microseconds() - begin_;
    level_--;
    std::fprintf(stderr, "import time: %9ld | %10ld | %*s%s\n", long(all - inside_), long(all), level_ * 2, "",
                 str_to_utf8(name_).c_str());
    inside_ = outer_inside_ + all;
  }

 private:
  static inline bool header_printed_ = false;
  static inline int level_ = 0;
  static inline int64_t inside_ = 0;  // spent in imports inside the one that runs
  Str* name_;
  int64_t outer_inside_, begin_;
};

Status audit_import(Thread& t, Str* name) {
  if (!has_audit_hooks) return Status::ok();
  Dict* sys = cast<Module>(TRY(import_module(t, "sys")))->dict;
  auto value = [&](const char* attribute) { return dict_get_str(sys, intern(attribute)); };
  return audit(t, "import", static_cast<Object*>(name), none(), value("path"), value("meta_path"), value("path_hooks"));
}

Object* call_library(Thread& t, Str* name) {
  Importer& state = importer();
  if (!runtime_settings.show_import_times) return call(t, state.find_and_load, name, state.original_import);
  TimedImport timed(name);
  return call(t, state.find_and_load, name, state.original_import);
}

Object* find_and_load(Thread& t, Str* name) {
  Importer& state = importer();
  if (!state.find_and_load) {  // before there is an importer: what is built in
    Module* module = create_builtin_module(t, name);
    if (module) TRY(dict_set_str(t, TRY(system_modules(t)), name, module));
    else if (!is_pending(t)) raise(t, exceptions::ModuleNotFoundError, "No module named %R", name);
    return module;
  }
  TRY(audit_import(t, name));
  Object* module = TRY(call_library(t, name));
  TRY(adapt_wheel_tags(t, name, module));
  return module;
}

// One that another thread, or an import further out, is still loading.
Object* wait_for(Thread& t, Object* module, Str* name) {
  if (importer().lock_unlock) TRY(call(t, importer().lock_unlock, name));
  return module;
}

}  // namespace

Object* load_module(Thread& t, Str* name) {
  if (!native_stack_left(t)) return nullptr;
  Object* module = dict_get_str(TRY(system_modules(t)), name);
  if (module && module != none()) [[likely]] {
    if (!is_being_initialized(t, module)) [[likely]]
      return module;
    module = wait_for(t, module, name);
  } else {
    module = find_and_load(t, name);
  }
  if (!module) remove_importer_frames(t);
  return module;
}

// --- start ----------------------------------------------------------------------------------------

namespace {

// Runs an embedded module that the importer itself consists of. __origname__ is what the importer makes its spec from.
Module* run_frozen(Thread& t, const char* name) {
  const FrozenModule* frozen = find_frozen(name);
  if (!frozen) return raise(t, exceptions::ImportError, "%s is not embedded in this program", name);
  Module* module = TRY(new_module(t, name));
  TRY(dict_set_str(t, module->dict, names::builtins, TRY(import_module(t, "builtins"))));
  TRY(add_object(t, module, "__origname__", new_str(frozen->origin)));
  TRY(dict_set_str(t, TRY(system_modules(t)), module->name, module));
  TRY(run_code(t, TRY(frozen_code(t, *frozen)), module->dict, nullptr));
  return module;
}

Object* function_of(Thread& t, Module* module, const char* name) { return get_attribute(t, module, name); }

// Files of compiled code are ours alone, and never lie where they do not belong.
Status adapt_external(Thread& t, Module* external) {
  std::string_view magic = code_magic_number();
  uint32_t number;
  std::memcpy(&number, magic.data(), sizeof number);
  TRY(add_object(t, external, "MAGIC_NUMBER", new_bytes(magic)));
  TRY(add_object(t, external, "_RAW_MAGIC_NUMBER", int_from_int64(number)));
  return redirect_cache_paths(t, external);
}

}  // namespace

Status install_importer(Thread& t) {
  Importer& state = importer();
  state.original_import = dict_get_str(builtins_dict(), import_names::import());
  Object* sys = TRY(import_module(t, "sys"));
  Object* imp = TRY(import_module(t, "_imp"));
  state.bootstrap = TRY(run_frozen(t, "_frozen_importlib"));
  TRY(call(t, TRY(function_of(t, state.bootstrap, "_install")), sys, imp));
  state.lock_unlock = TRY(function_of(t, state.bootstrap, "_lock_unlock_module"));
  state.module_repr = TRY(function_of(t, state.bootstrap, "_module_repr"));
  library_module_repr = [](Thread& t, Object* module) { return call(t, importer().module_repr, module); };
  state.find_and_load = TRY(function_of(t, state.bootstrap, "_find_and_load"));
  TRY(call(t, TRY(function_of(t, state.bootstrap, "_install_external_importers"))));
  state.external = cast<Module>(TRY(import_module(t, "_frozen_importlib_external")));
  return adapt_external(t, state.external);
}

Status install_zip_importer(Thread& t) {
  Object* module = TRY(import_module(t, "zipimport"));
  Object* hooks = TRY(system_attribute(t, "path_hooks"));
  if (!is_list(hooks)) return Status::ok();
  return list_insert(t, cast<List>(hooks), 0, TRY(get_attribute(t, module, "zipimporter")));
}

}  // namespace sidewinder
