# wx in a real window (Xvfb): menus, pictures made of bytes, paint events, timers, calls from threads, dialogs, files.
import atexit
import hashlib
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3] / "demos" / "wx"))
from unseen_display import UnseenDisplay

if not UnseenDisplay.can_be():
    sys.exit(print("no Xvfb"))
display = UnseenDisplay()
atexit.register(display.end)
os.environ.update(DISPLAY=display.name, GDK_BACKEND="x11", NO_AT_BRIDGE="1", GTK_MODULES="", GIO_USE_VFS="local",
                  GSETTINGS_BACKEND="memory", GTK_THEME="Adwaita")
import wx

WIDTH, HEIGHT = 160, 120
LOG = []


def pixels(step):
    return bytes((x * step + y + c * 80) & 255 for y in range(HEIGHT) for x in range(WIDTH) for c in range(3))


class Canvas(wx.Panel):
    def __init__(self, parent):
        super().__init__(parent, size=(WIDTH, HEIGHT))
        self.SetBackgroundStyle(wx.BG_STYLE_PAINT)
        self.bitmap = wx.Bitmap.FromBuffer(WIDTH, HEIGHT, pixels(1))
        self.paints = 0
        self.Bind(wx.EVT_PAINT, self.on_paint)
        self.Bind(wx.EVT_ERASE_BACKGROUND, lambda event: None)
        self.Bind(wx.EVT_LEFT_DOWN, self.on_mouse)
        self.Bind(wx.EVT_MOUSEWHEEL, lambda event: LOG.append(("wheel", event.GetWheelRotation())))
        self.Bind(wx.EVT_KEY_DOWN, lambda event: LOG.append(("key", event.GetKeyCode(), event.ControlDown())))

    def on_paint(self, event):
        dc = wx.BufferedPaintDC(self)
        dc.DrawBitmap(self.bitmap, 0, 0)
        dc.SetPen(wx.Pen(wx.Colour(255, 0, 0), 2))
        dc.SetBrush(wx.TRANSPARENT_BRUSH)
        dc.DrawRectangle(wx.Rect(10, 10, 30, 20))
        self.paints += 1

    def on_mouse(self, event):
        LOG.append(("mouse", event.GetPosition().Get(), event.LeftDown()))
        event.Skip()

    def show_tile(self, number, data):
        image = wx.Image(WIDTH, HEIGHT, data)
        self.bitmap = image.ConvertToBitmap()
        LOG.append(("tile", number, threading.current_thread() is threading.main_thread()))
        self.Refresh(False)


