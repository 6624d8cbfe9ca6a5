#include "interpreter/modules/sidewinder/trace_reports.h"

#include <algorithm>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

using jit::CompiledTrace;
using jit::PlaceReport;
using jit::TraceKind;

namespace {

using ReportRows = std::vector<std::pair<int, PlaceReport>>;  // with their lines

void sort_by_line(ReportRows& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.first < b.first; });
}

bool is_in_code(uint64_t position, const void* code) {
  auto* c = static_cast<const Code*>(code);
  auto* at = reinterpret_cast<const Instr*>(position);
  return at >= c->instructions && at < c->instructions + c->instruction_count;
}

bool runs_through(const CompiledTrace& trace, const Code& code) { return jit::runs_through(trace, is_in_code, &code); }

PlaceReport report_of_spot(const Code& code, const HotSpot& spot, TraceKind kind) {
  auto position = uint64_t(code.instructions + (kind == TraceKind::Loop ? spot.header : 0));
  return jit::report_of(static_cast<const jit::StartPoint*>(spot.state), position, kind, spot.counter);
}

void add_reports(const Code& code, ReportRows& rows) {
  size_t rows_before = rows.size();
  auto add = [&](const PlaceReport& report) {
    bool is_here = is_in_code(report.position, &code);
    auto* at = reinterpret_cast<const Instr*>(report.position);
    if (is_here) return rows.emplace_back(code.line_of(at), report), void();
    // What was in the way is in a function that was inlined.
    PlaceReport elsewhere = report;
    if (const CompiledTrace* any = jit::newest_trace(); any && report.position)
      elsewhere.reason += ", in " + any->hooks->describe_position(report.position);
    rows.emplace_back(code.first_line, elsewhere);
  };
  for (uint32_t i = 0; i < code.hot_spot_count; i++) add(report_of_spot(code, code.hot_spots[i], TraceKind::Loop));
  bool is_inlined = false;
  for (const CompiledTrace* trace = jit::newest_trace(); trace; trace = trace->next) {
    is_inlined |= runs_through(*trace, code) && !is_in_code(trace->begins_at, &code);
    for (const PlaceReport& exit : jit::report_of_exits(*trace))
      if (is_in_code(exit.position, &code))
        rows.emplace_back(code.line_of(reinterpret_cast<const Instr*>(exit.position)), exit);
  }
  if (is_inlined)
    rows.emplace_back(code.first_line, PlaceReport{"inlined", 0, "traces of its callers run through it", ""});
  // A function whose loops are compiled, or that is inlined, need not get hot itself.
  PlaceReport entry = report_of_spot(code, code.entry, TraceKind::Straight);
  bool is_waiting = entry.state == std::string_view("waiting");
  if (!is_waiting || (rows.size() == rows_before && code.entry.counter < jit::kNeverHot / 2)) add(entry);
}

void add_nested(const Code& code, ReportRows& rows) {
  add_reports(code, rows);
  for (ssize i = 0; code.constants && i < code.constants->size; i++) {
    Object* constant = code.constants->items[i];
    if (!constant || constant->cls != Code::type()) continue;
    auto& nested = *static_cast<Code*>(constant);
    if (str_to_utf8(nested.name).starts_with('<')) add_nested(nested, rows);
  }
}

}  // namespace

Code* code_argument(Thread& t, Object* function, const char* caller) {
  Object* o = function;
  if (o->cls == Method::type()) o = static_cast<Method*>(o)->function;
  if (o->cls == Function::type()) return static_cast<Function*>(o)->code;
  if (o->cls == Code::type()) return static_cast<Code*>(o);
  return raise_type_error(t, "%s() argument must be a Python function, a method of one, or code, not %T", caller,
                          function);
}

List* report_of_code(Thread& t, Code& code) {
  ReportRows rows;
  add_nested(code, rows);
  sort_by_line(rows);
  List* result = TRY(new_list(t));
  for (auto& [line, report] : rows) {
    Object* items[] = {TRY(new_str(report.state)), TRY(int_from_int64(line)), TRY(new_str(report.reason)),
                       TRY(new_str(report.advice))};
    TRY(list_append(t, result, TRY(new_tuple(items, 4))));
  }
  return result;
}

std::string report_text(const Code& code) {
  ReportRows rows;
  add_reports(code, rows);
  sort_by_line(rows);
  std::string text;
  for (auto& [line, report] : rows) {
    text += std::to_string(line) + " " + report.state + ": " + report.reason;
    text += report.advice.empty() ? "\n" : "  ; " + report.advice + "\n";
  }
  return text;
}

bool is_compiled(const Code& code) {
  for (const CompiledTrace* trace = jit::newest_trace(); trace; trace = trace->next)
    if (runs_through(*trace, code)) return true;
  return false;
}

Dict* describe_trace(Thread& t, const CompiledTrace& trace) {
  uint64_t exits = 0;
  for (const jit::Exit& exit : trace.exits) exits += exit.count;
  const struct {
    const char* name;
    Object* value;
  } rows[] = {
      {"id", int_from_int64(trace.id)},
      {"kind", new_str(trace.kind)},
      {"parent", trace.parent ? int_from_int64(trace.parent) : none()},
      {"place", new_str(trace.hooks->describe_position(trace.begins_at))},
      {"line", int_from_int64(trace.hooks->line_of_position(trace.begins_at))},
      {"operations", int_from_int64(int64_t(trace.trace.ops.size()))},
      {"code_bytes", int_from_int64(trace.code_size)},
      {"exits", int_from_int64(int64_t(exits))},
  };
  Dict* result = TRY(new_dict(t));
  for (auto& row : rows) TRY(dict_set_str(t, result, intern(row.name), TRY(row.value)));
  return result;
}

List* list_of_traces(Thread& t, const Code* code) {
  std::vector<const CompiledTrace*> traces;
  for (const CompiledTrace* trace = jit::newest_trace(); trace; trace = trace->next)
    if (!code || runs_through(*trace, *code)) traces.push_back(trace);
  List* result = TRY(new_list(t));
  for (size_t i = traces.size(); i-- > 0;) TRY(list_append(t, result, TRY(describe_trace(t, *traces[i]))));
  return result;
}

}  // namespace sidewinder
