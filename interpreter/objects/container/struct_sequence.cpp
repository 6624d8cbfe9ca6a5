#include "interpreter/objects/container/struct_sequence.h"

#include <algorithm>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The signature that all types share: "structseq" is how CPython's messages name the constructor.
constexpr char kName[] = "structseq";
constexpr char kText[] = "(sequence, dict=<unrepresentable>)";
constexpr auto kParameters = signature_parameters<2>(parse_signature(kName, kName, kText));
constexpr Signature kSignature =
    signature_with_parameters(parse_signature(kName, kName, kText).signature, kParameters.rows, true);

const StructSequenceData& data_of(const Type* cls) { return *static_cast<StructSequenceData*>(cls->data); }
// The name of item `i`, which is none of the unnamed.
const char* name_of(const StructSequenceData& d, ssize i) {
  return d.fields[i < d.visible - d.unnamed ? i : i - d.unnamed].name;
}

Status check_size(Thread& t, const Type* cls, ssize size) {
  ssize visible = data_of(cls).visible;
  ssize total = data_of(cls).total;
  const char* bound = visible == total ? "" : size < visible ? "at least " : "at most ";
  if (size >= visible && size <= total) return Status::ok();
  return raise_type_error(t, "%s() takes a%s%s%zd-sequence (%zd-sequence given)", cls->name, *bound ? "n " : " ", bound,
                          size < visible ? visible : total, size);
}

// Fields beyond the given ones, by name.
Status fill_from_dict(Thread& t, Tuple* self, Dict* dict, ssize given) {
  const StructSequenceData& d = data_of(self->cls);
  for (ssize i = given; i < d.total; i++) {
    Lookup value = TRY(dict_get(t, dict, intern(name_of(d, i))));
    if (value.found()) self->items[i] = value.value;
  }
  return Status::ok();
}

Tuple* allocate_struct_sequence(Thread& t, Type* cls) {
  const StructSequenceData& d = data_of(cls);
  auto* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, size_t(d.total) * sizeof(Object*))));
  self->size = d.visible;
  return self;
}

Object* struct_sequence_reduce(Thread& t, Tuple& self) {
  const StructSequenceData& d = data_of(self.cls);
  Dict* hidden = TRY(new_dict(t));
  for (ssize i = d.visible; i < d.total; i++) {
    Object* value = self.items[i] ? self.items[i] : none();
    TRY(dict_set_str(t, hidden, intern(name_of(d, i)), value));
  }
  Object* arguments[] = {TRY(new_tuple(self.items, self.size)), hidden};
  Object* result[] = {self.cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(result, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/struct_sequence_methods.def"
#define NATIVE_TYPE Tuple
#define NATIVE_PREFIX struct_sequence
#define NATIVE_NAME "structseq"
#include "interpreter/objects/core/native_table.inc"

// The i-th name stands before the i-th item, as CPython has it also where items without a name come between.
Object* struct_sequence_repr(Thread& t, Object* o) {
  Tuple* self = cast<Tuple>(o);
  StrBuilder text;
  text.add(o->cls->name).add("(");
  const NamedField* fields = data_of(o->cls).fields;
  for (ssize i = 0; i < self->size; i++)
    text.add(i ? ", " : "").add(fields[i].name).add("=").add(TRY(repr(t, self->items[i])));
  return text.add(")").finish();
}

Object* struct_sequence_create(Thread& t, Type* cls, Args args) {
  if (data_of(cls).refuses_calls) return raise_type_error(t, "cannot create '%s' instances", cls->name);
  Object* bound[2];
  TRY(bind_native(t, kSignature, args, bound));
  Object* sequence = bound[0];
  Object* dict = bound[1];
  if (!slots_of(sequence).iter && !slots_of(sequence).get_item)
    return raise_type_error(t, "constructor requires a sequence");
  Tuple* values = TRY(tuple_from_iterable(t, sequence));
  if (dict && !is_dict(dict)) return raise_type_error(t, "%s() takes a dict as second arg, if any", cls->name);
  TRY(check_size(t, cls, values->size));
  Tuple* self = TRY(allocate_struct_sequence(t, cls));
  std::copy_n(values->items, values->size, self->items);
  if (dict) TRY(fill_from_dict(t, self, cast<Dict>(dict), values->size));
  return self;
}

Object* new_struct_sequence(Thread& t, Type* cls, std::initializer_list<Object*> values) {
  for (Object* value : values) TRY(value);
  Tuple* self = TRY(allocate_struct_sequence(t, cls));
  PY_DCHECK(ssize(values.size()) == data_of(cls).total || ssize(values.size()) == self->size);
  std::copy(values.begin(), values.end(), self->items);
  return self;
}

// A field is an item: what shows it is a member, as of any struct.
static Status show_fields_as_members(Thread& t, Type* cls) {
  const StructSequenceData& d = data_of(cls);
  auto* members = TRY(allocate_raw<NativeMember>(size_t(d.total - d.unnamed)));
  for (ssize i = 0; i < d.total - d.unnamed; i++) {
    const NamedField& field = d.fields[i];
    ssize item = i < d.visible - d.unnamed ? i : i + d.unnamed;
    auto offset = int32_t(offsetof(Tuple, items) + size_t(item) * sizeof(Object*));
    members[i] = {field.name, MemberKind::ObjectOrNone, offset, true, field.doc};
    TRY(type_set_own(t, cls, intern(field.name), TRY(new_member_descriptor(t, cls, &members[i]))));
  }
  return Status::ok();
}

Status ready_struct_sequence(Thread& t, Type* cls) {
  auto* d = static_cast<StructSequenceData*>(cls->data);
  d->spec.methods = struct_sequence_method_rows;
  ready_type(t, cls);
  TRY(show_fields_as_members(t, cls));
  TRY(type_set_own(t, cls, intern("n_sequence_fields"), TRY(int_from_int64(d->visible))));
  TRY(type_set_own(t, cls, intern("n_fields"), TRY(int_from_int64(d->total))));
  TRY(type_set_own(t, cls, intern("n_unnamed_fields"), TRY(int_from_int64(d->unnamed))));
  Tuple* names = TRY(new_tuple(d->visible - d->unnamed));
  for (ssize i = 0; i < names->size; i++) names->items[i] = intern(d->fields[i].name);
  return type_set_own(t, cls, intern("__match_args__"), names);
}

}  // namespace sidewinder
