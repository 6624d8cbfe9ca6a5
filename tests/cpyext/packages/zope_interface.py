from zope.interface import Interface, implementer, Attribute, providedBy, implementedBy, adapter
from zope.interface.adapter import AdapterRegistry
import zope.interface._zope_interface_coptimizations
class I(Interface):
    x=Attribute('x')
    def f(a): 'd'
class J(I): pass
@implementer(J)
class A:
    x=1
    def f(self,a): return a
a=A(); print(I.providedBy(a), J.providedBy(a), list(providedBy(a)), I.implementedBy(A), sorted(J.names(all=True)))
r=AdapterRegistry(); r.register([I],J,'','v'); print(r.lookup([implementedBy(A)],J), r.lookup1(providedBy(a),J), I(a) is a)
from zope.interface.verify import verifyObject; print(verifyObject(J,a))
