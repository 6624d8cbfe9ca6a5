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

uint64_t position_of_spot(const Code& code, const HotSpot& spot, TraceKind kind) {
  return uint64_t(code.instructions + (kind == TraceKind::Loop ? spot.header : 0));
}
PlaceReport report_of_spot(const Code& code, const HotSpot& spot, TraceKind kind) {
  auto* start = static_cast<const jit::StartPoint*>(spot.state);
  const jit::Parameters& p = jit::parameters;
  uint32_t counter = spot.trace_counter ? spot.trace_counter : spot.counter;
  if (jit::settings.baseline && !spot.trace_counter && counter != ~0u)
    counter += kind == TraceKind::Loop ? p.loop_threshold : p.function_threshold;
  return jit::report_of(start, position_of_spot(code, spot, kind), kind, counter);
}

int line_at(const Code& code, uint64_t position) { return code.line_of(reinterpret_cast<const Instr*>(position)); }

// What was in the way may be in a function that was inlined: then the place itself is meant, and the reason says where.
void add_report(const Code& code, const HotSpot& spot, TraceKind kind, ReportRows& rows) {
  PlaceReport report = report_of_spot(code, spot, kind);
  uint64_t position = report.position;
  if (!is_in_code(position, &code)) {
    position = position_of_spot(code, spot, kind);
    if (const CompiledTrace* any = jit::newest_trace())
      report.reason += ", in " + any->hooks->describe_position(report.position);
  }
  rows.emplace_back(line_at(code, position), report);
}

void add_reports(const Code& code, ReportRows& rows) {
  if (jit::has_blocks(code.compiled)) rows.emplace_back(code.first_line, jit::report_of_blocks(code.compiled));
  size_t rows_before = rows.size();
  for (uint32_t i = 0; i < code.hot_spot_count; i++) add_report(code, code.hot_spots[i], TraceKind::Loop, rows);
  bool is_inlined = false;
  for (const CompiledTrace* trace = jit::newest_trace(); trace; trace = trace->next) {
    is_inlined |= runs_through(*trace, code) && !is_in_code(trace->begins_at, &code);
    for (const PlaceReport& exit : jit::report_of_exits(*trace))
      if (is_in_code(exit.position, &code)) rows.emplace_back(line_at(code, exit.position), exit);
  }
  if (is_inlined)
    rows.emplace_back(code.first_line, PlaceReport{"inlined", 0, "traces of its callers run through it", ""});
  // A function whose loops are compiled, or that is inlined, need not get hot itself.
  bool is_waiting = report_of_spot(code, code.entry, TraceKind::Straight).state == std::string_view("waiting");
  bool is_all_there_is = rows.size() == rows_before && code.entry.counter < jit::kNeverHot / 2;
  if (!is_waiting || is_all_there_is) add_report(code, code.entry, TraceKind::Straight, rows);
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

Dict* dict_of(Thread& t, std::initializer_list<NamedObject> rows) {
  Dict* result = TRY(new_dict(t));
  for (const NamedObject& row : rows) TRY(dict_set_str(t, result, intern(row.name), TRY(row.value)));
  return result;
}

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
  return jit::has_blocks(code.compiled);
}

Dict* describe_trace(Thread& t, const CompiledTrace& trace) {
  uint64_t exits = 0;
  for (const jit::Exit& exit : trace.exits) exits += exit.count;
  return dict_of(t, {
                        {"id", int_from_int64(trace.id)},
                        {"kind", new_str(trace.kind)},
                        {"parent", trace.parent ? int_from_int64(trace.parent) : none()},
                        {"place", new_str(trace.hooks->describe_position(trace.begins_at))},
                        {"line", int_from_int64(trace.hooks->line_of_position(trace.begins_at))},
                        {"operations", int_from_int64(int64_t(trace.trace.ops.size()))},
                        {"code_bytes", int_from_int64(trace.code_size)},
                        {"exits", int_from_int64(int64_t(exits))},
                    });
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
