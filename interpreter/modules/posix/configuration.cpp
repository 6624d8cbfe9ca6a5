#include "interpreter/modules/posix/configuration.h"

#include <unistd.h>

#include <climits>
#include <string>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct NamedNumber {
  const char* name;
  int number;
};

#define SC(x) {"SC_" #x, _SC_##x},
#define PC(x)
#define CS(x)
constexpr NamedNumber system_names[] = {
#include "interpreter/modules/posix/configuration_names.def"
    {nullptr, 0}};
#undef SC
#undef PC
#define SC(x)
#define PC(x) {"PC_" #x, _PC_##x},
constexpr NamedNumber path_names[] = {
#include "interpreter/modules/posix/configuration_names.def"
    {nullptr, 0}};
#undef PC
#undef CS
#define PC(x)
#define CS(x) {"CS_" #x, _CS_##x},
constexpr NamedNumber text_names[] = {
#include "interpreter/modules/posix/configuration_names.def"
    {nullptr, 0}};
#undef SC
#undef PC
#undef CS

const NamedNumber* names_of(ConfigurationKind kind) {
  switch (kind) {
    case ConfigurationKind::System: return system_names;
    case ConfigurationKind::Path: return path_names;
    default: return text_names;
  }
}

Status add_names(Thread& t, Module* module, const char* name, ConfigurationKind kind) {
  Dict* names = TRY(new_dict(t));
  for (const NamedNumber* row = names_of(kind); row->name; row++)
    TRY(dict_set_str(t, names, intern(row->name), TRY(int_from_int64(row->number))));
  return add_object(t, module, name, names);
}

}  // namespace

Result<int> configuration_number(Thread& t, Object* name, ConfigurationKind kind) {
  if (is_int(name)) {
    int64_t number;
    if (int_fits_int64(name, &number) && number >= INT_MIN && number <= INT_MAX) return int(number);
    return raise_overflow_error(t, "Python int too large to convert to C int");
  }
  if (!is_str(name)) return raise_type_error(t, "configuration names must be strings or integers");
  for (const NamedNumber* row = names_of(kind); row->name; row++)
    if (str_equals(cast<Str>(name), row->name)) return row->number;
  return raise_value_error(t, "unrecognized configuration name");
}

Status add_configuration_names(Thread& t, Module* module) {
  TRY(add_names(t, module, "sysconf_names", ConfigurationKind::System));
  TRY(add_names(t, module, "pathconf_names", ConfigurationKind::Path));
  return add_names(t, module, "confstr_names", ConfigurationKind::Text);
}

}  // namespace sidewinder
