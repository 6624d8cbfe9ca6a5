// Tracebacks: built while an exception unwinds, and printed as the top level prints them.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <unordered_set>

#include "interpreter/base/source_lines.h"
#include "interpreter/base/utf8.h"
#include "interpreter/compiler/opcode.h"
#include "interpreter/compiler/operation_span.h"
#include "interpreter/imports/compile_text.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/code_units.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "interpreter/uncaught/suggestion.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

// An AttributeError that leaves an attribute read says which attribute of what. A getter that is written in Python
// (a property's, `__getattr__`) may run in a frame, or in part of a trace, of its own: it has ended by now, and what it
// was asked of is its first argument.
static void name_attribute_of_getter(Thread& t, const FrameObject* frame, const Instr* pc) {
  if (pc == frame->code->instructions || !pending_matches(t, exceptions::AttributeError)) return;
  auto op = Opcode(pc[-1].op);
  auto* inner = static_cast<Traceback*>(static_cast<BaseException*>(t.pending)->traceback);
  if (!inner || (op != Opcode::load_attr_ && op != Opcode::load_method_)) return;
  auto* getter = static_cast<FrameObject*>(inner->frame);
  if (getter->frame || getter->code->argument_count == 0 || holds_cell(getter->code, 0)) return;
  if (Object* asked = getter->registers()[0]) name_attribute_read(t, asked, frame->code->caches[pc[-1].c].name);
}

void add_traceback_entry(Thread& t, FrameObject* frame, const Instr* pc) {
  name_attribute_of_getter(t, frame, pc);
  auto* e = static_cast<BaseException*>(t.pending);
  auto* tb = new_object<Traceback>(Traceback::type());
  if (!tb) return;
  tb->next = static_cast<Traceback*>(e->traceback);
  tb->frame = frame;
  bool has_begun = pc > frame->code->instructions;  // else it was raised for the call, before the first instruction
  tb->line = has_begun ? frame->code->line_of(pc - 1) : frame->code->first_line;
  tb->last_instruction = frame->code->offset_of(pc - 1) + kStartOfCode;
  e->traceback = tb;
  t.pending_traceback = tb;
  frame->pc = pc;
}
void add_traceback_entry(Thread& t, FrameHeader* frame) {
  if (FrameObject* object = frame_object_of(t, frame)) add_traceback_entry(t, object, frame->pc);
}

namespace {

// Has no instructions of its own.
Code* code_of_c(Thread& t, const char* filename, const char* function, int line) {
  std::string text(size_t(std::max(line - 1, 0)), '\n');
  Code* code = TRY(compile_text(t, text + "pass", filename, ParseMode::Exec, {}));
  code->name = code->qualname = TRY(new_str(function));
  code->first_line = line;
  return code;
}

FrameObject* frame_of_c(Thread& t, const char* filename, const char* function, int line) {
  Code* code = TRY(code_of_c(t, filename, function, line));
  FrameObject* frame = TRY(detached_frame_object(TRY(new_function(t, code, TRY(new_dict(t)))), code));
  frame->line = line;
  return frame;
}

}  // namespace

void add_traceback_entry_of_c(Thread& t, const char* filename, const char* function, int line) {
  BaseException* e = take_pending(t);
  if (FrameObject* frame = frame_of_c(t, filename, function, line)) {
    auto* tb = new_object<Traceback>(Traceback::type());
    if (tb) {
      tb->next = static_cast<Traceback*>(e->traceback);
      tb->frame = frame;
      tb->line = line;
      tb->last_instruction = kStartOfCode;
      e->traceback = tb;
    }
  }
  clear_pending(t);
  set_pending(t, e);
}

namespace {

// As UTF-8, if the file's first lines name another encoding.
std::string decoded_line(const std::string& text, const std::string& first_lines) {
  std::string encoding(find_coding_cookie(first_lines));
  if (encoding.empty()) return text;
  Thread& t = current_thread();
  PendingSaved saved(t);
  if (Str* decoded = decode_bytes(t, text, encoding.c_str(), "replace")) return str_to_utf8(decoded);
  clear_pending(t);
  return text;
}

}  // namespace

