#include "tests/second_language/parser.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

namespace sidewinder::lines {

namespace {

using Words = std::vector<std::string>;

struct Binary {
  const char* sign;
  Opcode opcode;
  bool exchanged = false;
};
constexpr Binary kArithmetic[] = {{"+", Opcode::add}, {"-", Opcode::sub}, {"*", Opcode::mul}, {"/", Opcode::div}};
constexpr Binary kComparisons[] = {{"<", Opcode::if_lt},  {"<=", Opcode::if_le},      {"==", Opcode::if_eq},
                                   {"!=", Opcode::if_ne}, {">", Opcode::if_lt, true}, {">=", Opcode::if_le, true}};
constexpr Binary kUnary[] = {{"sqrt", Opcode::sqrt}, {"first", Opcode::first}, {"second", Opcode::second}};
constexpr const char* kWords[] = {"function", "end", "call", "sqrt",  "pair",  "first",
                                  "second",   "if",  "goto", "print", "return"};

template <size_t n> const Binary* find(const Binary (&table)[n], const std::string& sign) {
  auto* found = std::find_if(table, table + n, [&](const Binary& b) { return sign == b.sign; });
  return found == table + n ? nullptr : found;
}

class Parser {
 public:
  explicit Parser(Program& program) : program_(program) {}

  bool parse(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line) && error.empty();) {
      ++line_;
      std::istringstream stream(line.substr(0, line.find('#')));
      Words words;
      for (std::string word; stream >> word;) words.push_back(word);
      if (!words.empty()) parse_line(words);
    }
    if (error.empty() && function_) fail("`end` is missing");
    if (error.empty()) resolve_calls();
    return error.empty();
  }

  std::string error;

 private:
  struct Jump {
    size_t at;
    std::string label;
  };
  struct Call {
    Function* function;
    size_t at;
    std::string callee;
  };

  void fail(const std::string& problem, int line = 0) {
    if (error.empty()) error = "line " + std::to_string(line ? line : line_) + ": " + problem;
  }

  void parse_line(const Words& w) {
    if (w[0] == "function") return begin_function(w);
    if (!function_) return fail("an instruction outside of a function");
    if (w[0] == "end") return end_function();
    if (w.size() == 1 && w[0].size() > 1 && w[0].back() == ':') {
      if (!labels_.emplace(w[0].substr(0, w[0].size() - 1), function_->code.size()).second) fail("a label twice");
      return;
    }
    instruction_ = {};
    instruction_.line = line_;
    if (!parse_statement(w)) return fail("not an instruction: " + w[0] + " ...");
    function_->code.push_back(instruction_);
  }

  bool parse_statement(const Words& w) {
    size_t n = w.size();
    if (w[0] == "print" && n == 2) return simple(Opcode::print, {w[1]});
    if (w[0] == "return" && n == 2) return simple(Opcode::ret, {w[1]});
    if (w[0] == "goto" && n == 2) return jump(Opcode::jump, {}, w[1]);
    if (w[0] == "if" && n == 6 && w[4] == "goto") return parse_if(w);
    if ((w[0] == "first" || w[0] == "second") && n == 4 && w[2] == "=")
      return simple(w[0] == "first" ? Opcode::set_first : Opcode::set_second, {w[1], w[3]});
    return n >= 3 && w[1] == "=" && parse_assignment(w);
  }

  bool parse_if(const Words& w) {
    const Binary* comparison = find(kComparisons, w[2]);
    if (!comparison) return false;
    return comparison->exchanged ? jump(comparison->opcode, {w[3], w[1]}, w[5])
                                 : jump(comparison->opcode, {w[1], w[3]}, w[5]);
  }

  bool parse_assignment(const Words& w) {
    size_t n = w.size();
    bool is_known = true;
    if (n == 3) simple(Opcode::move, {w[2]});
    else if (w[2] == "call" && n <= 4 + kMaxArguments) call(w);
    else if (w[2] == "pair" && n == 5) simple(Opcode::pair, {w[3], w[4]});
    else if (const Binary* unary = find(kUnary, w[2]); unary && n == 4) simple(unary->opcode, {w[3]});
    else if (const Binary* binary = find(kArithmetic, w[3]); binary && n == 5) simple(binary->opcode, {w[2], w[4]});
    else is_known = false;
    instruction_.result = register_of(w[0]);
    return is_known;
  }

