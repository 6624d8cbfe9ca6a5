// Number boxes, and the inline allocation below them and new_object: pop the free list of the object's size. Empty
// lists, numbers beyond 60 bits and the small singletons are handled by code behind the trace.
#include "jit/backend/compiler.h"

#include <algorithm>

namespace sidewinder::jit {

namespace {

constexpr uint32_t kDigitBits = 30;
constexpr uint32_t kDigitMask = (1u << kDigitBits) - 1;

}  // namespace

// Neighbouring words go in one 16-byte store. Word 0 held the list's link, so it is written in any case.
void Compiler::write_header(const x86::Gp& object, const Shape& shape) {
  std::vector<Shape::Word> words(shape.words, shape.words + shape.word_count);
  std::sort(words.begin(), words.end(), [](const Shape::Word& a, const Shape::Word& b) { return a.offset < b.offset; });
  if (words.empty() || words[0].offset != 0) words.insert(words.begin(), Shape::Word{0, 0});
  for (size_t k = 0; k < words.size(); k++) {
    bool pair = k + 1 < words.size() && words[k + 1].offset == words[k].offset + 8;
    if (!pair) {
      emitter.store(x86::qword_ptr(object, words[k].offset), words[k].bits);
      continue;
    }
    x86::Mem both = emitter.pool_pair(words[k].bits, words[k + 1].bits), to = x86::xmmword_ptr(object, words[k].offset);
    if (emitter.has_avx) as.vmovaps(kScratchXmm, both), as.vmovups(to, kScratchXmm);
    else as.movaps(kScratchXmm, both), as.movups(to, kScratchXmm);
    k++;
  }
}

void Compiler::allocate_inline(const x86::Gp& to, const Shape& shape) {
  slow_calls.push_back(
      {as.newLabel(), as.newLabel(), reinterpret_cast<const void*>(hooks.allocate), uint64_t(&shape), {}, to, false});
  Label entry = slow_calls.back().entry, back = slow_calls.back().back;
  void** head = hooks.free_list ? hooks.free_list(shape.allocation_kind, shape.size) : nullptr;
  if (!head) {
    as.jmp(entry);
    as.bind(back);
    return;
  }
  as.mov(to, emitter.absolute(head, to));
  as.test(to, to);
  as.jz(entry);
  if (emitter.reaches(head)) {
    as.mov(kScratch, x86::qword_ptr(to));
    as.mov(emitter.absolute(head, kScratch), kScratch);
  } else {
    x86::Mem list = emitter.absolute(head, kScratch);
    as.movq(kScratchXmm, x86::qword_ptr(to));
    as.movq(list, kScratchXmm);
  }
  write_header(to, shape);
  as.bind(back);
}

void Compiler::lower_box_float(uint32_t i, const Op& op) {
  x86::Xmm value = registers.xmm(op.a);
  x86::Gp to = registers.define_gp(i);
  allocate_inline(to, *boxes.float_shape);
  as.movsd(x86::qword_ptr(to, boxes.float_offset), value);
}

// Singletons first; then what fits 60 bits; the rest is the language's. All registers are taken before the first
// branch: what the allocator spills for them must be spilled on every path.
void Compiler::lower_box_int(uint32_t i, const Op& op) {
  x86::Gp value = registers.gp(op.a);
  x86::Gp to = registers.define_gp(i);
  bool has_digits = boxes.int_format == IntFormat::Digits30;
  x86::Gp magnitude = boxes.int_shape && has_digits ? registers.temporary() : x86::Gp();
  Label done = as.newLabel();
  auto language_box = [&] {
    slow_calls.push_back({as.newLabel(), done, reinterpret_cast<const void*>(hooks.box_int), 0, value, to, true});
    return slow_calls.back().entry;
  };
  if (!boxes.int_shape) {
    as.jmp(language_box());
    as.bind(done);
    return;
  }
  bool zero_is_single = boxes.small_ints && boxes.small_min <= 0 && boxes.small_max >= 0;
  if (boxes.small_ints) {
    small_ints.push_back({as.newLabel(), done, value, to});
    as.lea(kScratch, x86::ptr(value, int32_t(-boxes.small_min)));
    as.cmp(kScratch, int32_t(boxes.small_max - boxes.small_min));
    as.jbe(small_ints.back().entry);
  }
  if (!has_digits) {
    allocate_inline(to, *boxes.int_shape);
    as.mov(x86::qword_ptr(to, boxes.int_offset), value);
  } else {
    as.mov(magnitude, value);
    as.neg(magnitude);
    as.cmovs(magnitude, value);
    if (!zero_is_single) as.jz(language_box());
    as.mov(kScratch, magnitude);
    as.shr(kScratch, 2 * kDigitBits);
    as.jnz(language_box());
    allocate_inline(to, *boxes.int_shape);
    write_digits(to, value, magnitude);
  }
  as.bind(done);
}

// Two digits, and their count with the number's sign.
void Compiler::write_digits(const x86::Gp& object, const x86::Gp& value, const x86::Gp& magnitude) {
  as.mov(kScratch, magnitude);
  as.shr(kScratch, kDigitBits);
  as.and_(magnitude.r32(), kDigitMask);
  as.mov(x86::dword_ptr(object, boxes.int_offset), magnitude.r32());
  as.mov(x86::dword_ptr(object, boxes.int_offset + 4), kScratch.r32());
  as.cmp(kScratch, 1);  // carry: no high digit
  as.mov(kScratch.r32(), 2);
  as.sbb(kScratch, 0);
  as.mov(magnitude, value);
  as.sar(magnitude, 63);
  as.xor_(kScratch, magnitude);
  as.sub(kScratch, magnitude);
  as.mov(x86::qword_ptr(object, boxes.int_size_offset), kScratch);
}

// One load takes both digits (the unused ones are zero); the high one moves down by 2 to stand next to the low one.
void Compiler::unbox_digits(const x86::Gp& to, const x86::Gp& object) {
  x86::Gp low = registers.temporary();
  as.mov(kScratch, x86::qword_ptr(object, boxes.int_size_offset));
  as.mov(to, x86::qword_ptr(object, boxes.int_offset));
  as.sar(kScratch, 63);
  as.mov(low.r32(), to.r32());
  as.shr(to, 32 - kDigitBits);
  as.and_(to, ~int32_t(kDigitMask));
  as.or_(to, low);
  as.xor_(to, kScratch);
  as.sub(to, kScratch);
}

void Compiler::lower_unbox_int(uint32_t i, const Op& op) {
  x86::Gp object = registers.gp(op.a);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, object.id());
  if (boxes.int_format == IntFormat::Plain) as.mov(to, x86::qword_ptr(object, boxes.int_offset));
  else unbox_digits(to, object);
}

void Compiler::lower_unbox_float(uint32_t i, const Op& op) {
  x86::Gp object = registers.gp(op.a);
  registers.end_operands();
  x86::Xmm to = registers.define_xmm(i);
  if (emitter.has_avx) as.vmovsd(to, x86::qword_ptr(object, boxes.float_offset));
  else as.movsd(to, x86::qword_ptr(object, boxes.float_offset));
}

void Compiler::emit_cold_code() {
  for (const SlowCall& call : slow_calls) {
    as.bind(call.entry);
    if (call.register_argument) {
      as.mov(request_address(1), call.value);
    } else {
      as.mov(kScratch, call.argument);
      as.mov(request_address(1), kScratch);
    }
    as.mov(kScratch, uint64_t(call.function));
    as.mov(request_address(0), kScratch);
    emitter.call(common.slow_call);
    as.mov(call.to, kScratch);
    as.jmp(call.back);
  }
  for (const SmallInt& small : small_ints) {
    as.bind(small.entry);
    as.imul(kScratch, kScratch, boxes.small_stride);
    as.mov(small.to, uint64_t(boxes.small_ints));
    as.add(small.to, kScratch);
    as.jmp(small.back);
  }
}

}  // namespace sidewinder::jit