std::string source_line(const std::string& path, int line) {
  std::ifstream file(path);
  std::string text, first_lines;
  bool ends;
  for (int i = 0; i < line; ++i) {
    if (!next_source_line(file, &text, &ends)) return "";
    if (i < 2) first_lines += text + "\n";
  }
  return decoded_line(text, first_lines);
}

namespace {

std::string stripped(const std::string& line) {
  size_t begin = line.find_first_not_of(" \t\f"), end = line.find_last_not_of(" \t\r\n\f");
  return begin == std::string::npos ? "" : line.substr(begin, end - begin + 1);
}

// The marks under an expression that does not fill its line (PEP 657): ^ under all of it, or ~ with ^ under its
// operator. Columns are bytes, marks stand under characters. Of an expression that goes on, all up to the line's end.
std::string marks_under(const std::string& line, const LineEntry& at) {
  if (at.column < 0 || at.end_column < 0) return "";
  size_t line_begin = line.find_first_not_of(" \t\f"), line_end = line.find_last_not_of(" \t\r\n\f") + 1;
  size_t from = size_t(at.column), to = at.line == at.end_line ? size_t(at.end_column) : line_end;
  if (size_t nul = line.find('\0'); nul != std::string::npos) to = std::min(to, nul + 1);
  if (line_begin == std::string::npos || from < line_begin || to <= from || to > line.size()) return "";
  std::optional<OperationSpan> operation;
  if (at.line == at.end_line) operation = operation_span(std::string_view(line).substr(from, to - from));
  if (!operation && to - from == line_end - line_begin) return "";
  std::string marks;
  for (size_t i = line_begin; i < to; ++i) {
    if ((line[i] & 0xc0) == 0x80) continue;  // inside a character
    bool in_operation = !operation || (i - from >= operation->begin && i - from < operation->end);
    marks += i < from ? ' ' : in_operation ? '^' : '~';
  }
  return marks;
}

// Exception groups are drawn as a tree (PEP 654): what belongs to a group at depth d is indented by 2 d, with a margin.
constexpr int kDeepestGroup = 10;
constexpr ssize kWidestGroup = 15;

std::string margin(int group_depth) { return group_depth ? std::string(size_t(2 * group_depth), ' ') + "| " : ""; }

std::string with_margin(const std::string& text, int group_depth, char first_margin = '|') {
  if (group_depth == 0) return text;
  std::string out, indent(size_t(2 * group_depth), ' ');
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    out += indent + (at == 0 ? first_margin : '|') + " " + text.substr(at, end - at);
    at = end;
  }
  return out;
}

// sys.tracebacklimit: how many entries are shown, the last ones.
int64_t traceback_limit(Thread& t) {
  constexpr int64_t kAll = INT64_MAX;
  PendingSaved saved(t);
  Object* limit = system_attribute(t, "tracebacklimit");
  if (!limit) clear_pending(t);
  int64_t number;
  if (!limit || !has_flag(limit, kTypeLong)) return kAll;
  if (int_fits_int64(limit, &number)) return std::max<int64_t>(number, 0);
  return int_sign(limit) < 0 ? 0 : kAll;
}

const Traceback* last_entries(const Traceback* tb, int64_t count) {
  int64_t length = 0;
  for (const Traceback* entry = tb; entry; entry = entry->next) length++;
  for (; length > count; length--) tb = tb->next;
  return tb;
}

// The line about repetitions has no margin, as in CPython 3.11.
void format_entries(const Traceback* tb, int group_depth, std::string* out) {
  constexpr int kShown = 3;  // of identical entries in a row
  const Code* last_code = nullptr;
  int last_line = -1, repeated = 0;
  auto finish_run = [&] {
    if (repeated > kShown)
      *out += "  [Previous line repeated " + std::to_string(repeated - kShown) + " more time" +
              (repeated - kShown > 1 ? "s" : "") + "]\n";
  };
  for (; tb; tb = tb->next) {
    const Code* code = tb->frame->code;
    if (code == last_code && tb->line == last_line) {
      if (++repeated > kShown) continue;
    } else {
      finish_run();
      last_code = code;
      last_line = tb->line;
      repeated = 1;
    }
    std::string path = str_to_utf8(code->filename);
    std::string entry = "  File \"" + path + "\", line " + std::to_string(tb->line) + ", in " +
                        str_to_utf8(code->name) + "\n";
    std::string line = source_line(path, tb->line), text = stripped(line);
    if (!text.empty()) {
      entry += "    " + text + "\n";
      const LineEntry* at = tb->last_instruction < kStartOfCode ? nullptr : code->position_at(tb->last_instruction);
      std::string marks = at ? marks_under(line, *at) : "";
      if (!marks.empty()) entry += "    " + marks + "\n";
    }
    *out += with_margin(entry, group_depth);
  }
  finish_run();
}

