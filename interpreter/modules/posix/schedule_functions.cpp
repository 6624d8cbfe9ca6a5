// The scheduler: policies, priorities, processors.
#include <sched.h>

#include <vector>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type sched_param_type;

namespace {

const NamedField param_fields[] = {{"sched_priority", "the scheduling priority"}, {}};

Object* sched_param_create(Thread& t, Type* cls, Args args) {
  static constexpr char kText[] = "(sched_priority)";
  static constexpr auto kParameters = signature_parameters<1>(parse_signature("sched_param", "sched_param", kText));
  static constexpr Signature kSignature =
      signature_with_parameters(parse_signature("sched_param", "sched_param", kText).signature, kParameters.rows, true);
  Object* priority;
  TRY(bind_native(t, kSignature, args, &priority));
  return new_struct_sequence(t, cls, {priority});
}
constexpr StructSequenceData make_param_data() {
  StructSequenceData d = struct_sequence_data(param_fields);
  d.slots.create = sched_param_create;
  d.spec.doc = "sched_param(sched_priority)\n--\n\nThe parameters of a scheduling policy.";
  return d;
}
StructSequenceData sched_param_data = make_param_data();

Result<int> number_or_error(Thread& t, int value) {
  if (value < 0) return raise_os_error(t, errno);
  return value;
}

Result<int> posix_sched_get_priority_max(Thread& t, int policy) {
  return number_or_error(t, ::sched_get_priority_max(policy));
}
Result<int> posix_sched_get_priority_min(Thread& t, int policy) {
  return number_or_error(t, ::sched_get_priority_min(policy));
}
Result<int> posix_sched_getscheduler(Thread& t, int pid) { return number_or_error(t, ::sched_getscheduler(pid)); }

}  // namespace

Result<sched_param> read_sched_param(Thread& t, Object* o) {
  if (o->cls != &sched_param_type) return raise_type_error(t, "must have a sched_param object");
  sched_param result;
  TRY(argument_int(t, cast<Tuple>(o)->items[0], &result.sched_priority));
  return result;
}

namespace {

Status posix_sched_setscheduler(Thread& t, int pid, int policy, Object* o) {
  sched_param p = TRY(read_sched_param(t, o));
  if (::sched_setscheduler(pid, policy, &p) < 0) return raise_os_error(t, errno);
  return Status::ok();
}
Object* posix_sched_getparam(Thread& t, int pid) {
  sched_param p;
  if (::sched_getparam(pid, &p)) return raise_os_error(t, errno);
  return new_struct_sequence(t, &sched_param_type, {int_from_int64(p.sched_priority)});
}
Status posix_sched_setparam(Thread& t, int pid, Object* o) {
  sched_param p = TRY(read_sched_param(t, o));
  if (::sched_setparam(pid, &p)) return raise_os_error(t, errno);
  return Status::ok();
}

Result<double> posix_sched_rr_get_interval(Thread& t, int pid) {
  timespec interval;
  if (::sched_rr_get_interval(pid, &interval)) return raise_os_error(t, errno);
  return double(interval.tv_sec) + 1e-9 * double(interval.tv_nsec);
}

Status posix_sched_yield(Thread& t) {
  if (::sched_yield()) return raise_os_error(t, errno);
  return Status::ok();
}

constexpr int kMostProcessors = 1 << 16;
using ProcessorMask = std::vector<unsigned long>;
size_t bytes_of(const ProcessorMask& mask) { return mask.size() * sizeof(unsigned long); }
cpu_set_t* set_of(ProcessorMask& mask) { return reinterpret_cast<cpu_set_t*>(mask.data()); }

Object* posix_sched_getaffinity(Thread& t, int pid) {
  ProcessorMask mask(16);
  while (::sched_getaffinity(pid, bytes_of(mask), set_of(mask))) {
    if (errno != EINVAL || bytes_of(mask) * 8 > kMostProcessors) return raise_os_error(t, errno);
    mask.assign(mask.size() * 2, 0);
  }
  Set* processors = TRY(new_set(t));
  for (size_t i = 0; i < bytes_of(mask) * 8; i++)
    if (CPU_ISSET_S(i, bytes_of(mask), set_of(mask))) TRY(set_add(t, processors, TRY(int_from_int64(ssize(i)))));
  return processors;
}

Status posix_sched_setaffinity(Thread& t, int pid, Object* processors) {
  ProcessorMask mask(16);
  TRY(for_each(t, processors, [&](Object* o) -> Status {
    if (!is_int(o)) return raise_type_error(t, "expected an iterator of ints, but iterator yielded %R", o->cls);
    int64_t number = 0;
    bool fits = int_fits_int64(o, &number);
    if (number < 0) return raise_value_error(t, "negative CPU number");
    if (!fits || number >= kMostProcessors) return raise_overflow_error(t, "CPU number too large");
    if (size_t(number) >= bytes_of(mask) * 8) mask.resize(size_t(number) / 64 + 1);
    CPU_SET_S(size_t(number), bytes_of(mask), set_of(mask));
    return Status::ok();
  }));
  if (::sched_setaffinity(pid, bytes_of(mask), set_of(mask))) return raise_os_error(t, errno);
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/schedule_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_schedule_functions = posix_method_rows;

Type sched_param_type = struct_sequence_type("posix.sched_param", &sched_param_data);

Status add_schedule_types(Thread& t, Module* module) {
  TRY(ready_struct_sequence(t, &sched_param_type));
  return add_object(t, module, "sched_param", &sched_param_type);
}

}  // namespace sidewinder
