// Loads and stores of fields, raw storage and items; new objects.
#include "jit/backend/compiler.h"

namespace sidewinder::jit {

void Compiler::load(uint32_t i, const Op& op, x86::Mem from, Width width) {
  registers.end_operands();
  if (op.kind == Kind::Float) {
    x86::Xmm to = registers.define_xmm(i);
    from.setSize(8);
    if (emitter.has_avx) as.vmovsd(to, from);
    else as.movsd(to, from);
    return;
  }
  x86::Gp to = registers.define_gp(i);
  from.setSize(uint32_t(bytes_of(width)));
  switch (width) {
    case Width::Word64: as.mov(to, from); break;
    case Width::Int32: as.movsxd(to, from); break;
    case Width::UInt32: as.mov(to.r32(), from); break;
    case Width::UInt8: as.movzx(to.r32(), from); break;
  }
}

// The value is fetched by the caller's order: after the address, so `to` only names pinned registers.
void Compiler::store(x86::Mem to, Value value, Kind kind, Width width) {
  to.setSize(uint32_t(bytes_of(width)));
  if (value.is_constant() && !registers.is_in_register(value)) {
    uint64_t bits = constant(value).bits;
    if (width == Width::Word64) emitter.store(to, bits);
    else if (width == Width::UInt8) as.mov(to, int32_t(uint8_t(bits)));
    else as.mov(to, int32_t(uint32_t(bits)));
  } else if (kind == Kind::Float) {
    x86::Xmm from = registers.xmm(value);
    if (emitter.has_avx) as.vmovsd(to, from);
    else as.movsd(to, from);
  } else {
    x86::Gp from = registers.gp(value);
    if (width == Width::Word64) as.mov(to, from);
    else if (width == Width::UInt8) as.mov(to, from.r8());
    else as.mov(to, from.r32());
  }
}

void Compiler::lower_load_register(uint32_t i, const Op& op) {
  as.mov(registers.define_gp(i), x86::qword_ptr(kRootRegisters, int32_t(8 * op.imm)));
}

void Compiler::lower_load_field(uint32_t i, const Op& op) {
  load(i, op, x86::ptr(registers.gp(op.a), op.field->offset), op.field->width);
}
void Compiler::lower_load_raw(uint32_t i, const Op& op) { lower_load_field(i, op); }

void Compiler::lower_store_field(uint32_t, const Op& op) {
  store(x86::ptr(registers.gp(op.a), op.field->offset), op.b, trace.kind_of(op.b), op.field->width);
}
void Compiler::lower_store_raw(uint32_t i, const Op& op) { lower_store_field(i, op); }

x86::Mem Compiler::item_address(const Op& op) {
  int32_t size = bytes_of(op.array->width);
  x86::Gp base = registers.gp(op.a);
  if (op.b.is_constant()) {
    int64_t offset = op.array->base_offset + int64_t(constant(op.b).bits) * size;
    if (Emitter::fits_int32(uint64_t(offset))) return x86::ptr(base, int32_t(offset));
  }
  return x86::ptr(base, registers.gp(op.b), uint32_t(__builtin_ctz(uint32_t(size))), op.array->base_offset);
}

void Compiler::lower_load_item(uint32_t i, const Op& op) { load(i, op, item_address(op), op.array->width); }
void Compiler::lower_store_item(uint32_t, const Op& op) {
  store(item_address(op), op.c, trace.kind_of(op.c), op.array->width);
}

void Compiler::lower_new_object(uint32_t i, const Op& op) { allocate_inline(registers.define_gp(i), *op.shape); }
void Compiler::lower_new_storage(uint32_t i, const Op& op) { lower_new_object(i, op); }

}  // namespace sidewinder::jit