// What cannot be printed is said so, and its own exception dropped.
std::string text_of(Thread& t, Object* o) {
  Str* s = to_str(t, o);
  if (s) return str_to_utf8(s);
  clear_pending(t);
  return "<exception str() failed>";
}

bool has_place(const SyntaxErrorObject* e) { return e->line && has_flag(e->line, kTypeLong); }

// The caret's column, from 0; negative: no caret. How many there are.
struct Carets {
  int64_t column = -1, count = 0;
};

Carets carets_of(const SyntaxErrorObject* e, const std::string& whole_text) {
  int64_t offset, end;
  if (!e->offset || !has_flag(e->offset, kTypeLong) || !int_fits_int64(e->offset, &offset)) return {};
  if (!e->end_offset || !has_flag(e->end_offset, kTypeLong) || !int_fits_int64(e->end_offset, &end) || end <= offset)
    end = offset + 1;
  end = std::max(offset + 1, std::min(end, int64_t(utf8_count(whole_text)) + 1));
  return {offset - 1, end - offset > 200 ? 1 : end - offset};
}

// Of a text of several lines those from the caret's on.
void format_syntax_error(Thread& t, SyntaxErrorObject* e, int group_depth, std::string* out) {
  std::string file = e->filename && e->filename != none() ? text_of(t, e->filename) : "<string>";
  *out += margin(group_depth) + "  File \"" + file + "\", line " + text_of(t, e->line) + "\n";
  if (!e->text || !is_str(e->text)) return;
  std::string whole = str_to_utf8(static_cast<Str*>(e->text)), line = whole.substr(0, whole.find('\0'));
  Carets carets = carets_of(e, whole);
  size_t skipped = std::min(line.find_first_not_of(" \t\f"), line.size());
  line.erase(0, skipped);
  int64_t column = std::min(carets.column - int64_t(skipped), int64_t(line.size()) - line.ends_with('\n'));
  for (size_t end; (end = line.find('\n')) != line.npos && int64_t(end) < column;) {
    line.erase(0, end + 1);
    column -= int64_t(end) + 1;
  }
  *out += "    " + line + (line.ends_with('\n') ? "" : "\n");
  if (column < 0) return;
  *out += "    " + std::string(size_t(column), ' ') + std::string(size_t(carets.count), '^') + "\n";
}

// Of what is no sequence the repr is shown.
void format_notes(Thread& t, BaseException* e, int group_depth, std::string* out) {
  Lookup notes = find_attribute(t, e, intern("__notes__"));
  if (notes.failed()) return clear_pending(t);
  if (notes.is_missing()) return;
  if (!slots_of(notes.value).get_item || has_flag(notes.value, kTypeDict)) {
    Str* text = repr(t, notes.value);
    if (!text) clear_pending(t);
    *out += with_margin(text ? str_to_utf8(text) : "<__notes__ repr() failed>", group_depth);
    return;
  }
  List* list = list_from_iterable(t, notes.value);
  if (!list) return clear_pending(t);
  for (ssize i = 0; i < list->size; ++i) {
    Str* text = to_str(t, list_get(t, list, i));
    if (!text) clear_pending(t);
    *out += with_margin((text ? str_to_utf8(text) : "<note str() failed>") + "\n", group_depth);
  }
}

