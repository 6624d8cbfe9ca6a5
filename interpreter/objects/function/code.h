// Code objects. The instructions and tables are raw storage made by the compiler and never change; caches do.
#pragma once

#include "interpreter/compiler/instruction.h"
#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Str;
struct Tuple;
struct Map;

enum CodeFlag : uint32_t {  // CPython's co_flags
  kCodeOptimized = 1,
  kCodeNewLocals = 2,
  kCodeVarArgs = 4,
  kCodeVarKeywords = 8,
  kCodeNested = 16,
  kCodeGenerator = 32,
  kCodeCoroutine = 128,
  kCodeIterableCoroutine = 256,
  kCodeAsyncGenerator = 512,
  kCodeSuspends = kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator,  // a call makes a Generator of some kind
  kCodeFutureAnnotations = 0x1000000,
  // ours, not shown in co_flags
  kCodeHidden = 1u << 30,  // left out of tracebacks: Python bodies of builtins
  kCodeContinuation = 1u << 31,
};

// Rows of the inline cache side table. What the key is depends on the kind; a row starts Empty.
enum class CacheKind : uint8_t {
  Empty,
  Slot,
  Overflow,
  Method,
  ClassValue,
  Property,
  Member,
  ModuleValue,
  TypeValue,
  Transition,
  GlobalValue,
  BuiltinValue,
  Megamorphic,
};
struct Cache {
  const void* key;   // Map* or Type*, or the dict's keys version in the low 32 bits
  Object* value;     // method, class attribute, next map, getter ...
  Str* name;         // set by the compiler; interned
  uint32_t version;  // type version, or builtins' keys version
  uint16_t index;    // slot or dict entry
  CacheKind kind;
  uint8_t misses;
};
static_assert(sizeof(Cache) == 32);

// One row for every loop of a code object: its hot counter and, once compiled, its trace.
struct HotSpot {
  void* state;             // the driver's record
  uint32_t counter;        // counts down in the interpreter
  uint32_t trace_counter;  // counts down in code compiled from handlers, to a trace; 0: not yet
  uint32_t header;         // index of the loop's first instruction
};

struct ExceptionEntry {
  uint32_t begin, end;  // instruction indices, half open; the innermost entry comes first
  uint32_t handler;
  uint16_t reg;  // receives the exception
};

struct LineEntry {  // for the instructions from `begin` to the next entry's begin
  uint32_t begin;
  int32_t line, end_line;
  int32_t column, end_column;  // UTF-8 bytes from 0; -1 unknown
};

inline bool same_place(const LineEntry& a, const LineEntry& b) {
  return a.line == b.line && a.end_line == b.end_line && a.column == b.column && a.end_column == b.end_column;
}

struct Code : Object {
  Str *name, *qualname, *filename;
  Tuple* constants;
  Tuple* names_of_registers;  // locals (parameters first), then cells that are not parameters, then free variables
  Tuple* cell_names;          // co_cellvars
  Tuple* free_names;          // co_freevars
  Object* docstring;          // or null
  Instr* instructions;
  Cache* caches;
  HotSpot* hot_spots;
  ExceptionEntry* exceptions;
  LineEntry* lines;
  HotSpot entry;         // of the function itself
  void* compiled;        // jit::baseline::CompiledCode*, its table of addresses
  void* compiled_roots;  // what its machine code names
  uint32_t instruction_count, cache_count, hot_spot_count, exception_count, line_count;
  uint32_t flags;
  int32_t first_line;
  uint16_t argument_count;  // positional, positional-only included; without * and **
  uint16_t positional_only_count, keyword_only_count;
  uint16_t local_count;      // named registers: parameters, *args, **kw, other locals
  uint16_t first_free;       // register of the first free variable's cell; cells and frees stand behind the locals
  uint16_t first_temporary;  // behind the named registers, which hold a value or null from the first instruction on
  uint16_t register_count;   // in all, temporaries included

  static Type* type();
  int line_of(const Instr* at) const;  // -1 if unknown
  const LineEntry* position_of(const Instr* at) const;
  // Offsets as Python sees them (f_lasti, tb_lasti): in bytes of co_code.
  int offset_of(const Instr* at) const { return int((at - instructions) * ssize(sizeof(Instr))); }
  const LineEntry* position_at(int offset) const {
    return offset < 0 ? nullptr : position_of(instructions + size_t(offset) / sizeof(Instr));
  }
  // of names_of_registers: the registers before the temporaries
  int named_register_count() const;
  bool simple_call(ssize positional) const {  // binding is a plain copy
    return argument_count == positional && !(flags & (kCodeVarArgs | kCodeVarKeywords)) && !keyword_only_count;
  }
};
extern Type code_type;
inline Type* Code::type() { return &code_type; }

}  // namespace sidewinder
