// What never changes: version, implementation, limits of numbers, flags.
#include <cfloat>
#include <climits>

#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/namespace/simple_namespace.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/startup/python_paths.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

const NamedField version_fields[] = {{"major", "major release"},
                                     {"minor", "minor release"},
                                     {"micro", "patch release"},
                                     {"releaselevel", "'alpha', 'beta', 'candidate' or 'final'"},
                                     {"serial", "number of the release among those of its level"},
                                     {}};
const NamedField flags_fields[] = {{"debug", "-d"},
                                   {"inspect", "-i"},
                                   {"interactive", "-i"},
                                   {"optimize", "-O or -OO"},
                                   {"dont_write_bytecode", "-B"},
                                   {"no_user_site", "-s"},
                                   {"no_site", "-S"},
                                   {"ignore_environment", "-E"},
                                   {"verbose", "-v"},
                                   {"bytes_warning", "-b"},
                                   {"quiet", "-q"},
                                   {"hash_randomization", "-R"},
                                   {"isolated", "-I"},
                                   {"dev_mode", "-X dev"},
                                   {"utf8_mode", "-X utf8"},
                                   {"warn_default_encoding", "-X warn_default_encoding"},
                                   {"safe_path", "-P"},
                                   {"int_max_str_digits", "-X int_max_str_digits"},
                                   {}};
const NamedField float_fields[] = {{"max", "the largest finite float"},
                                   {"max_exp", "the largest int e for which radix**(e-1) is finite"},
                                   {"max_10_exp", "the largest int e for which 10**e is finite"},
                                   {"min", "the smallest positive normal float"},
                                   {"min_exp", "the smallest int e for which radix**(e-1) is normal"},
                                   {"min_10_exp", "the smallest int e for which 10**e is normal"},
                                   {"dig", "decimal digits that every float keeps"},
                                   {"mant_dig", "digits of the mantissa in base radix"},
                                   {"epsilon", "the step from 1.0 to the next float"},
                                   {"radix", "base of the exponent"},
                                   {"rounds", "how C's arithmetic rounds (FLT_ROUNDS)"},
                                   {}};
const NamedField int_fields[] = {
    {"bits_per_digit", "bits in a digit of an int's memory"},
    {"sizeof_digit", "bytes of a digit"},
    {"default_max_str_digits", "how many digits str() and int() convert at most, if nothing else is said"},
    {"str_digits_check_threshold", "the least limit of digits that may be set"},
    {}};
const NamedField hash_fields[] = {{"width", "bits of a hash"},
                                  {"modulus", "the prime of the hashes of numbers"},
                                  {"inf", "hash of infinity"},
                                  {"nan", "hash that was of nan before 3.10"},
                                  {"imag", "factor of the imaginary part in hashes of complex numbers"},
                                  {"algorithm", "how str and bytes are hashed"},
                                  {"hash_bits", "bits that the algorithm gives"},
                                  {"seed_bits", "bits of its seed"},
                                  {"cutoff", "below this length another algorithm is used"},
                                  {}};
const NamedField thread_fields[] = {{"name", "what implements threads"},
                                    {"lock", "what implements locks"},
                                    {"version", "name and version of the threads' library"},
                                    {}};

StructSequenceData version_data =
    without_calls(documented(struct_sequence_data(version_fields), "The version of Python in numbers."));
StructSequenceData flags_data =
    without_calls(documented(struct_sequence_data(flags_fields), "What the command line and the environment decided."));
StructSequenceData float_data = documented(struct_sequence_data(float_fields), "What C's double can hold.");
StructSequenceData int_data =
    documented(struct_sequence_data(int_fields), "How ints are kept, and what converting them is limited to.");
StructSequenceData hash_data = documented(struct_sequence_data(hash_fields), "How numbers, str and bytes are hashed.");
StructSequenceData thread_data = documented(struct_sequence_data(thread_fields), "What threads and locks are made of.");
Type version_type = struct_sequence_type("sys.version_info", &version_data);
Type flags_type = struct_sequence_type("sys.flags", &flags_data);
Type float_info_type = struct_sequence_type("sys.float_info", &float_data);
Type int_info_type = struct_sequence_type("sys.int_info", &int_data);
Type hash_info_type = struct_sequence_type("sys.hash_info", &hash_data);
Type thread_info_type = struct_sequence_type("sys.thread_info", &thread_data);

Object* number(int64_t value) { return int_from_int64(value); }
Object* text(const char* value) { return new_str(value); }

constexpr int kHexVersion = kVersionMajor << 24 | kVersionMinor << 16 | kVersionMicro << 8 | 0xf0;

Object* version_info(Thread& t) {
  return new_struct_sequence(
      t, &version_type,
      {number(kVersionMajor), number(kVersionMinor), number(kVersionMicro), text("final"), number(0)});
}