// The newlines of the message itself get no margin, nor does the text of a SyntaxError, as in CPython 3.11.
void format_exception_only(Thread& t, BaseException* e, int group_depth, std::string* out) {
  bool is_syntax_error = is_instance(e, &exceptions::SyntaxError) && has_place(static_cast<SyntaxErrorObject*>(e));
  if (is_syntax_error) format_syntax_error(t, static_cast<SyntaxErrorObject*>(e), group_depth, out);
  std::string name = str_to_utf8(type_qualname(e->cls));
  Object* module = type_module(t, e->cls);
  if (!module) clear_pending(t);
  std::string text = module && is_str(module) ? str_to_utf8(static_cast<Str*>(module)) : "<unknown>";
  if (text != "builtins" && text != "__main__") name = text + "." + name;
  Object* syntax_message = is_syntax_error ? static_cast<SyntaxErrorObject*>(e)->message : nullptr;
  std::string message = is_syntax_error ? text_of(t, syntax_message ? syntax_message : none()) : text_of(t, e);
  *out += margin(group_depth) + name + (message.empty() ? "" : ": " + message);
  std::string meant = suggested_name(t, e);
  *out += meant.empty() ? "\n" : ". Did you mean: '" + meant + "'?\n";
  format_notes(t, e, group_depth, out);
}

// The exception itself, without those it was raised from.
void format_alone(Thread& t, BaseException* e, int group_depth, std::string* out) {
  bool is_group = is_instance(e, &exceptions::BaseExceptionGroup);
  int64_t limit = e->traceback ? traceback_limit(t) : 0;
  if (limit > 0) {
    std::string title = "Traceback (most recent call last):\n";
    *out += with_margin(is_group ? "Exception Group " + title : title, group_depth,
                        is_group && group_depth == 1 ? '+' : '|');
    format_entries(last_entries(static_cast<Traceback*>(e->traceback), limit), group_depth, out);
  }
  format_exception_only(t, e, group_depth, out);
}

struct ExceptionWriter {
  Thread& t;
  std::string* out;
  std::unordered_set<const BaseException*> seen = {};  // a cause or context is shown only once
  bool closed = true;                                  // the line under the innermost group's last exception is there

  void chain(BaseException* e, int group_depth) {
    if (!native_stack_left(t)) return clear_pending(t);
    seen.insert(e);
    bool is_cause = e->cause != nullptr;
    BaseException* before = is_cause ? e->cause : e->suppress_context ? nullptr : e->context;
    if (before && !seen.count(before)) {
      chain(before, group_depth);
      *out += with_margin(is_cause ? "\nThe above exception was the direct cause of the following exception:\n\n"
                                   : "\nDuring handling of the above exception, another exception occurred:\n\n",
                          group_depth);
    }
    if (is_instance(e, &exceptions::BaseExceptionGroup)) group(static_cast<ExceptionGroupObject*>(e), group_depth);
    else format_alone(t, e, group_depth, out);
  }

  void group(ExceptionGroupObject* e, int depth) {
    if (depth > kDeepestGroup) {
      *out += with_margin("... (max_group_depth is " + std::to_string(kDeepestGroup) + ")\n", depth);
      return;
    }
    if (depth == 0) depth = 1;
    format_alone(t, e, depth, out);
    auto* members = static_cast<Tuple*>(e->exceptions);
    ssize shown = std::min(members->size, kWidestGroup + 1);
    for (ssize i = 0; i < shown; ++i) {
      bool is_rest = i == kWidestGroup, is_last = i == shown - 1;
      if (is_last) closed = false;
      *out += std::string(size_t(2 * depth), ' ') + (i == 0 ? "+-" : "  ") + "+---------------- " +
              (is_rest ? "..." : std::to_string(i + 1)) + " ----------------\n";
      ssize left = members->size - kWidestGroup;
      if (is_rest)
        *out +=
            with_margin("and " + std::to_string(left) + " more exception" + (left > 1 ? "s" : "") + "\n", depth + 1);
      else chain(static_cast<BaseException*>(members->items[i]), depth + 1);
      if (!is_last || closed) continue;
      *out += std::string(size_t(2 * depth + 2), ' ') + "+------------------------------------\n";
      closed = true;
    }
  }
};

}  // namespace

std::string format_exception_alone(Thread& t, BaseException* exception) {
  std::string out;
  ++t.recursion_headroom;
  format_alone(t, exception, 0, &out);
  --t.recursion_headroom;
  return out;
}

std::string format_exception(Thread& t, BaseException* exception) {
  std::string out;
  ++t.recursion_headroom;
  ExceptionWriter{t, &out}.chain(exception, 0);
  --t.recursion_headroom;
  return out;
}

}  // namespace sidewinder
