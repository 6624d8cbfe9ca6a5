// Which part of an expression's text is its operation: what tracebacks mark with ^ between ~ (PEP 657).
#pragma once

#include <optional>
#include <string_view>

namespace sidewinder {

struct OperationSpan {
  size_t begin, end;  // bytes
};

// Of `a + b`: the operator; of `a[i]`: the brackets and what is in them. Nothing of other expressions.
std::optional<OperationSpan> operation_span(std::string_view expression);

}  // namespace sidewinder
