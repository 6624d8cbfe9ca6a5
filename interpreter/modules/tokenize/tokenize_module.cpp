// Module _tokenize: the lexer's tokens as CPython's tokenizer tells them.
#include <algorithm>

#include "interpreter/compiler/compilation.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/syntax/lexer/lexer.h"

namespace sidewinder {

namespace {

extern Type tokenizer_iterator_type;

// All tokens are made at the start; what is wrong with the text is told where it stands.
struct TokenizerIterator : Object {
  List* tokens;
  ssize next;
  BaseException* error;  // or null
  static Type* type() { return &tokenizer_iterator_type; }
};

// CPython's numbers (the module token).
int token_number(TokenKind kind) {
  switch (kind) {
    case TokenKind::Number: return 2;
    case TokenKind::String: return 3;
    case TokenKind::Newline: return 4;
    case TokenKind::Indent: return 5;
    case TokenKind::Dedent: return 6;
    case TokenKind::Await: return 55;
    case TokenKind::Async: return 56;
    case TokenKind::Unknown: return 54;
    default: break;
  }
  static constexpr TokenKind kOperators[] = {TokenKind::LeftParen,
                                             TokenKind::RightParen,
                                             TokenKind::LeftBracket,
                                             TokenKind::RightBracket,
                                             TokenKind::Colon,
                                             TokenKind::Comma,
                                             TokenKind::Semicolon,
                                             TokenKind::Plus,
                                             TokenKind::Minus,
                                             TokenKind::Star,
                                             TokenKind::Slash,
                                             TokenKind::VerticalBar,
                                             TokenKind::Ampersand,
                                             TokenKind::Less,
                                             TokenKind::Greater,
                                             TokenKind::Equal,
                                             TokenKind::Dot,
                                             TokenKind::Percent,
                                             TokenKind::LeftBrace,
                                             TokenKind::RightBrace,
                                             TokenKind::EqualEqual,
                                             TokenKind::NotEqual,
                                             TokenKind::LessEqual,
                                             TokenKind::GreaterEqual,
                                             TokenKind::Tilde,
                                             TokenKind::Caret,
                                             TokenKind::LeftShift,
                                             TokenKind::RightShift,
                                             TokenKind::DoubleStar,
                                             TokenKind::PlusEqual,
                                             TokenKind::MinusEqual,
                                             TokenKind::StarEqual,
                                             TokenKind::SlashEqual,
                                             TokenKind::PercentEqual,
                                             TokenKind::AmpersandEqual,
                                             TokenKind::VerticalBarEqual,
                                             TokenKind::CaretEqual,
                                             TokenKind::LeftShiftEqual,
                                             TokenKind::RightShiftEqual,
                                             TokenKind::DoubleStarEqual,
                                             TokenKind::DoubleSlash,
                                             TokenKind::DoubleSlashEqual,
                                             TokenKind::At,
                                             TokenKind::AtEqual,
                                             TokenKind::Arrow,
                                             TokenKind::Ellipsis,
                                             TokenKind::ColonEqual};
  constexpr int kFirstOperator = 7;
  const auto* found = std::find(std::begin(kOperators), std::end(kOperators), kind);
  bool is_name = found == std::end(kOperators);  // or a keyword
  return is_name ? 1 : kFirstOperator + int(found - kOperators);
}

// Goes over the tokens of a text and makes the tuples.
class TokenTeller {
 public:
  explicit TokenTeller(std::string_view text) : text_(text) {}

  Object* tell(Thread& t, const Token& token) {
    bool is_layout = token.kind == TokenKind::Indent || token.kind == TokenKind::Dedent;
    if (is_layout) return tell_layout(t, token);
    size_t start = token.start;
    size_t end = token.end;
    // A comment is part of the newline behind it.
    if (token.kind == TokenKind::Newline) end = std::min(text_.find('\n', start), text_.size());
    move_to(start, false);
    size_t line = line_;
    size_t line_start = physical_start_;
    move_to(end, true);
    Object* told = make(t, text_.substr(start, end - start), token_number(token.kind), line, line_,
                        ssize(start - line_start), ssize(end - physical_start_));
    bool has_more = at_ + 1 < text_.size();
    if (token.kind == TokenKind::Newline && has_more) start_line(++at_, false);
    return told;
  }

 private:
  // Indentation is told with the first line that has it; at the end of the text with the last line.
  Object* tell_layout(Thread& t, const Token& token) {
    if (token.start < text_.size()) move_to(token.start, false);
    else move_to_last_line();
    return make(t, {}, token_number(token.kind), line_, line_, -1, -1);
  }

