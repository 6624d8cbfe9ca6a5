"""Twisted's trial over a part of Twisted's own tests."""
import io
import re
import sys

# Without the tests of what is logged of a Deferred that was dropped: they ask what is garbage, which registers hide.
MODULES = """
twisted.test.test_defer.DeferredTests twisted.test.test_defer.DeferredListEmptyTests twisted.test.test_defer.FirstErrorTests
twisted.test.test_defer.AlreadyCalledTests twisted.test.test_defer.DeferredCancellerTests
twisted.test.test_defer.OtherPrimitivesTests twisted.test.test_defer.EnsureDeferredTests twisted.test.test_defgen
twisted.test.test_task twisted.test.test_policies twisted.test.test_protocols twisted.test.test_amp twisted.test.test_context
twisted.test.test_cooperator twisted.test.test_error twisted.test.test_factories twisted.test.test_formmethod
twisted.test.test_htb twisted.test.test_iutils twisted.test.test_monkey twisted.test.test_persisted twisted.test.test_reflect
twisted.test.test_sip twisted.test.test_sob twisted.test.test_socks twisted.test.test_stateful twisted.test.test_text
twisted.python.test.test_components twisted.python.test.test_util twisted.python.test.test_versions
twisted.python.test.test_zipstream twisted.internet.test.test_base twisted.internet.test.test_protocol
twisted.web.test.test_http_headers twisted.web.test.test_template twisted.words.test.test_domish twisted.conch.test.test_insults
twisted.mail.test.test_pop3client twisted.cred.test.test_cred twisted.logger.test.test_format twisted.positioning.test.test_nmea
twisted.trial.test.test_assertions
""".split()

outcomes = io.StringIO()
sys.argv = ["trial", "--reporter=verbose", "--temp-directory=trial_temp", *MODULES]
console, sys.stdout = sys.stdout, outcomes
from twisted.scripts import trial  # noqa: E402  (which keeps the stream that it finds)
try:
    trial.run()
except SystemExit as end:
    code = end.code
finally:
    sys.stdout = console
text = re.sub(r"(Ran \d+ tests) in \d+\.\d+s", r"\1", outcomes.getvalue())
print(re.sub("0x[0-9a-f]+", "0x", text), code)
