// Flags of compile() by which it gives or takes a tree, CPython's numbers.
#pragma once

namespace sidewinder {

constexpr int kOnlyAst = 0x400;              // PyCF_ONLY_AST: the tree instead of code
constexpr int kTypeComments = 0x1000;        // PyCF_TYPE_COMMENTS: `# type:` comments are part of the tree
constexpr int kAllowTopLevelAwait = 0x2000;  // PyCF_ALLOW_TOP_LEVEL_AWAIT

}  // namespace sidewinder
