#include "interpreter/uncaught/suggestion.h"

#include <algorithm>
#include <vector>

#include "interpreter/imports/import.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// What a change costs: of a letter's case, of a letter.
constexpr int kCaseCost = 1, kLetterCost = 2;
constexpr size_t kLongestName = 40, kMostNames = 750;

int substitution_cost(char a, char b) {
  if (a == b) return 0;
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
  return lower(a) == lower(b) ? kCaseCost : kLetterCost;
}

// The least cost of changing a into b; anything above `most` if it costs more than that.
int edit_cost(std::string_view a, std::string_view b, int most) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return int(a.size() + b.size()) * kLetterCost;
  if (a.size() > kLongestName || b.size() > kLongestName) return most + 1;
  int row[kLongestName + 1];
  for (size_t i = 0; i <= a.size(); ++i) row[i] = int(i) * kLetterCost;
  for (size_t j = 1; j <= b.size(); ++j) {
    int diagonal = row[0];
    row[0] = int(j) * kLetterCost;
    for (size_t i = 1; i <= a.size(); ++i) {
      int above = row[i];
      row[i] =
          std::min({diagonal + substitution_cost(a[i - 1], b[j - 1]), above + kLetterCost, row[i - 1] + kLetterCost});
      diagonal = above;
    }
    if (*std::min_element(row + 1, row + a.size() + 1) > most) return most + 1;
  }
  return row[a.size()];
}

std::string closest(const std::vector<std::string>& candidates, const std::string& name) {
  if (candidates.size() >= kMostNames) return "";
  std::string best;
  int best_cost = INT32_MAX;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;
    // a third of the letters
    int most = std::min(int(name.size() + candidate.size() + 3) * kLetterCost / 6, best_cost - 1);
    int cost = edit_cost(name, candidate, most);
    if (cost > most) continue;
    best = candidate;
    best_cost = cost;
  }
  return best;
}

std::vector<std::string> keys_of(Dict* dict) {
  std::vector<std::string> names;
  ssize at = 0;
  Object *key, *value;
  while (dict && dict_next(dict, &at, &key, &value))
    if (is_str(key)) names.push_back(str_to_utf8(cast<Str>(key)));
  return names;
}

std::string suggested_attribute(Thread& t, AttributeErrorObject* e) {
  if (!e->object || !e->name || !is_str(e->name)) return "";
  Lookup dir = lookup_on_class(t, e->object, intern("__dir__"));
  if (!dir.found()) return "";
  Object* listed = call(t, dir.value);
  if (!listed) return "";
  std::vector<std::string> names;
  Status status = for_each(t, listed, [&](Object* name) -> Status {
    if (is_str(name)) names.push_back(str_to_utf8(cast<Str>(name)));
    return Status::ok();
  });
  if (status.failed()) return "";
  std::sort(names.begin(), names.end());
  return closest(names, str_to_utf8(cast<Str>(e->name)));
}

// Looks where the name was looked up: the variables, globals and builtins of the innermost frame.
std::string suggested_variable(NameErrorObject* e) {
  auto* tb = static_cast<Traceback*>(e->traceback);
  if (!e->name || !is_str(e->name) || !tb) return "";
  while (tb->next) tb = tb->next;
  std::string name = str_to_utf8(cast<Str>(e->name));
  std::vector<std::string> locals;
  const Tuple* names = tb->frame->code->names_of_registers;
  for (ssize i = 0; i < names->size; ++i)
    if (Object* local = names->items[i]; local && is_str(local)) locals.push_back(str_to_utf8(cast<Str>(local)));
  std::string best = closest(locals, name);
  if (best.empty()) best = closest(keys_of(tb->frame->function->globals), name);
  if (best.empty()) best = closest(keys_of(builtins_dict()), name);
  return best;
}

}  // namespace

std::string suggested_name(Thread& t, BaseException* e) {
  std::string name;
  if (e->cls == &exceptions::AttributeError) name = suggested_attribute(t, static_cast<AttributeErrorObject*>(e));
  else if (e->cls == &exceptions::NameError) name = suggested_variable(static_cast<NameErrorObject*>(e));
  clear_pending(t);
  return name;
}

}  // namespace sidewinder
