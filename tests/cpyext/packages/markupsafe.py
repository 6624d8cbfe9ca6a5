from markupsafe import escape, Markup, escape_silent, soft_str
import markupsafe._speedups
print(escape('<a href="x">&\'</a>'), Markup('<b>%s</b>') % '<', escape(None), escape_silent(None), soft_str(5), escape('é<中'), Markup('<i>').join(['a','<']))