  bool simple(Opcode opcode, const Words& operands) {
    instruction_.opcode = opcode;
    for (const std::string& word : operands) instruction_.operand[instruction_.count++] = operand_of(word);
    return true;
  }
  bool jump(Opcode opcode, const Words& operands, const std::string& label) {
    jumps_.push_back({function_->code.size(), label});
    return simple(opcode, operands);
  }
  void call(const Words& w) {
    calls_.push_back({function_, function_->code.size(), w[3]});
    simple(Opcode::call, Words(w.begin() + 4, w.end()));
  }

  // --- Functions

  void begin_function(const Words& w) {
    if (function_) return fail("a function in a function");
    if (w.size() < 2 || w.size() > 2 + kMaxArguments)
      return fail("`function NAME PARAMETER...`, four parameters at most");
    function_ = &program_.functions.emplace_back();
    function_->name = w[1];
    function_->index = int(program_.functions.size()) - 1;
    function_->parameter_count = int(w.size()) - 2;
    registers_.clear(), labels_.clear(), jumps_.clear(), loops_.clear();
    for (size_t i = 2; i < w.size(); ++i) register_of(w[i]);
    if (!by_name_.emplace(w[1], function_).second) fail("a function twice");
    if (w[1] == "main") program_.main = function_;
  }

  // A function without `return` gives 0.
  void end_function() {
    instruction_ = {};
    instruction_.line = line_;
    simple(Opcode::ret, {"0"});
    function_->code.push_back(instruction_);
    function_->register_count = int(registers_.size());
    for (const Jump& jump : jumps_) resolve(jump);
    function_ = nullptr;
  }

  void resolve(const Jump& jump) {
    Instr& in = function_->code[jump.at];
    auto label = labels_.find(jump.label);
    if (label == labels_.end()) return fail("no label " + jump.label, in.line);
    in.target = int16_t(label->second);
    if (label->second > jump.at) return;
    if (in.opcode != Opcode::jump) return fail("only a goto of its own goes back", in.line);
    auto [loop, is_new] = loops_.emplace(in.target, int(loops_.size()));
    if (is_new) function_->loops.emplace_back();
    in.opcode = Opcode::jump_back;
    in.operand[0] = int16_t(loop->second);
  }

  void resolve_calls() {
    for (const Call& call : calls_) {
      Instr& in = call.function->code[call.at];
      auto callee = by_name_.find(call.callee);
      if (callee == by_name_.end()) return fail("no function " + call.callee, in.line);
      if (callee->second->parameter_count != in.count)
        return fail(call.callee + " takes another number of arguments", in.line);
      in.target = int16_t(callee->second->index);
    }
    if (!program_.main || program_.main->parameter_count) fail("a function `main` without parameters is missing");
  }

  // --- Operands

  int16_t register_of(const std::string& name) {
    bool is_name = (std::isalpha(name[0]) || name[0] == '_') &&
                   std::find(std::begin(kWords), std::end(kWords), name) == std::end(kWords);
    if (!is_name) fail(name + " is no name");
    auto [known, is_new] = registers_.emplace(name, int16_t(registers_.size()));
    if (is_new && registers_.size() > kMaxRegisters) fail("too many names in a function");
    return known->second;
  }

  int16_t operand_of(const std::string& word) {
    bool is_number = std::isdigit(word[0]) || (word[0] == '-' && word.size() > 1);
    if (!is_number) return register_of(word);
    char* end;
    long long number = std::strtoll(word.c_str(), &end, 10);
    bool is_int = !*end && std::llabs(number) < 1LL << 60;
    if (is_int) return constant(object(&program_.ints.emplace_back(Int{&int_class, number})));
    double real = std::strtod(word.c_str(), &end);
    if (*end) fail(word + " is no number");
    return constant(object(&program_.floats.emplace_back(Float{&float_class, real})));
  }
  int16_t constant(Object* o) {
    function_->constants.push_back(o);
    return int16_t(~int(function_->constants.size() - 1));
  }

  Program& program_;
  int line_ = 0;
  Function* function_ = nullptr;  // under construction
  Instr instruction_;
  std::map<std::string, int16_t> registers_;
  std::map<std::string, size_t> labels_;
  std::map<int, int> loops_;  // by target
  std::vector<Jump> jumps_;
  std::map<std::string, Function*> by_name_;
  std::vector<Call> calls_;
};

}  // namespace

bool parse_program(const std::string& text, Program& program, std::string* error) {
  Parser parser(program);
  if (parser.parse(text)) return true;
  *error = parser.error;
  return false;
}

}  // namespace sidewinder::lines
