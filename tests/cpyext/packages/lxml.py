from lxml import etree, html, objectify
r=etree.fromstring('<r><a x="1">t<b/>tail</a><a x="2"/></r>'); print([ (e.tag,e.attrib,e.text,e.tail) for e in r.iter()], r.xpath('//a[@x>1]/@x'), etree.tostring(r))
e=etree.SubElement(r,'n'); e.text='é'; e.set('k','v'); print(etree.tostring(r,encoding='unicode',pretty_print=True)); x=etree.XSLT(etree.XML('<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><o><xsl:value-of select="count(//a)"/></o></xsl:template></xsl:stylesheet>')); print(str(x(r)))
h=html.fromstring('<p>hi <b>x</b><a href="/y">l</a></p>'); print(h.text_content(), [(e.tag, a, l, p) for e, a, l, p in h.iterlinks()])
try: etree.fromstring('<a>')
except etree.XMLSyntaxError as ex: print(ex)
for i in range(3000):
    t=etree.fromstring('<r>'+'<a><b>x</b></a>'*10+'</r>'); [c.getparent().tag for c in t.findall('.//b')]
o=objectify.fromstring('<r><a>1</a><a>2</a><s>x</s></r>'); print(o.a+1, len(o.a), o.s)
class H:
    def start(self,tag,attrib): self.l.append(tag)
    def end(self,tag): pass
    def data(self,d): pass
    def close(self): return self.l
hh=H(); hh.l=[]; print(etree.XML('<r><a/></r>', etree.XMLParser(target=hh)))
for ev,el in etree.iterparse(__import__('io').BytesIO(b'<r><a/><b/></r>'), events=('start','end')): print(ev,el.tag)
