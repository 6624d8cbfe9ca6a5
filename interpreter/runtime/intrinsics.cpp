#include "interpreter/runtime/ops/intrinsics.h"

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

namespace {
struct Row {
  const NativeMethod* method;
  Intrinsic intrinsic;
};
Row rows[16];
int row_count;
}  // namespace

Intrinsic intrinsic_of(const NativeMethod* method) {
  for (int i = 0; i < row_count; ++i)
    if (rows[i].method == method) return rows[i].intrinsic;
  return Intrinsic::None;
}

void register_intrinsic(const NativeMethod* method, Intrinsic intrinsic) {
  PY_CHECK(row_count < 16);
  rows[row_count++] = {method, intrinsic};
}

void initialize_intrinsics(Thread&, Dict* builtins) {
  static constexpr struct { const char* name; Intrinsic intrinsic; } functions[] = {
      {"len", Intrinsic::Len}, {"abs", Intrinsic::Abs}, {"isinstance", Intrinsic::IsInstance}, {"chr", Intrinsic::Chr},
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
