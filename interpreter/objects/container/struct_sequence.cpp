#include "interpreter/objects/container/struct_sequence.h"

#include <algorithm>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/signature.h"
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

const NativeGetSet* fields_of(const Type* cls) { return cls->data->spec.getsets; }

Status check_size(Thread& t, const Type* cls, ssize size, ssize visible, ssize total) {
  const char* bound = visible == total ? "" : size < visible ? "at least " : "at most ";
  if (size >= visible && size <= total) return Status::ok();
  return raise_type_error(t, "%s() takes a%s%s%zd-sequence (%zd-sequence given)", cls->name, *bound ? "n " : " ", bound,
                          size < visible ? visible : total, size);
}

// Fields beyond the given ones, by name.
Status fill_from_dict(Thread& t, Tuple* self, Dict* dict, ssize given, ssize total) {
  const NativeGetSet* fields = fields_of(self->cls);
  for (ssize i = given; i < total; i++) {
    Lookup value = TRY(dict_get(t, dict, intern(fields[i].name)));
    if (value.found()) self->items[i] = value.value;
  }
  return Status::ok();
}

}  // namespace

Object* struct_sequence_repr(Thread& t, Object* o) {
  Tuple* self = cast<Tuple>(o);
  StrBuilder text;
  text.add(o->cls->name).add("(");
  const NativeGetSet* fields = fields_of(o->cls);
  for (ssize i = 0; i < self->size; i++)
    text.add(i ? ", " : "").add(fields[i].name).add("=").add(TRY(repr(t, self->items[i])));
  return text.add(")").finish();
}

Object* struct_sequence_from_arguments(Thread& t, Type* cls, Args args, ssize visible, ssize total) {
  Object* bound[2];
  TRY(bind_native(t, kSignature, args, bound));
  Object* sequence = bound[0];
  Object* dict = bound[1];
  if (!slots_of(sequence).iter && !slots_of(sequence).get_item)
    return raise_type_error(t, "constructor requires a sequence");
  Tuple* values = TRY(tuple_from_iterable(t, sequence));
  if (dict && !is_dict(dict)) return raise_type_error(t, "%s() takes a dict as second arg, if any", cls->name);
  TRY(check_size(t, cls, values->size, visible, total));
  Tuple* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, size_t(total) * sizeof(Object*))));
  self->size = visible;
  std::copy_n(values->items, values->size, self->items);
  if (dict) TRY(fill_from_dict(t, self, cast<Dict>(dict), values->size, total));
  return self;
}

Object* struct_sequence_refuse(Thread& t, Type* cls, Args) {
  return raise_type_error(t, "cannot create '%s' instances", cls->name);
}

Object* new_struct_sequence(Thread& t, Type* cls, std::initializer_list<Object*> values, ssize visible) {
  for (Object* value : values) TRY(value);
  Tuple* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, values.size() * sizeof(Object*))));
  self->size = visible < 0 ? ssize(values.size()) : visible;
  std::copy(values.begin(), values.end(), self->items);
  return self;
}

}  // namespace sidewinder
