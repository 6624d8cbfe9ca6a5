// Colours for what a terminal shows: Python, C++, listings of bytecode and traces, machine code. Words only: nothing is parsed.
const words = list => `\\b(?:${list.split(" ").join("|")})\\b`;
const rule = (name, pattern) => [name, pattern];
const string = rule("string", "\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'");
const number = rule("number", "\\b0x[0-9a-f]+\\b|\\b\\d[\\d.]*\\b");

const rules = {
  python: [rule("comment", "#.*"), string,
    rule("keyword", words("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield None True False")), number],
  cpp: [rule("comment", "//.*"), string, rule("keyword", words("auto bool class const constexpr else enum for if int namespace return static struct template typename using void while")), number],
  lines: [rule("comment", ";.*"), rule("keyword", words("function end call goto if print")), number],
  listing: [rule("comment", ";.*"), rule("guard", "\\bguard_\\w+"), rule("keyword", "\\b(?:jump|label|for_iter|loop|call)\\w*"), rule("string", "<[^>\\n]+>"), rule("soft", "%\\d+"), number],
  asm: [rule("comment", ";.*"), rule("guard", "\\bj[a-z]{1,3}\\b"), rule("soft", "\\b[re]?(?:ax|bx|cx|dx|si|di|bp|sp)\\b|\\br\\d+[dwb]?\\b|\\bxmm\\d+\\b"), number],
};

// The element's text, once more with its colours.
export function highlight(element, kind) {
  if (!rules[kind]) return;
  const pattern = new RegExp(rules[kind].map(([, text]) => `(${text})`).join("|"), "g");
  const text = element.textContent, parts = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    const span = document.createElement("span");
    span.className = rules[kind][found.slice(1).findIndex(group => group !== undefined)][0];
    span.textContent = found[0];
    parts.push(text.slice(end, found.index), span);
    end = found.index + found[0].length;
  }
  element.replaceChildren(...parts, text.slice(end));
}