Object* flags(Thread& t) {
  const RuntimeSettings& s = runtime_settings;
  return new_struct_sequence(
      t, &flags_type,
      {number(s.debug), number(s.inspect), number(s.interactive), number(s.optimize), number(s.dont_write_bytecode),
       number(s.no_user_site), number(s.no_site), number(s.ignore_environment), number(s.verbose),
       number(s.bytes_warning), number(s.quiet), number(s.hash_randomization), number(s.isolated),
       bool_object(s.dev_mode), number(s.utf8_mode), number(s.warn_default_encoding), bool_object(s.safe_path),
       number(s.int_max_str_digits)});
}

Object* float_info(Thread& t) {
  return new_struct_sequence(t, &float_info_type,
                             {new_float(DBL_MAX), number(DBL_MAX_EXP), number(DBL_MAX_10_EXP), new_float(DBL_MIN),
                              number(DBL_MIN_EXP), number(DBL_MIN_10_EXP), number(DBL_DIG), number(DBL_MANT_DIG),
                              new_float(DBL_EPSILON), number(FLT_RADIX), number(1)});
}

Object* int_info(Thread& t) {
  return new_struct_sequence(t, &int_info_type, {number(30), number(4), number(4300), number(640)});
}

Object* hash_info(Thread& t) {
  constexpr int64_t kModulus = (int64_t(1) << 61) - 1;
  return new_struct_sequence(t, &hash_info_type,
                             {number(64), number(kModulus), number(314159), number(0), number(1000003),
                              text("siphash13"), number(64), number(128), number(0)});
}

Object* thread_info(Thread& t) {
  return new_struct_sequence(t, &thread_info_type, {text("pthread"), text("semaphore"), text("NPTL")});
}

Object* implementation(Thread& t, Object* version) {
  Dict* attributes = TRY(new_dict(t));
  TRY(dict_set_str(t, attributes, intern("name"), intern("sidewinder")));
  TRY(dict_set_str(t, attributes, intern("cache_tag"), intern("sidewinder-311")));
  TRY(dict_set_str(t, attributes, intern("version"), version));
  TRY(dict_set_str(t, attributes, intern("hexversion"), TRY(number(kHexVersion))));
  TRY(dict_set_str(t, attributes, intern("_multiarch"), intern("x86_64-linux-gnu")));
  return new_simple_namespace(t, attributes);
}

Status add_version(Thread& t, Module* module) {
  Object* version = TRY(version_info(t));
  TRY(add_object(t, module, "version_info", version));
  TRY(add_object(t, module, "implementation", implementation(t, version)));
  Object* git[] = {text("Sidewinder"), empty_str(), empty_str()};
  TRY(add_object(t, module, "_git", new_tuple(git, 3)));
  TRY(add_object(t, module, "hexversion", number(kHexVersion)));
  TRY(add_object(t, module, "api_version", number(1013)));
  TRY(add_object(t, module, "version", text("3.11.2 (Sidewinder) [GCC " __VERSION__ "]")));
  return add_object(t, module, "copyright",
                    text("Sidewinder: the Python language reference is Copyright (c) Python Software Foundation."));
}

Status add_numbers(Thread& t, Module* module) {
  TRY(add_object(t, module, "maxsize", number(INT64_MAX)));
  TRY(add_object(t, module, "maxunicode", number(0x10ffff)));
  TRY(add_object(t, module, "float_info", float_info(t)));
  TRY(add_object(t, module, "int_info", int_info(t)));
  TRY(add_object(t, module, "hash_info", hash_info(t)));
  TRY(add_object(t, module, "thread_info", thread_info(t)));
  return add_object(t, module, "float_repr_style", text("short"));
}

Status add_places(Thread& t, Module* module) {
  const PythonPaths& paths = python_paths;
  for (const char* name : {"prefix", "base_prefix"}) TRY(add_object(t, module, name, decode_path(paths.prefix)));
  for (const char* name : {"exec_prefix", "base_exec_prefix"})
    TRY(add_object(t, module, name, decode_path(paths.exec_prefix)));
  TRY(add_object(t, module, "platlibdir", text("lib")));
  TRY(add_object(t, module, "_stdlib_dir", decode_path(paths.library)));
  TRY(add_object(t, module, "pycache_prefix",
                 runtime_settings.pycache_prefix.empty() ? none() : decode_path(runtime_settings.pycache_prefix)));
  TRY(add_object(t, module, "abiflags", text("")));
  TRY(add_object(t, module, "byteorder", text("little")));
  return add_object(t, module, "platform", text("linux"));
}

}  // namespace

Status add_sys_constants(Thread& t, Module* module) {
  for (Type* cls : {&version_type, &flags_type, &float_info_type, &int_info_type, &hash_info_type, &thread_info_type})
    TRY(ready_struct_sequence(t, cls));
  ready_type(t, &simple_namespace_type);
  TRY(add_version(t, module));
  TRY(add_object(t, module, "flags", flags(t)));
  TRY(add_numbers(t, module));
  return add_places(t, module);
}

}  // namespace sidewinder
