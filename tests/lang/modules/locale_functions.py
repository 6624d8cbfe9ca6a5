# _locale.
import _locale


def tried(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as e:
        print(repr(e))


print(sorted(_locale.localeconv().items()))
for arguments in [(_locale.LC_NUMERIC,), (0, "nope"), (99,), (_locale.LC_NUMERIC, "C"), (_locale.LC_ALL, "C"), ("x",), (0, 5)]:
    tried(_locale.setlocale, *arguments)
for key in [_locale.RADIXCHAR, _locale.MON_1, _locale.ABDAY_7, _locale.D_FMT, -5]:
    tried(_locale.nl_langinfo, key)
print(_locale.strcoll("a", "b"), _locale.strcoll("b", "a"), _locale.strcoll("a", "a"), _locale.strxfrm("abc"))
tried(_locale.strcoll, "a\0", "b")
tried(_locale.strcoll, 1, "b")
print(_locale.gettext("x"), _locale.dgettext(None, "y"), _locale.dcgettext(None, "z", 5), _locale.textdomain(None))
print(_locale.bindtextdomain("x", None), _locale.bind_textdomain_codeset("x", None))
tried(_locale.bindtextdomain, "", None)
print(_locale.Error, _locale.Error.__mro__[1], _locale.CHAR_MAX, _locale.CODESET, _locale._DATE_FMT)
