// Module _opcode: facts about CPython 3.11's bytecode, for tools that read or write it. Our own instructions are
// others.
#include <algorithm>
#include <bit>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {
namespace {

struct Effect {
  int opcode;
  int constant, factor;
};
constexpr Effect kEffects[] = {
#define EFFECT(opcode, name, constant, factor) {opcode, constant, factor},
#include "interpreter/modules/opcode/stack_effects.def"
#undef EFFECT
};
enum Opcode : int {
#define EFFECT(opcode, name, ...) name = opcode,
#include "interpreter/modules/opcode/stack_effects.def"
#undef EFFECT
};
constexpr int kHaveArgument = 90;

enum class Jump : uint8_t { No, Yes, Either };

// Of an instruction with two ways on: the way that was asked for, or the greater one.
int of_ways(Jump jump, int stays, int jumps) {
  if (jump == Jump::Either) return std::max(stays, jumps);
  return jump == Jump::Yes ? jumps : stays;
}

int effect_of(const Effect& effect, int argument, Jump jump) {
  switch (effect.opcode) {
    case FOR_ITER: return of_ways(jump, 1, -1);
    case SEND: return of_ways(jump, 0, -1);
    case JUMP_IF_FALSE_OR_POP:
    case JUMP_IF_TRUE_OR_POP: return of_ways(jump, -1, 0);
    case UNPACK_EX: return (argument & 0xff) + (argument >> 8);
    case LOAD_GLOBAL: return (argument & 1) + 1;
    case MAKE_FUNCTION: return -std::popcount(unsigned(argument) & 0xf);
    case BUILD_SLICE: return argument == 3 ? -2 : -1;
    case CALL_FUNCTION_EX: return -2 - (argument & 1);
    case FORMAT_VALUE: return argument & 4 ? -1 : 0;
    default: return effect.constant + effect.factor * argument;
  }
}

Result<ssize> opcode_stack_effect(Thread& t, int opcode, Object* argument, Object* jump) {
  int value = 0;
  if (opcode >= kHaveArgument) {
    if (argument == none())
      return raise_value_error(t, "stack_effect: opcode requires oparg but oparg was not specified");
    TRY(argument_int(t, argument, &value));
  } else if (argument != none()) {
    return raise_value_error(t, "stack_effect: opcode does not permit oparg but oparg was specified");
  }
  if (jump != none() && jump != py_true() && jump != py_false())
    return raise_value_error(t, "stack_effect: jump must be False, True or None");
  Jump way = jump == none() ? Jump::Either : jump == py_true() ? Jump::Yes : Jump::No;
  for (const Effect& effect : kEffects)
    if (effect.opcode == opcode) return ssize(effect_of(effect, value, way));
  return raise_value_error(t, "invalid opcode or oparg");
}

Object* opcode_get_specialization_stats() { return none(); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/opcode/opcode_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX opcode
#define NATIVE_NAME "_opcode"
#include "interpreter/objects/core/native_table.inc"

Module* create_opcode(Thread& t) {
  Module* module = TRY(new_module(t, "_opcode"));
  TRY(add_functions(t, module, opcode_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Facts about CPython's bytecode.")));
  return module;
}

}  // namespace sidewinder