  // To the next token's start, or through it to its end. Lines that a backslash or a string joins begin with the first.
  void move_to(size_t to, bool in_token) {
    bool in_comment = false;
    for (; at_ < to; at_++) {
      char c = text_[at_];
      if (c == '#' && !in_token) in_comment = true;
      if (c != '\n') continue;
      bool is_joined = in_token || (!in_comment && at_ > 0 && text_[at_ - 1] == '\\');
      in_comment = false;
      start_line(at_ + 1, is_joined);
    }
  }
  void start_line(size_t at, bool is_joined) {
    line_++;
    physical_start_ = at;
    if (!is_joined) told_start_ = at;
  }
  void move_to_last_line() {
    size_t last = text_.empty() ? 0 : text_.size() - 1;
    move_to(last, false);
  }

  Object* make(Thread&, std::string_view text, int kind, size_t line, size_t end_line, ssize column, ssize end_column) {
    size_t end = std::min(text_.find('\n', physical_start_), text_.size() - 1);
    std::string_view whole = text_.substr(told_start_, end + 1 - told_start_);
    Object* parts[] = {TRY(new_str(text)),
                       TRY(int_from_int64(kind)),
                       TRY(int_from_int64(ssize(line))),
                       TRY(int_from_int64(ssize(end_line))),
                       TRY(int_from_int64(column)),
                       TRY(int_from_int64(end_column)),
                       TRY(new_str(whole))};
    return new_tuple(parts, 7);
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_ = 1;
  size_t physical_start_ = 0;  // of the line at which it is,
  size_t told_start_ = 0;      // and of the first of those joined with it
};

// CPython's tokenizer raises for what is wrong in a token; for wrong layout it only stops.
bool is_told(const Lexer& lexer) {
  if (!lexer.problem() || lexer.is_layout_problem()) return false;
  std::string_view message = lexer.problem()->message;
  return !message.starts_with("unexpected character after line continuation") && !message.starts_with("unexpected EOF");
}

// What is wrong with the indentation of a line is found before the blocks that it ends are told.
void drop_last_dedents(std::vector<Token>& tokens) {
  tokens.pop_back();  // the Error
  while (!tokens.empty() && tokens.back().kind == TokenKind::Dedent) tokens.pop_back();
}

Status read_tokens(Thread& t, TokenizerIterator* self, const std::string& bytes) {
  constexpr const char* kFilename = "<string>";
  Arena arena;
  SourceText source;
  if (const auto* problem = decode_source(arena, bytes, kFilename, true, &source))
    return raise_syntax_problem(t, *problem, TRY(new_str(kFilename)));
  ProblemReporter reporter(arena, source);
  NameTable names(arena);
  intern_keywords(names);
  std::vector<Token> tokens;
  Lexer lexer(reporter, names, source.text, LexerOptions{}, tokens);
  lexer.run();
  TokenTeller teller(source.text);
  if (lexer.is_layout_problem()) drop_last_dedents(tokens);
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::EndMarker || token.kind == TokenKind::Error) break;
    TRY(list_append(t, self->tokens, TRY(teller.tell(t, token))));
  }
  if (!is_told(lexer)) return Status::ok();
  raise_syntax_problem(t, *lexer.problem(), TRY(new_str(kFilename)));
  self->error = take_pending(t);
  return Status::ok();
}

Object* tokenizer_iterator_new(Thread& t, Type& cls, Str* source) {
  auto* self = static_cast<TokenizerIterator*>(TRY(allocate_instance(t, &cls)));
  self->tokens = TRY(new_list(t));
  TRY(read_tokens(t, self, str_to_utf8(source)));
  return self;
}

Object* tokenizer_iterator_iter(Thread&, Object* o) { return o; }

Lookup tokenizer_iterator_next(Thread& t, Object* o) {
  auto* self = cast<TokenizerIterator>(o);
  if (self->next < self->tokens->size) return TRY(list_get(t, self->tokens, self->next++));
  if (!self->error) return Lookup::missing();
  BaseException* error = self->error;
  self->error = nullptr;
  set_pending(t, error);
  return Raised{};
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/tokenize/tokenizer_iterator.def"
#define NATIVE_TYPE TokenizerIterator
#define NATIVE_PREFIX tokenizer_iterator
#define NATIVE_NAME "tokenizeriter"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_tokenizer_iterator_data() {
  TypeData d{};
  d.slots.iter = tokenizer_iterator_iter;
  d.slots.next = tokenizer_iterator_next;
  tokenizer_iterator_declare(d);
  return d;
}
constinit TypeData tokenizer_iterator_data = make_tokenizer_iterator_data();
constinit Type tokenizer_iterator_type =
    static_type("_tokenize.TokenizerIter", sizeof(TokenizerIterator), 0, 0, &tokenizer_iterator_data);

}  // namespace

Module* create_tokenize(Thread& t) {
  ready_type(t, &tokenizer_iterator_type);
  Module* module = TRY(new_module(t, "_tokenize"));
  TRY(add_object(t, module, "TokenizerIter", &tokenizer_iterator_type));
  return module;
}

}  // namespace sidewinder