class Frame(wx.Frame):
    def __init__(self):
        wx.Frame.__init__(self, None, title="Pictures", size=(400, 300))
        self.canvas = Canvas(self)
        self.slider = wx.Slider(self, value=100, minValue=1, maxValue=1000)
        self.slider.Bind(wx.EVT_SLIDER, lambda event: LOG.append(("slider", event.GetInt())))
        sizer = wx.BoxSizer(wx.VERTICAL)
        sizer.Add(self.canvas, 1, wx.EXPAND)
        sizer.Add(self.slider, 0, wx.EXPAND)
        self.SetSizer(sizer)
        self.CreateStatusBar(2)
        menu = wx.Menu()
        save = menu.Append(wx.ID_SAVE, "&Save\tCtrl-S")
        palettes = wx.Menu()
        self.palettes = [palettes.AppendRadioItem(wx.ID_ANY, name) for name in ("fire", "ice")]
        menu.AppendSubMenu(palettes, "Palette")
        menu.AppendSeparator()
        menu.Append(wx.ID_EXIT)
        bar = wx.MenuBar()
        bar.Append(menu, "&File")
        self.SetMenuBar(bar)
        self.Bind(wx.EVT_MENU, self.on_save, save)
        self.Bind(wx.EVT_MENU, lambda event: self.Close(), id=wx.ID_EXIT)
        ids = sorted(item.GetId() for item in self.palettes)
        self.Bind(wx.EVT_MENU_RANGE, lambda event: LOG.append(("palette", event.GetId() == self.palettes[1].GetId())),
                  id=ids[0], id2=ids[1])
        self.Bind(wx.EVT_CLOSE, self.on_close)
        self.Bind(wx.EVT_SIZE, self.on_size)
        self.timer = wx.Timer(self)
        self.Bind(wx.EVT_TIMER, self.on_timer, self.timer)
        self.SetAcceleratorTable(wx.AcceleratorTable([(wx.ACCEL_CTRL, ord("R"), wx.ID_REFRESH)]))
        self.sizes = self.ticks = 0
        self.worker = threading.Thread(target=self.work)

    def work(self):
        for number in range(5):
            time.sleep(0.01)
            wx.CallAfter(self.canvas.show_tile, number, pixels(number + 2))
        wx.CallAfter(self.worker_ended)

    def worker_ended(self):
        self.worker.join()
        LOG.append(("worker", self.worker.is_alive()))
        for kind, fields in ((wx.wxEVT_LEFT_DOWN, {"Position": (12, 34)}), (wx.wxEVT_MOUSEWHEEL, {"WheelRotation": -120})):
            event = wx.MouseEvent(kind)
            for name, value in fields.items():
                getattr(event, "Set" + name)(value)
            self.canvas.GetEventHandler().ProcessEvent(event)
        key = wx.KeyEvent(wx.wxEVT_KEY_DOWN)
        key.SetKeyCode(wx.WXK_HOME)
        wx.PostEvent(self.canvas, key)
        for item in (wx.ID_SAVE, self.palettes[1].GetId()):
            wx.PostEvent(self, wx.CommandEvent(wx.wxEVT_MENU, item))
        self.slider.SetValue(250)
        event = wx.CommandEvent(wx.wxEVT_SLIDER, self.slider.GetId())
        event.SetInt(self.slider.GetValue())
        wx.PostEvent(self.slider, event)
        self.timer.Start(10)

    def on_screen(self):
        """What the canvas shows, where a buffered paint has drawn: its end puts it there."""
        shown = wx.Bitmap(60, 40)
        dc = wx.MemoryDC(shown)
        dc.Blit(0, 0, 60, 40, wx.ScreenDC(), *self.canvas.ClientToScreen(0, 0))
        dc.SelectObject(wx.NullBitmap)
        image = shown.ConvertToImage()
        return [(image.GetRed(x, y), image.GetGreen(x, y), image.GetBlue(x, y)) for x, y in ((5, 5), (50, 35), (25, 10))]

    def on_timer(self, event):
        self.ticks += 1
        if self.ticks < 5 or not self.canvas.paints or self.on_screen()[2] != (255, 0, 0) and self.ticks < 200:
            return
        self.timer.Stop()
        LOG.append(("screen", self.on_screen()))
        with wx.GenericMessageDialog(self, "Question", "Title", wx.YES_NO) as dialog:
            wx.CallLater(50, dialog.EndModal, wx.ID_YES)
            LOG.append(("dialog", dialog.ShowModal() == wx.ID_YES))
        with wx.Dialog(self, title="Own") as dialog:
            text = wx.TextCtrl(dialog, value="abc")
            wx.CallLater(50, lambda: dialog.EndModal(7))
            LOG.append(("own dialog", dialog.ShowModal(), text.GetValue()))
        wx.PostEvent(self, wx.CommandEvent(wx.wxEVT_MENU, wx.ID_EXIT))

    def on_save(self, event):
        folder = tempfile.mkdtemp()
        for kind, ending in ((wx.BITMAP_TYPE_PNG, "png"), (wx.BITMAP_TYPE_BMP, "bmp")):
            path = os.path.join(folder, "picture." + ending)
            LOG.append(("saved", ending, self.canvas.bitmap.SaveFile(path, kind)))
            back = wx.Image(path)
            LOG.append((back.GetSize().Get(), hashlib.sha256(bytes(back.GetData())).hexdigest()[:16]))
        shutil.rmtree(folder)
        self.SetStatusText("saved", 1)

    def on_size(self, event):
        self.sizes += 1
        event.Skip()

    def on_close(self, event):
        LOG.append(("close", self.sizes > 0, self.ticks >= 5, self.canvas.paints > 0, self.GetStatusBar().GetStatusText(1)))
        self.Destroy()


class App(wx.App):
    def OnInit(self):
        self.frame = Frame()
        self.SetTopWindow(self.frame)
        self.frame.Show()
        wx.CallAfter(self.frame.worker.start)
        return True

    def OnExit(self):
        LOG.append(("exit",))
        return 0


app = App(False)
app.MainLoop()
for line in LOG:
    print(*line)

data = bytearray(pixels(3))
image = wx.Image(WIDTH, HEIGHT)
image.SetData(data)
image.GetDataBuffer()[0:3] = b"\1\2\3"
print(image.GetRed(0, 0), image.GetGreen(0, 0), image.GetBlue(0, 0), hashlib.sha256(bytes(image.GetData())).hexdigest()[:16])
bitmap = wx.Bitmap.FromBufferRGBA(2, 2, bytes(range(16)))
print(bitmap.GetSize().Get(), bitmap.GetDepth(), bitmap.HasAlpha())
buffer = bytearray(WIDTH * HEIGHT * 3)
wx.Bitmap.FromBuffer(WIDTH, HEIGHT, pixels(4)).CopyToBuffer(buffer)
print(hashlib.sha256(buffer).hexdigest()[:16])


class Mine(wx.Point):
    def __repr__(self):
        return f"Mine{self.Get()}"


point = Mine(1, 2)
point.extra = [point]
print(point, Mine(3, 4) + (1, 1), wx.Size(3, 4) * 2, -wx.Point(1, 2), wx.Rect(1, 2, 3, 4)[2], len(wx.Size(1, 2)), wx.Point(1, 2) != wx.Point(1, 3))
for call in (lambda: wx.Bitmap.FromBuffer(10, 10, b"short"), lambda: image.SetData(b"x"), lambda: wx.Frame(None, nothing=1), lambda: wx.Point(1, 2, 3, 4), lambda: app.frame.GetTitle()):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__)
sys.stdout.flush()
