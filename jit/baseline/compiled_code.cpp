#include "jit/baseline/compiled_code.h"

#include <algorithm>
#include <new>
#include <utility>

#include "jit/baseline/small_box.h"

namespace sidewinder::jit::baseline {

namespace {
constexpr uint32_t kRootBlock = 64;

CompiledCode* newest_code = nullptr;

}  // namespace

LazyExit* LazyExit::make(CompiledCode& code, uint32_t at, std::span<const Item> context, std::span<const Fact> facts,
                         std::span<const uint32_t> sites, uint8_t* start) {
  static_assert(alignof(Item) <= 8 && alignof(Fact) <= 8 && sizeof(LazyExit) % 8 == 0);
  size_t size = sizeof(LazyExit) + facts.size_bytes() + context.size_bytes() + sites.size() * sizeof start;
  auto* exit = new (::operator new(size)) LazyExit;
  exit->code_ = &code;
  exit->at_ = at;
  exit->fact_count_ = uint16_t(facts.size());
  exit->item_count_ = uint16_t(context.size());
  exit->site_count_ = uint16_t(sites.size());
  std::copy(facts.begin(), facts.end(), const_cast<Fact*>(exit->facts().data()));
  std::copy(context.begin(), context.end(), const_cast<Item*>(exit->context().data()));
  std::transform(sites.begin(), sites.end(), const_cast<uint8_t**>(exit->sites().data()),
                 [&](uint32_t site) { return start + site; });
  return exit;
}

void LazyExit::release(LazyExit* exit) { ::operator delete(exit); }

CompiledCode* CompiledCode::newest() { return newest_code; }

CompiledCode::CompiledCode(void* owner, std::unique_ptr<CodeView> view, int32_t instruction_bytes,
                           const void* lazy_entry, const void* lazy_arguments)
    : owner_(owner),
      view_(std::move(view)),
      lazy_entry_(lazy_entry),
      lazy_arguments_(lazy_arguments),
      next_(newest_code),
      stride_(size_t(instruction_bytes)) {
  if (newest_code) newest_code->previous_ = this;
  newest_code = this;
  PY_CHECK(stride_ >= sizeof lazy_entry);
  uint32_t n = view_->instruction_count();
  table_.resize((n + 1) * stride_);
  for (uint32_t at = 0; at <= n; ++at) set_address(at, lazy_entry);
  first_.assign(n + 1, -1);
  variants_.assign(n + 1, 0);
  compiled_.assign(n + 1, false);
  calls_.assign(n + 1, false);
  addresses = uintptr_t(table_.data()) - uintptr_t(view_->first_instruction());
}

CompiledCode::~CompiledCode() {
  (previous_ ? previous_->next_ : newest_code) = next_;
  if (next_) next_->previous_ = previous_;
}

std::vector<CodeBlock> CompiledCode::discard() {
  ++generation_;
  for (uint32_t at = 0; at < first_.size(); ++at) set_address(at, lazy_entry_);
  first_.assign(first_.size(), -1);
  variants_.assign(variants_.size(), 0);
  versions_.clear();
  compiled_.assign(compiled_.size(), false);
  calls_.assign(calls_.size(), false);
  uncounted_entry = nullptr;
  for (auto& entry : entries_) entry->address = lazy_arguments_;
  int_results = float_results = 0;
  for (std::vector<char>& table : result_tables_) table.clear();
  return std::exchange(blocks_, {});
}

void CompiledCode::set_address(uint32_t at, const void* address) {
  std::memcpy(&table_[at * stride_], &address, sizeof address);
}

ArgumentEntry* CompiledCode::entry_for(const Context& context, uint32_t most) {
  // A box that is at hand need not be.
  auto fits = [](const Item& want, const Item& have) {
    return want.reg == have.reg && want.kind == have.kind && want.where == have.where && (want.dirty || !have.dirty);
  };
  ArgumentEntry* fitting = nullptr;
  for (auto& entry : entries_) {
    if (entry->context == context) return entry.get();
    if (std::equal(entry->context.begin(), entry->context.end(), context.begin(), context.end(), fits))
      fitting = entry.get();
  }
  if (entries_.size() >= most) return fitting;
  entries_.push_back(std::unique_ptr<ArgumentEntry>(new ArgumentEntry{lazy_arguments_, this, context}));
  return entries_.back().get();
}

void CompiledCode::set_result_address(uint32_t at, bool is_float, const void* address, const void* lazy) {
  std::vector<char>& table = result_tables_[is_float];
  if (table.empty()) {
    table.resize(table_.size());
    for (size_t i = 0; i < table.size(); i += stride_) std::memcpy(&table[i], &lazy, sizeof lazy);
    (is_float ? float_results : int_results) = uintptr_t(table.data()) - uintptr_t(view_->first_instruction());
  }
  std::memcpy(&table[at * stride_], &address, sizeof address);
}

int CompiledCode::version_count(uint32_t at) const {
  int count = 0;
  for (int32_t v = first_[at]; v >= 0; v = versions_[size_t(v)].next) ++count;
  return count;
}

void CompiledCode::add_version(uint32_t at, const Context& context, const uint8_t* address) {
  versions_.push_back({context, address, first_[at]});
  first_[at] = int32_t(versions_.size() - 1);
}

// The newest objects are looked at first: an instruction names the same few more than once.
void CompiledCode::keep_alive(const void* object, const BaselineHooks& language) {
  for (uint32_t i = root_count_; i > 1 && i + 8 > root_count_; --i)
    if (roots_[i - 1] == object) return;
  if (!roots_ || root_count_ == kRootBlock) {
    roots_ = language.allocate_roots(owner_, roots_, kRootBlock);
    root_count_ = 1;
  }
  roots_[root_count_++] = static_cast<Object*>(const_cast<void*>(object));
}

}  // namespace sidewinder::jit::baseline
