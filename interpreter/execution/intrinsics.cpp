#include "interpreter/execution/ops/intrinsics.h"

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

// Open addressing by the row's address; a handful of rows.
namespace {
struct Row {
  const NativeMethod* method;
  Intrinsic intrinsic;
};
constexpr size_t kRows = 64;
Row rows[kRows];
size_t first_row(const NativeMethod* method) { return uintptr_t(method) / sizeof(NativeMethod) % kRows; }
}  // namespace

Intrinsic intrinsic_of(const NativeMethod* method) {
  for (size_t i = first_row(method); rows[i].method; i = (i + 1) % kRows)
    if (rows[i].method == method) return rows[i].intrinsic;
  return Intrinsic::None;
}

void register_intrinsic(const NativeMethod* method, Intrinsic intrinsic) {
  size_t i = first_row(method);
  while (rows[i].method) i = (i + 1) % kRows;
  rows[i] = {method, intrinsic};
}

void initialize_intrinsics(Thread&, Dict* builtins) {
  static constexpr struct {
    const char* name;
    Intrinsic intrinsic;
  } functions[] = {
      {"len", Intrinsic::Len},
      {"abs", Intrinsic::Abs},
      {"isinstance", Intrinsic::IsInstance},
      {"chr", Intrinsic::Chr},
      {"locals", Intrinsic::LooksAtFrames},
      {"globals", Intrinsic::LooksAtFrames},
      {"vars", Intrinsic::LooksAtFrames},
      {"dir", Intrinsic::LooksAtFrames},
      {"eval", Intrinsic::LooksAtFrames},
      {"exec", Intrinsic::LooksAtFrames},
      {"__import__", Intrinsic::LooksAtFrames},
      {"__build_class__", Intrinsic::LooksAtFrames},
  };
  for (auto& f : functions) {
    Object* function = dict_get_str(builtins, intern(f.name));
    PY_CHECK(function && function->cls == BuiltinFunction::type());
    register_intrinsic(static_cast<BuiltinFunction*>(function)->method, f.intrinsic);
  }
  Object* append = type_lookup(List::type(), intern("append"));
  PY_CHECK(append && append->cls == MethodDescriptor::type());
  register_intrinsic(static_cast<MethodDescriptor*>(append)->method, Intrinsic::ListAppend);
}

}  // namespace sidewinder
