"""The picture on the screen: tiles appear as they are drawn, over what was there before; the mouse asks for other views."""

from contextlib import contextmanager

import wx
import wx.lib.wordwrap
from wx import siplib

SMALLEST = (160, 120)
SMALLEST_BOX = 6  # pixels; less is a click
BEHIND = wx.Colour(18, 20, 26)
STEP = 2.0  # how much closer a click leads
WHEEL_STEP = 1.25


@contextmanager
def drawing_on(dc):
    """A device context that is finished at the end: C++ shows what was drawn when it goes, and not every Python lets it go at once."""
    try:
        yield dc
    finally:
        siplib.delete(dc)


class Canvas(wx.Panel):
    """`on_view(view)` is called when the mouse has asked for another view."""

    def __init__(self, parent, palette, on_view):
        super().__init__(parent, style=wx.WANTS_CHARS | wx.FULL_REPAINT_ON_RESIZE)
        self.SetBackgroundStyle(wx.BG_STYLE_PAINT)
        self.SetMinSize(SMALLEST)
        self.SetCursor(wx.Cursor(wx.CURSOR_CROSS))
        self.palette, self.on_view = palette, on_view
        self.picture, self.bitmap = None, None
        self.pressed, self.corner = None, None  # of the box that is being drawn
        self.grabbed = None  # where the middle button took the picture
        self.message = ""
        self.Bind(wx.EVT_PAINT, self.paint)
        self.Bind(wx.EVT_LEFT_DOWN, self.press)
        self.Bind(wx.EVT_LEFT_UP, self.release)
        self.Bind(wx.EVT_MIDDLE_DOWN, self.grab)
        self.Bind(wx.EVT_MIDDLE_UP, self.drop)
        self.Bind(wx.EVT_RIGHT_UP, self.click_away)
        self.Bind(wx.EVT_MOTION, self.move)
        self.Bind(wx.EVT_MOUSEWHEEL, self.wheel)
        self.Bind(wx.EVT_MOUSE_CAPTURE_LOST, self.lose)

    # --- what is shown -------------------------------------------------------------------
    def begin(self, picture):
        """A new picture: until its tiles come, the old one is shown where it lies in the new one."""
        bitmap = wx.Bitmap(picture.width, picture.height)
        with drawing_on(wx.MemoryDC(bitmap)) as dc:
            dc.SetBackground(wx.Brush(BEHIND))
            dc.Clear()
            if self.picture is not None:
                self.preview(dc, picture)
        self.picture, self.bitmap, self.message = picture, bitmap, ""
        self.Refresh()

    def preview(self, dc, picture):
        x, y, width, height = self.picture.view.frame_in(picture.view, picture.width, picture.height)
        if max(width, height) > 16 * picture.width or min(width, height) < 1:
            return  # too far from it
        with drawing_on(wx.MemoryDC(self.bitmap)) as source:
            dc.StretchBlit(round(x), round(y), round(width), round(height), source, 0, 0, self.bitmap.Width, self.bitmap.Height)

    def add_tile(self, tile, shades):
        x, y, width, height = tile
        with drawing_on(wx.MemoryDC(self.bitmap)) as dc:
            dc.DrawBitmap(wx.Bitmap.FromBuffer(width, height, self.palette.colours(shades)), x, y)
        self.RefreshRect(wx.Rect(x, y, width, height), False)

    def recolour(self, palette):
        self.palette = palette
        if self.picture is not None:
            self.bitmap = wx.Bitmap(self.image())
            self.Refresh()

    def image(self):
        """The picture as it is drawn so far."""
        return wx.Image(self.picture.width, self.picture.height, bytes(self.palette.colours(self.picture.shades)))

    def say(self, message):
        self.message = message
        self.Refresh()

    def paint(self, event):
        with drawing_on(wx.AutoBufferedPaintDC(self)) as dc:
            dc.SetBackground(wx.Brush(BEHIND))
            dc.Clear()
            if self.bitmap is not None:
                dc.DrawBitmap(self.bitmap, 0, 0)
            if self.pressed and self.corner:
                self.paint_box(dc)
            if self.message:
                self.paint_message(dc)

    def paint_box(self, dc):
        left, top, right, bottom = self.box()
        dc.SetBrush(wx.TRANSPARENT_BRUSH)
        for colour, grow in ((wx.BLACK, 1), (wx.WHITE, 0)):
            dc.SetPen(wx.Pen(colour))
            dc.DrawRectangle(left - grow, top - grow, right - left + 2 * grow, bottom - top + 2 * grow)

    def paint_message(self, dc):
        width, height = self.GetClientSize()
        dc.SetFont(self.GetFont().Larger())
        dc.SetTextForeground(wx.Colour(255, 200, 150))
        text = wx.lib.wordwrap.wordwrap(self.message, max(width - 40, 80), dc)
        size = dc.GetMultiLineTextExtent(text)
        dc.SetBrush(wx.Brush(BEHIND))
        dc.SetPen(wx.TRANSPARENT_PEN)
        dc.DrawRectangle(10, (height - size.height) // 2 - 10, width - 20, size.height + 20)
        dc.DrawText(text, 20, (height - size.height) // 2)

    # --- the mouse -----------------------------------------------------------------------
    def ask(self, view):
        if self.picture is not None:
            self.on_view(view)

    def zoom(self, x, y, factor):
        if self.picture is not None:
            self.ask(self.picture.view.zoomed(self.picture.width, self.picture.height, x, y, factor))

    def box(self):
        (x, y), (u, v) = self.pressed, self.corner
        return min(x, u), min(y, v), max(x, u), max(y, v)

    def press(self, event):
        self.SetFocus()
        self.pressed, self.corner = event.GetPosition().Get(), None
        self.CaptureMouse()

    def move(self, event):
        if self.pressed and event.LeftIsDown():
            self.corner = event.GetPosition().Get()
            self.Refresh(False)

    def release(self, event):
        if not self.pressed:
            return
        if self.HasCapture():
            self.ReleaseMouse()
        self.corner = event.GetPosition().Get()
        box, self.pressed, self.corner = self.box(), None, None
        if max(box[2] - box[0], box[3] - box[1]) < SMALLEST_BOX:
            self.zoom(box[0], box[1], STEP)
        elif self.picture is not None:
            self.ask(self.picture.view.boxed(self.picture.width, self.picture.height, box))
        self.Refresh()

    def lose(self, event):
        self.pressed = self.corner = None
        self.Refresh()

    def click_away(self, event):
        self.zoom(*event.GetPosition().Get(), 1 / STEP)

    def grab(self, event):
        self.grabbed = event.GetPosition().Get()

    def drop(self, event):
        if self.grabbed and self.picture is not None:
            (x, y), (u, v), width = self.grabbed, event.GetPosition().Get(), self.picture.width
            self.ask(self.picture.view.moved((x - u) / width, (v - y) / width))
        self.grabbed = None

    def wheel(self, event):
        notches = event.GetWheelRotation() / (event.GetWheelDelta() or 120)
        self.zoom(*event.GetPosition().Get(), WHEEL_STEP ** notches)
