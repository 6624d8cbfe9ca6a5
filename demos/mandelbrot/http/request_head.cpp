#include "demos/mandelbrot/http/request_head.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace mandelbrot::http {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

Verdict refuse(int status, std::string message) {
  Verdict verdict;
  verdict.kind = Verdict::Kind::Refused;
  verdict.status = status;
  verdict.message = std::move(message);
  return verdict;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return result;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool has_control_characters(std::string_view line) {
  return std::ranges::any_of(line, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_name_character(unsigned char c) {
  return std::isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(char(c)) != std::string_view::npos;
}

// What can be said of a head of which the end has not come yet.
Verdict judge_beginning(std::string_view buffer, const Limits& limits) {
  std::size_t line = buffer.substr(0, limits.request_line + kLineEnd.size()).find(kLineEnd);
  if (line == buffer.npos && buffer.size() > limits.request_line) return refuse(414, "the address is too long");
  if (buffer.size() >= limits.head) return refuse(431, "the request's headers are too large");
  return {};
}

// "GET /path HTTP/1.1": its path, or a refusal.
Verdict judge_request_line(std::string_view line, const Limits& limits) {
  if (line.size() > limits.request_line) return refuse(414, "the address is too long");
  std::size_t first = line.find(' ');
  std::size_t second = first == line.npos ? line.npos : line.find(' ', first + 1);
  if (second == line.npos || has_control_characters(line)) return refuse(400, "this is not an HTTP request");
  std::string_view method = line.substr(0, first);
  std::string_view target = line.substr(first + 1, second - first - 1);
  std::string_view version = line.substr(second + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
  if (method != "GET" && method != "HEAD") return refuse(405, "only GET and HEAD are served here");
  if (target.empty() || target.front() != '/') return refuse(400, "the address must begin with a slash");
  Verdict verdict;
  verdict.path = target.substr(0, target.find('?'));
  return verdict;
}

struct Headers {
  std::size_t count = 0;
  std::optional<std::size_t> body;
  std::string kept;
};

Verdict add_body_length(std::string_view value, Headers& headers, const Limits& limits) {
  std::size_t length = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  bool is_number = error == std::errc{} && end == value.data() + value.size();
  if (headers.body || !is_number) return refuse(400, "Content-Length must be one number");
  if (length > limits.body) return refuse(413, "no page here takes a body");
  headers.body = length;
  return {};
}

Verdict add_header(std::string_view line, Headers& headers, const Limits& limits) {
  if (++headers.count > limits.headers) return refuse(431, "too many headers");
  std::size_t colon = line.find(':');
  bool is_header = colon != line.npos && colon > 0 && !has_control_characters(line) &&
                   std::ranges::all_of(line.substr(0, colon), is_name_character);
  if (!is_header) return refuse(400, "a line of the request is no header");
  std::string name = lower(line.substr(0, colon));
  if (name == "transfer-encoding") return refuse(411, "requests with Transfer-Encoding are not taken");
  if (name == "content-length") return add_body_length(trim(line.substr(colon + 1)), headers, limits);
  if (name == "range" || name == "expect") return {};
  headers.kept.append(line).append(kLineEnd);
  return {};
}

Verdict judge_headers(std::string_view lines, Headers& headers, const Limits& limits) {
  while (!lines.empty()) {
    std::size_t end = std::min(lines.find(kLineEnd), lines.size());
    Verdict verdict = add_header(lines.substr(0, end), headers, limits);
    if (verdict.kind == Verdict::Kind::Refused) return verdict;
    lines.remove_prefix(std::min(end + kLineEnd.size(), lines.size()));
  }
  return {};
}

}  // namespace

Verdict judge(std::string_view buffer, const Limits& limits) {
  std::size_t end = buffer.substr(0, limits.head).find(kHeadEnd);
  if (end == buffer.npos) return judge_beginning(buffer, limits);
  std::string_view head = buffer.substr(0, end);
  std::size_t line_end = std::min(head.find(kLineEnd), head.size());
  Verdict verdict = judge_request_line(head.substr(0, line_end), limits);
  if (verdict.kind == Verdict::Kind::Refused) return verdict;
  Headers headers;
  std::string_view lines = head.substr(std::min(line_end + kLineEnd.size(), head.size()));
  if (Verdict refusal = judge_headers(lines, headers, limits); refusal.kind == Verdict::Kind::Refused) return refusal;
  verdict.size = end + kHeadEnd.size() + headers.body.value_or(0);
  if (buffer.size() < verdict.size) return {};
  verdict.kind = Verdict::Kind::Complete;
  verdict.head.append(head.substr(0, line_end)).append(kLineEnd).append(headers.kept).append(kLineEnd);
  return verdict;
}

}  // namespace mandelbrot::http
