# ast.parse(type_comments=True): comments that say "type: ignore" are found, strings that look like them are not.
import ast
for s in ["x = 1 # type: ignore\n", "x = 1 # type: ignore[foo]  \n#type:ignore\n  # type:\tignore # noqa\n", "# type: ignore-x\nx=1", "# type: ignore", "x = '# type: int' # no\ny = (1, # type: ignore[a]\n  2)\n'''\n# type: x\n'''\nz = f'{1}# type: a'  # type:ignore é\n\tif_ = 3" .replace("\n\tif_", "\nif_"),
          "if x:\n  y  # type: ignore\n  # type: ignore[x]\n\n# type: ignore[y]\nz \\\n  + 1 # type: ignore"]:
    print(repr(s), ast.dump(ast.parse(s, type_comments=True), include_attributes=True))
    compile(ast.parse(s, type_comments=True), "x", "exec")
    print(ast.unparse(ast.parse(s, type_comments=True)))
