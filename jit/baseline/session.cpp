#include "jit/baseline/session.h"

#include <algorithm>
#include <bit>
#include <climits>

#include "jit/baseline/assembly.h"
#include "jit/baseline/baseline.h"
#include "jit/baseline/code_life.h"
#include "jit/baseline/install.h"
#include "jit/baseline/small_box.h"
#include "jit/baseline/stubs.h"
#include "jit/code/debugger.h"
#include "jit/language/bytecode_counts.h"

namespace sidewinder::jit::baseline {

Settings settings;
Statistics statistics;

namespace {

constexpr uint32_t kLongest = 200;  // instructions of one session
constexpr int kMostNested = 4;      // sessions whose instructions run the code that is compiled meanwhile
constexpr size_t kMostFacts = 12;   // answers that one instruction is compiled again for

int active_sessions = 0;
const BaselineHooks* hooks_of_language;

char* frame_of(Thread& t, const BaselineHooks& language) { return word_of<char*>(&t, language.layout.thread_frame); }
char* code_of(const char* frame, const BaselineHooks& language) { return word_of<char*>(frame, language.layout.code); }
CompiledCode* record_of(const char* code, const BaselineHooks& language) {
  return word_of<CompiledCode*>(code, language.layout.code_record);
}

// What is lost where a frame of which `have` is known goes on as `want`; -1: it cannot.
int loss(const Context& have, const Context& want) {
  int lost = 0;
  size_t i = 0;
  for (const Item& w : want) {
    while (i < have.size() && have[i].reg < w.reg) lost += have[i].is_unboxed() ? 4 : 1, ++i;
    if (i == have.size() || have[i].reg != w.reg) return -1;
    const Item& h = have[i++];
    if (w.cls != h.cls || (w.small && !h.small)) return -1;
    if (w.is_unboxed() && h.kind != w.kind) return -1;
    if (!w.is_unboxed() && h.is_unboxed()) lost += 4;
    if (h.small && !w.small) lost += 1;
    if (w.is_unboxed() && h.dirty && !w.dirty) lost += 6;
    if (w.is_unboxed() && !h.dirty && w.dirty) lost += 1;
  }
  for (; i < have.size(); ++i) lost += have[i].is_unboxed() ? 4 : 1;
  // Two registers that share a value there must be one value here, too.
  auto at = [&](const Item& w) {
    return std::find_if(have.begin(), have.end(), [&](const Item& h) { return h.reg == w.reg; });
  };
  for (const Item& a : want)
    for (const Item& b : want)
      if (&a < &b && a.is_unboxed() && a.kind == b.kind && a.where == b.where && at(a)->where != at(b)->where)
        return -1;
  return lost;
}

bool is_dumped(const CompiledCode& code) {
  return settings.dump && code.view().describe(0).starts_with(settings.dump_only);
}

}  // namespace

void keep_alive(CompiledCode& code, const void* object) {
  if (!object || !hooks_of_language->is_kept(object)) return;
  if (!settings.lists_code && is_dumped(code))
    std::fprintf(settings.dump, "    keeps %s\n", hooks_of_language->hooks->describe_object(object).c_str());
  code.keep_alive(object, *hooks_of_language);
}

bool Session::may_begin() { return active_sessions < kMostNested && !is_full(); }

Session::Session(Thread& t, const BaselineHooks& language, CompiledCode& code)
    : t_(t), language_(language), code_(code), builder_(t, language, code), frame_(frame_of(t, language)) {
  ++active_sessions;
  number_ = ++statistics.sessions;
  dump_ = is_dumped(code) ? settings.dump : nullptr;
  if (dump_ && settings.lists_code) listing_ = std::make_unique<Listing>();
  builder_.listing = listing_.get();
  generation_ = code.generation();
  if (settings.evict_every && statistics.sessions % settings.evict_every == 0) evict_oldest(&code);
  start_clock();
}
Session::~Session() {
  --active_sessions;
  stop_clock();
}

// The time stamp counter, about the time of an instruction of the processor.
void Session::start_clock() { started_ = __builtin_ia32_rdtsc(); }
void Session::stop_clock() { statistics.cycles += __builtin_ia32_rdtsc() - started_; }

char* Session::frame() const { return frame_of(t_, language_); }
uint32_t Session::position() const {
  auto* pc = word_of<const char*>(frame_, language_.layout.pc);
  return uint32_t((pc - code_.view().first_instruction()) / language_.layout.instruction_bytes);
}
// The frame is still the innermost one, at an instruction of its code.
bool Session::goes_on() const {
  if (answer_ != Next::Go || frame() != frame_) return false;
  auto* pc = word_of<const char*>(frame_, language_.layout.pc);
  const char* first = code_.view().first_instruction();
  return pc >= first && position() < code_.view().instruction_count();
}

Next Session::run(uint32_t at, Context context, Facts facts, bool is_generic, std::span<uint8_t* const> sites) {
  sites_ = sites;
  at_ = first_ = at;
  context_ = std::move(context);
  entry_label_ = builder_.assembly().new_label();
  builder_.assembly().bind(entry_label_);
  HotPlace entry = code_.view().entry();
  bool is_entry = takes_arguments_ || (at == 0 && context_.empty());
  counts_entry_ = is_entry && facts.empty() && !is_generic && entry.countdown;
  if (counts_entry_) {
    builder_.count(entry, 0, context_);
    note_emitted(0, "    counts calls");
    uncounted_label_ = builder_.assembly().new_label();
    builder_.assembly().bind(uncounted_label_);
  }
  bool more = true;
  bool is_first = true;
  while (more) {
    bool is_head = (is_first && context_.empty()) || code_.view().is_leader(at_);
    if (facts.empty() && !is_generic && is_head && arrive()) break;
    is_first = false;
    if (++count_ > kLongest) {
      leave_lazily();
      break;
    }
    more = step(facts, is_generic);
    facts.clear();
    is_generic = false;
  }
  finish();
  return answer_;
}

Next Session::run_function(const Context& context) {
  takes_arguments_ = true;
  return run(0, context, {}, false, {});
}

// At the head of a block. True: the code goes on in a version that there is already.
bool Session::arrive() {
  int best = INT_MAX, count = code_.version_count(at_);
  const Context* target = nullptr;
  const void* address = nullptr;
  uint32_t label = 0;
  auto consider = [&](const Context& context, const void* at, uint32_t pending) {
    int lost = loss(context_, context);
    if (lost < 0 || lost >= best) return;
    best = lost;
    target = &context;
    address = at;
    label = pending;
  };
  for (int32_t v = code_.first_version(at_); v >= 0; v = code_.version(v).next)
    consider(code_.version(v).context, code_.version(v).address, 0);
  for (const PendingVersion& p : pending_)
    if (p.at == at_) {
      ++count;
      consider(p.context, nullptr, p.label);
    }
  Assembly& a = builder_.assembly();
  bool is_capped = uint32_t(count) >= settings.versions;
  size_t from = a.as.offset();
  if (target && (best == 0 || is_capped)) {
    builder_.convert(context_, *target);
    if (address) a.jump(address);
    else a.as.jmp(a.label(label));
    note_emitted(from, "    to a version that there is");
    return true;
  }
  if (is_capped && !context_.empty()) {
    builder_.flush(context_);
    builder_.go_to_general(at_);
    note_emitted(from, "    to the general version");
    return true;
  }
  uint32_t here = a.new_label();
  a.bind(here);
  pending_.push_back({at_, context_, here});
  ++statistics.versions;
  return false;
}

PY_NOINLINE static Next call_handler(Thread& t, void* frame, const void* handler, uint64_t argument) {
  auto function = reinterpret_cast<Next (*)(Thread&, void*, uint64_t)>(const_cast<void*>(handler));
  Next answer = function(t, frame, argument);
  asm volatile("" ::: "memory");  // no tail call: its frame is looked for
  return answer;
}
const void* caller_of_handlers() { return reinterpret_cast<const void*>(&call_handler); }

// The instruction under way, as the interpreter does it.
Next Session::execute() {
  const CodeView& view = code_.view();
  const char* next = view.first_instruction() + ssize(at_ + 1) * language_.layout.instruction_bytes;
  std::memcpy(frame_ + language_.layout.pc, &next, sizeof next);
  stop_clock();
  Next answer = call_handler(t_, frame_, view.handler(at_), view.argument(at_));
  start_clock();
  return answer;
}

std::string Session::line(bool is_compiled, const Facts& facts) const {
  std::string text = std::to_string(number_) + "." + std::to_string(at_) + " " + code_.view().describe(at_);
  if (!is_compiled) text += ", its handler";
  if (!facts.empty()) text += ", " + std::to_string(facts.size()) + " answers known";
  const char* separator = "; ";
  for (const Item& item : context_) {
    text += separator + ("r" + std::to_string(item.reg));
    separator = ", ";
    if (!item.is_unboxed()) {
      text += ":" + language_.hooks->describe_object(item.cls);
      continue;
    }
    text += (item.kind == ItemKind::Int ? "=int" : "=float") + std::to_string(item.where) + (item.dirty ? "*" : "");
  }
  return text;
}

// The line of the instruction whose machine code begins at `offset`, and what was noted of it at `at_line`.
void Session::dump(size_t offset, size_t at_line, bool is_compiled, const Facts& facts) {
  if (listing_) listing_->insert(at_line, offset, line(is_compiled, facts));
  else std::fprintf(dump_, "%s\n", line(is_compiled, facts).c_str());
}

// Beside the replay: what lies between instructions.
void Session::note_emitted(size_t from, const char* what) {
  if (listing_ && builder_.assembly().as.offset() > from) listing_->line(from, what);
}

void Session::write_listing(const uint8_t* code) {
  size_t size = builder_.assembly().as.offset();
  std::fprintf(dump_, "---- machine code %u, of %s, %zu bytes at %p\n", number_, code_.view().describe(first_).c_str(),
               size, static_cast<const void*>(code));
  listing_->write(dump_, code, size);
}

// False: the code ends here.
bool Session::step(const Facts& facts, bool is_generic) {
  ++statistics.instructions;
  auto** registers = reinterpret_cast<Object**>(frame_ + language_.layout.header_bytes);
  size_t offset = builder_.assembly().as.offset(), at_line = listing_ ? listing_->mark() : 0;
  if (bytecode_counts.wanted) builder_.assembly().count(&bytecode_counts.compiled);
  auto compile = [&] {
    if (builder_.instruction(at_, context_, facts, registers)) return true;
    if (!builder_.lacked_registers() || !facts.empty()) return false;
    Context fewer = builder_.spill(context_, 2, 4);
    if (fewer == context_) return false;
    context_ = std::move(fewer);
    return builder_.instruction(at_, context_, facts, registers);
  };
  bool is_compiled = !is_generic && compile();
  if (dump_) dump(offset, at_line, is_compiled, facts);
  if (!is_compiled) {
    answer_ = execute();
    // A cache was filled, and the instruction is to be executed again: perhaps it can be compiled now.
    if (!is_generic && goes_on() && position() == at_) {
      is_compiled = compile();
      if (is_compiled && dump_) dump(offset, at_line, true, facts);
      if (!is_compiled) answer_ = execute();
    }
    if (!is_compiled) return generic_step();
  }
  code_.note_compiled(at_);
  switch (builder_.end()) {
    case Builder::End::Entered: code_.note_call(at_); [[fallthrough]];
    case Builder::End::Left: answer_ = execute(); return false;
    case Builder::End::BackEdge: {
      at_ = builder_.next();
      context_ = builder_.take_context();
      const char* pc = code_.view().first_instruction() + ssize(at_) * language_.layout.instruction_bytes;
      std::memcpy(frame_ + language_.layout.pc, &pc, sizeof pc);
      if (word_of<uint32_t>(&t_, language_.hooks->request_offset) == 0) return true;
      leave_lazily();
      return false;
    }
    default: break;
  }
  uint32_t next = builder_.next();
  size_t from = builder_.assembly().as.offset();
  context_ = builder_.take_context();
  note_emitted(from, "    after it");
  answer_ = execute();
  at_ = next;
  if (goes_on() && position() == next) return true;
  leave_lazily();
  return false;
}

bool Session::generic_step() {
  ++statistics.generic;
  code_.note_call(at_);
  size_t from = builder_.assembly().as.offset();
  bool more = goes_on();
  uint32_t next = more ? position() : at_;
  context_ = builder_.generic(at_, context_, more, next);
  note_emitted(from, "    calls its handler");
  at_ = next;
  return more;
}

// The code goes on here when it is executed for the first time.
void Session::leave_lazily() {
  Assembly& a = builder_.assembly();
  SideExit exit{SideExit::Variant, a.new_label(), at_, context_, {}, {}};
  a.as.jmp(a.label(exit.label));
  exit.sites.push_back(uint32_t(a.as.offset()) - 4);
  builder_.exits().push_back(std::move(exit));
}

void Session::emit_exits() {
  Assembly& a = builder_.assembly();
  auto is_lazy = [](const SideExit& exit) { return exit.kind == SideExit::Variant; };
  exit_count_ = uint32_t(std::count_if(builder_.exits().begin(), builder_.exits().end(), is_lazy));
  uint32_t number = first_exit_ = reserve_lazy_exits(exit_count_);
  for (SideExit& exit : builder_.exits()) {
    a.bind(exit.label);
    switch (exit.kind) {
      case SideExit::Variant:
        a.as.mov(kScratch.r32(), number++);
        a.jump(code_stubs()->lazy);
        break;
      case SideExit::Forced: builder_.note_forced_exit(); [[fallthrough]];
      case SideExit::Leave:
        builder_.flush(exit.context);
        builder_.set_pc(exit.at);
        a.jump(code_stubs()->leave[int(Next::Go)]);
        break;
      case SideExit::Next:
        builder_.flush(exit.context);
        builder_.go_to_general(exit.at);
        break;
      case SideExit::Hot:
        builder_.flush(exit.context);
        builder_.set_pc(exit.at);
        a.as.mov(kScratch, uint64_t(exit.place));
        a.jump(code_stubs()->hot);
        break;
    }
  }
}

void Session::finish() {
  if (generation_ != code_.generation()) return;  // given up meanwhile: what this would jump to will be freed
  size_t from = builder_.assembly().as.offset();
  emit_exits();
  note_emitted(from, "    exits");
  Assembly& a = builder_.assembly();
  uint8_t* code = install(a.as, sites_, entry_label_);
  if (!code) {
    note_full(code_);
    release_lazy_exits(first_exit_, exit_count_);
    return;
  }
  if (tells_debugger) tell_debugger(code, a.as.offset(), "baseline:" + code_.view().describe(first_));
  code_.add_block({code, uint32_t(a.as.offset()), first_, first_exit_, exit_count_});
  if (listing_) write_listing(code);
  statistics.code_bytes += a.as.offset();
  for (const PendingVersion& p : pending_) {
    const uint8_t* address = code + a.as.offset_of(a.label(p.label));
    code_.add_version(p.at, p.context, address);
    bool is_uncounted_entry = p.at == 0 && code_.view().entry().countdown;
    if (p.context.empty() && !is_uncounted_entry) code_.set_address(p.at, address);
  }
  made_ = code + a.as.offset_of(a.label(entry_label_));
  if (counts_entry_ && !takes_arguments_) {
    code_.set_address(0, code + a.as.offset_of(a.label(entry_label_)));
    code_.uncounted_entry = code + a.as.offset_of(a.label(uncounted_label_));
  }
  uint32_t number = first_exit_;
  for (SideExit& exit : builder_.exits()) {
    if (exit.kind != SideExit::Variant) continue;
    set_lazy_exit(number++, LazyExit::make(code_, exit.at, exit.context, exit.facts, exit.sites, code));
    ++statistics.lazy_exits;
  }
}

namespace {

const void* after(Thread& t, Next answer) {
  if (answer == Next::Go) return code_stubs()->dispatch;
  if (answer == Next::Unwind && hooks_of_language->unwind_here(t)) return code_stubs()->dispatch;
  return code_stubs()->leave[int(answer)];
}

void set_pc(char* frame, CompiledCode& code, uint32_t at) {
  const FrameLayout& layout = hooks_of_language->layout;
  const char* pc = code.view().first_instruction() + ssize(at) * layout.instruction_bytes;
  std::memcpy(frame + layout.pc, &pc, sizeof pc);
}

// The registers of machine code go to the frame; those that share a value share its box.
void write_back(Thread& t, char* frame, std::span<const Item> context, const uint64_t* saved) {
  const BaselineHooks& language = *hooks_of_language;
  auto** registers = reinterpret_cast<Object**>(frame + language.layout.header_bytes);
  for (const Item& item : context) {
    if (!item.dirty) continue;
    auto same = std::find_if(context.begin(), context.end(),
                             [&](const Item& o) { return o.dirty && o.kind == item.kind && o.where == item.where; });
    if (same->reg != item.reg) {
      registers[item.reg] = registers[same->reg];
      continue;
    }
    bool is_float = item.kind == ItemKind::Float;
    uint64_t bits = saved[is_float ? 16 + item.where : item.where];
    registers[item.reg] = is_float ? language.hooks->box_float(t, std::bit_cast<double>(bits))
                                   : language.hooks->box_int(t, int64_t(bits));
  }
}

// What a session calls may collect, and the collector takes its words on the stack for references: also those that it
// has not written yet. None of an earlier call's is to be among them.
PY_NOINLINE void clear_stack_below() {
  volatile uint64_t words[512];
  for (volatile uint64_t& word : words) word = 0;
}

struct Compilation {
  Next answer;
  const uint8_t* made;  // null: nothing
};
template <class Run> PY_NOINLINE Compilation compile_here(Thread* t, CompiledCode& code, Run run) {
  Session session(*t, *hooks_of_language, code);
  Next answer = run(session);
  return {answer, session.made()};
}
template <class Run> Compilation compile(Thread* t, CompiledCode& code, Run run) {
  clear_stack_below();
  return compile_here(t, code, run);
}

const void* run_lazy(Thread* t, const uint64_t* saved, uint32_t number) {
  LazyExit& exit = lazy_exit(number);
  char* frame = frame_of(*t, *hooks_of_language);
  write_back(*t, frame, exit.context(), saved);
  set_pc(frame, exit.code(), exit.at());
  if (!exit.is_due(settings.patience) || !Session::may_begin()) return code_stubs()->leave[int(Next::Go)];
  ++statistics.lazy_exits_taken;
  uint8_t& variants = exit.code().variants(exit.at());
  size_t facts = exit.facts().size();
  bool is_spent = facts && variants >= settings.variants;
  if (is_spent && exit.code().recompilations < settings.recompilations) {  // for what the program does now
    ++exit.code().recompilations;
    ++statistics.recompiled;
    give_up(exit.code());
    return code_stubs()->dispatch;
  }
  bool is_generic = facts && (variants >= settings.variants || facts > kMostFacts);
  if (facts && variants < 255) ++variants;
  auto run = [&](Session& session) {
    return session.run(exit.at(), exit.context(), exit.facts(), is_generic, exit.sites());
  };
  return after(*t, compile(t, exit.code(), run).answer);
}

// The arguments' boxes are made, as if they had been passed in the frame, until it is worth code.
const void* run_arguments(Thread* t, const uint64_t* saved, ArgumentEntry* entry) {
  write_back(*t, frame_of(*t, *hooks_of_language), entry->context, saved);
  if (++entry->taken < settings.patience || !Session::may_begin()) return code_stubs()->dispatch;
  auto run = [&](Session& session) { return session.run_function(entry->context); };
  Compilation compilation = compile(t, *entry->code, run);
  if (compilation.made) entry->address = compilation.made;
  return after(*t, compilation.answer);
}

// The thread's frame goes on with the result of a call, for its register `reg`, which is item's.
const void* go_on_with(Thread* t, Item item, Object* box) {
  char* frame = frame_of(*t, *hooks_of_language);
  reinterpret_cast<Object**>(frame + hooks_of_language->layout.header_bytes)[item.reg] = box;
  CompiledCode* code = record_of(code_of(frame, *hooks_of_language), *hooks_of_language);
  if (!code || ++code->results < settings.patience || !Session::may_begin()) return code_stubs()->dispatch;
  auto* pc = word_of<const char*>(frame, hooks_of_language->layout.pc);
  auto at = uint32_t((pc - code->view().first_instruction()) / hooks_of_language->layout.instruction_bytes);
  Context context;
  if (code->view().is_live(at, item.reg)) context.push_back(item);
  Compilation compilation =
      compile(t, *code, [&](Session& session) { return session.run(at, context, {}, false, {}); });
  bool is_float = item.kind == ItemKind::Float;
  const void* lazy = is_float ? code_stubs()->result_float : code_stubs()->result_int;
  if (compilation.made) code->set_result_address(at, is_float, compilation.made, lazy);
  return after(*t, compilation.answer);
}

const void* run_int_result(Thread* t, int64_t value, uint32_t reg) {
  const Hooks& hooks = *hooks_of_language->hooks;
  return go_on_with(t, {uint16_t(reg), ItemKind::Int, 0, true, true, hooks.boxes->int_class}, hooks.box_int(*t, value));
}
const void* run_float_result(Thread* t, uint64_t bits, uint32_t reg) {
  const Hooks& hooks = *hooks_of_language->hooks;
  return go_on_with(t, {uint16_t(reg), ItemKind::Float, 0, false, true, hooks.boxes->float_class},
                    hooks.box_float(*t, std::bit_cast<double>(bits)));
}

const void* run_general(Thread* t) {
  char* frame = frame_of(*t, *hooks_of_language);
  CompiledCode* code = record_of(code_of(frame, *hooks_of_language), *hooks_of_language);
  free_given_up();
  if (!Session::may_begin()) return code_stubs()->leave[int(Next::Go)];
  auto* pc = word_of<const char*>(frame, hooks_of_language->layout.pc);
  auto at = uint32_t((pc - code->view().first_instruction()) / hooks_of_language->layout.instruction_bytes);
  return after(*t, compile(t, *code, [&](Session& session) { return session.run(at, {}, {}, false, {}); }).answer);
}

// The thread's frame is of a code object without a table: the interpreter goes on, unless compiled code should.
const void* run_fresh(Thread* t) {
  char* code = code_of(frame_of(*t, *hooks_of_language), *hooks_of_language);
  if (!hooks_of_language->is_worth(code)) return code_stubs()->leave[int(Next::Go)];
  prepare(*t, *hooks_of_language, code);
  if (!record_of(code, *hooks_of_language)) return code_stubs()->leave[int(Next::Go)];
  return code_stubs()->dispatch;
}

// Where it goes on at a function's entry, that is not counted again: the place may want to be asked every time.
const void* run_hot(Thread* t, void* place) {
  const void* next = after(*t, hooks_of_language->at_hot(*t, place));
  if (next != code_stubs()->dispatch) return next;
  const char* frame = frame_of(*t, *hooks_of_language);
  const CompiledCode* code = record_of(code_of(frame, *hooks_of_language), *hooks_of_language);
  bool is_entry = code && word_of<const char*>(frame, hooks_of_language->layout.pc) == code->view().first_instruction();
  return is_entry && code->uncounted_entry ? code->uncounted_entry : next;
}

const void* run_unwind(Thread* t) { return after(*t, Next::Unwind); }

const Stubs* ready(const BaselineHooks& language) {
  if (hooks_of_language != &language) {
    hooks_of_language = &language;
    make_stubs(language, {&run_lazy, &run_arguments, &run_int_result, &run_float_result, &run_general, &run_unwind,
                          &run_fresh, &run_hot});
  }
  return code_stubs();
}

}  // namespace

void prepare(Thread& t, const BaselineHooks& language, void* code) {
  const Stubs* stubs = ready(language);
  if (!stubs || record_of(static_cast<char*>(code), language)) return;
  std::unique_ptr<CodeView> view = language.view_of(t, code);
  if (!view) return;
  auto* record =
      new CompiledCode(code, std::move(view), language.layout.instruction_bytes, stubs->general, stubs->arguments);
  std::memcpy(static_cast<char*>(code) + language.layout.code_record, &record, sizeof record);
  ++statistics.codes;
}

void forget(const BaselineHooks& language, void* code) {
  std::unique_ptr<CompiledCode> record(record_of(static_cast<char*>(code), language));
  if (!record) return;
  std::memset(static_cast<char*>(code) + language.layout.code_record, 0, sizeof(CompiledCode*));
  give_up(std::move(record));
  ++statistics.freed;
}

void write_perf_map(FILE* file) {
  for (const CompiledCode* code = CompiledCode::newest(); code; code = code->next())
    for (const CodeBlock& block : code->blocks())
      std::fprintf(file, "%lx %x baseline:%s\n", reinterpret_cast<unsigned long>(block.code), block.size,
                   code->view().describe(block.at).c_str());
}

Report report_of(const CompiledCode& code) {
  Report report{code.view().instruction_count(), 0, 0, 0};
  for (uint32_t at = 0; at < report.instructions; ++at) {
    report.versions += uint32_t(code.version_count(at));
    report.compiled += code.has_code(at);
  }
  for (const CodeBlock& block : code.blocks()) report.bytes += block.size;
  return report;
}

Next enter(Thread& t, const BaselineHooks& language, bool* available, void** stack) {
  const Stubs* stubs = ready(language);
  Activation activation;
  char* frame = frame_of(t, language);
  char* code = code_of(frame, language);
  if (!record_of(code, language) && !is_full()) prepare(t, language, code);
  CompiledCode* record = record_of(code, language);
  *available = stubs && record && !is_full();
  if (!*available) return Next::Go;
  auto* pc = word_of<const char*>(frame, language.layout.pc);
  auto** registers = reinterpret_cast<Object**>(frame + language.layout.header_bytes);
  auto* entry = reinterpret_cast<const char*>(record->addresses + uintptr_t(pc));
  return stubs->enter(t, registers, word_of<const void*>(entry, 0), stack);
}

}  // namespace sidewinder::jit::baseline
