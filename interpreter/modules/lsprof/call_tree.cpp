#include "interpreter/modules/lsprof/call_tree.h"

namespace sidewinder::lsprof {

Counts& Function::callee(Function* f) {
  for (auto& [function, function_counts] : callees)
    if (function == f) return function_counts;
  return callees.emplace_back(f, Counts{}).second;
}

Function* CallTree::find(const void* key) {
  auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

Function* CallTree::add(const void* key) {
  Function& f = functions_.emplace_back();
  f.key = key;
  by_key_[key] = &f;
  return &f;
}

void CallTree::enter(Function* f, int64_t now, bool with_callees) {
  f->counts.begin();
  if (with_callees && !running_.empty()) running_.back().function->callee(f).begin();
  running_.push_back({f, now, 0});
}

// The innermost call, whatever it is; f null: of a function that was never entered.
void CallTree::leave(Function* f, int64_t now, bool with_callees) {
  if (running_.empty()) return;
  Running ended = running_.back();
  running_.pop_back();
  if (!f) return;
  int64_t total = now - ended.begin, own = total - ended.inner;
  f->counts.end(total, own);
  if (running_.empty()) return;
  running_.back().inner += total;
  if (!with_callees) return;
  Counts& as_callee = running_.back().function->callee(f);
  if (as_callee.depth > 0) as_callee.end(total, own);
}

void CallTree::leave_all(int64_t now, bool with_callees) {
  while (!running_.empty()) leave(running_.back().function, now, with_callees);
}

void CallTree::clear() {
  running_.clear();
  by_key_.clear();
  functions_.clear();
}

}  // namespace sidewinder::lsprof
