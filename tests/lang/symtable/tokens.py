# The tokens of the lexer as _tokenize tells them.
import _tokenize
T=_tokenize.TokenizerIter
for s in ['if x:\n  y','async def f(): await x','x\n','(\n#c\n1)','"""a\nb""" + 1\n','x = \\\n  1\n','é = 1\n','if a:\n  if b:\n    c\nd','# only\n','','  \n\n#x\n','if a:\n\tb\n        c\n','(','"abc','x = 1 +\n','$','if a:\n  b\n c\n','0xg','1__0','"""a','x \\ y','é$','a;b\n','x  # c', 'if a:\n b\n# c\n d\n',"x = 1 # hi\nif y:\n  'a\\\nb'\n\n# c\nz+(\n1,)\n",'if x:\n  y\n\n\n','a \\\n # c\nb','f"a{b}"\n','x = """\n\n"""\ny','(a,\n  """x\ny""",\n z)\n','a->b:=c...@=','if x:\n  y # c\n  # d\nz # e']:
    print(ascii(s))
    try:
        for t in T(s): print('   ',ascii(t))
    except BaseException as e: print('   ',ascii(repr(e)),e.args)
