from PIL import Image, ImageDraw, ImageFilter
import io
im=Image.new('RGB',(64,48),(10,20,30)); d=ImageDraw.Draw(im); d.rectangle((5,5,20,20),fill=(255,0,0)); d.line((0,0,63,47),fill=(0,255,0))
im2=im.resize((32,24)).filter(ImageFilter.BLUR).rotate(30)
b=io.BytesIO(); im.save(b,'PNG'); b.seek(0); r=Image.open(b); print(r.size,r.mode,r.getpixel((6,6)), list(im2.getdata())[:3], im.convert('L').histogram()[:12])
for i in range(300): Image.new('RGB',(500,500)).resize((10,10))
