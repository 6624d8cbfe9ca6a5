"""The explorer's window: a side for each engine that draws, the controls below them, menu, keys and status bar."""

import math
import os
import re

import wx

from canvas import SMALLEST, STEP, Canvas
from painter import Painter, Picture
from palettes import PALETTES
from view import FEWEST, MOST, View

SLIDER_STEPS = 8  # positions of the slider from one number of iterations to its double
RESIZE_PAUSE = 150  # milliseconds in which a window that is being resized is left alone
GAP = 6  # pixels between two pictures
MOVE = 0.15  # of the picture's width, by an arrow key
PLACES = {
    "The whole set": View(),
    "Seahorse valley": View(-0.7453, 0.1127, 0.0065, 600),
    "Elephant valley": View(0.2825, 0.0100, 0.012, 600),
    "A mini brot": View(-1.7687788, -0.0017389, 0.0000009, 1200),
    "Spiral": View(-0.761574, -0.0847596, 0.0012, 1000),
}
KEYS = """Mouse: the wheel zooms; a click goes closer, the right button away; draw a box to fill the window with it; the middle button moves.

+ and -  closer, away\t\tarrows  move
Home  the whole set\t\tBackspace  back
Page up, Page down  iterations\tP  palette
R  race\t\t\tEscape  stop
Ctrl+S, Ctrl+B  save as PNG, BMP\tF11  full screen"""


def saved(image, path):
    """Whether wx could write the image; the file's ending says as what."""
    kind = wx.BITMAP_TYPE_BMP if path.lower().endswith(".bmp") else wx.BITMAP_TYPE_PNG
    was_logging = wx.Log.EnableLogging(False)
    is_saved = image.SaveFile(path, kind)
    wx.Log.EnableLogging(was_logging)
    return is_saved


class Side(wx.Panel):
    """One engine: its name and time, and its canvas."""

    def __init__(self, parent, engine, window):
        super().__init__(parent)
        self.window, self.shown = window, 0
        self.name, self.time = wx.StaticText(self, label=engine.name), wx.StaticText(self, label="")
        self.name.SetFont(self.GetFont().Bold())
        self.time.SetFont(self.GetFont().Scaled(1.6).Bold())
        self.canvas = Canvas(self, window.palette, window.show)
        self.painter = Painter(engine, self.on_tile, self.on_trouble)
        top = wx.BoxSizer(wx.HORIZONTAL)
        top.Add(self.name, 1, wx.ALIGN_CENTRE_VERTICAL | wx.LEFT, 8)
        top.Add(self.time, 0, wx.ALIGN_CENTRE_VERTICAL | wx.RIGHT, 8)
        all_of_it = wx.BoxSizer(wx.VERTICAL)
        all_of_it.Add(top, 0, wx.EXPAND | wx.TOP | wx.BOTTOM, 4)
        all_of_it.Add(self.canvas, 1, wx.EXPAND)
        self.SetSizer(all_of_it)

    @property
    def engine(self):
        return self.painter.engine

    @property
    def picture(self):
        return self.canvas.picture

    @property
    def is_done(self):
        return self.picture is not None and self.shown == self.picture.tiles

    def draw(self, width, height, view):
        picture = Picture(width, height, view)
        self.shown = 0
        self.canvas.begin(picture)
        self.set_time("…")
        self.painter.draw(picture)

    def stop(self):
        self.painter.draw(None)

    def set_time(self, text):
        if self.time.GetLabel() != text:
            self.time.SetLabel(text)
            self.Layout()

    # The painter's thread calls these two; the rest is the window's own.
    def on_tile(self, painter, picture, tile, shades):
        wx.CallAfter(self.take_tile, picture, tile, shades)

    def on_trouble(self, painter, picture, message):
        wx.CallAfter(self.take_trouble, picture, message)

    def take_tile(self, picture, tile, shades):
        if not self or not self.painter.is_wanted(picture):  # stopped, or another one is drawn
            return
        self.canvas.add_tile(tile, shades)
        self.shown += 1
        self.set_time(f"{picture.seconds:.3f} s" if self.is_done else f"{picture.seconds:.1f} s")
        self.window.note_progress(self)

    def take_trouble(self, picture, message):
        if self and self.painter.is_wanted(picture):
            self.canvas.say(message)
            self.set_time("")
            self.window.note_trouble(self, message)


class Window(wx.Frame):
    """`engine` draws; `rival` beside it in a race. `log` gets a line for all that is done, or is None."""

    def __init__(self, engine, rival, view, palette, size, log=None):
        super().__init__(None, title=f"Mandelbrot · {engine.name}")
        self.view, self.palette, self.log, self.before = view, palette, log, []
        self.rival, self.on_picture, self.resizing, self.noted = rival, None, None, None
        self.panel = wx.Panel(self)
        self.sides = [Side(self.panel, engine, self)]
        self.CreateStatusBar(3)
        self.SetStatusWidths([-2, -5, -5])
        self.SetStatusText(engine.name, 0)
        self.make_controls()
        self.make_menu()
        self.arrange()
        self.size = size  # of a picture, if the screen has room for it
        self.fit(size)
        self.Bind(wx.EVT_CHAR_HOOK, self.key)
        self.Bind(wx.EVT_CLOSE, self.close)
        self.sides[0].canvas.Bind(wx.EVT_SIZE, self.resize)
        self.Bind(wx.EVT_MOVE, self.resize)
        self.sides[0].canvas.SetFocus()

    # --- what it is made of --------------------------------------------------------------
    def make_controls(self):
        self.slider = wx.Slider(self.panel, minValue=self.slider_at(FEWEST), maxValue=self.slider_at(MOST), size=(220, -1), name="Iterations")
        self.count = wx.StaticText(self.panel, label="0000")
        self.choice = wx.Choice(self.panel, choices=[palette.name for palette in PALETTES], name="Palette")
        self.button = wx.ToggleButton(self.panel, label="&Race")
        self.button.SetToolTip(f"Draw it with {self.rival.name} too, side by side")
        self.verdict = wx.StaticText(self.panel, style=wx.ALIGN_RIGHT | wx.ST_NO_AUTORESIZE | wx.ST_ELLIPSIZE_END)
        self.verdict.SetFont(self.GetFont().Scaled(1.3).Bold())
        self.slider.Bind(wx.EVT_SLIDER, lambda event: self.set_iterations(2 ** (self.slider.GetValue() / SLIDER_STEPS)))
        self.choice.Bind(wx.EVT_CHOICE, lambda event: self.set_palette(PALETTES[self.choice.GetSelection()]))
        self.button.Bind(wx.EVT_TOGGLEBUTTON, lambda event: self.race(self.button.GetValue()))
        self.choice.SetSelection(PALETTES.index(self.palette))
        self.show_iterations()

    @staticmethod
    def slider_at(iterations):
        return round(math.log2(iterations) * SLIDER_STEPS)

    def arrange(self):
        self.pictures = wx.BoxSizer(wx.HORIZONTAL)
        self.pictures.Add(self.sides[0], 1, wx.EXPAND)
        controls = wx.BoxSizer(wx.HORIZONTAL)
        centred = wx.ALIGN_CENTRE_VERTICAL | wx.ALL
        for widget in (wx.StaticText(self.panel, label="Iterations"), self.slider, self.count, wx.StaticText(self.panel, label="Palette"), self.choice):
            controls.Add(widget, 0, centred, 4)
        controls.Add(self.verdict, 1, wx.ALIGN_CENTRE_VERTICAL | wx.LEFT | wx.RIGHT, 16)
        controls.Add(self.button, 0, centred, 4)
        sizer = wx.BoxSizer(wx.VERTICAL)
        sizer.Add(self.pictures, 1, wx.EXPAND)
        sizer.Add(controls, 0, wx.EXPAND | wx.LEFT | wx.RIGHT, 6)
        self.panel.SetSizer(sizer)
        whole = wx.BoxSizer(wx.VERTICAL)
        whole.Add(self.panel, 1, wx.EXPAND)
        self.SetSizer(whole)

    def make_menu(self):
        bar = wx.MenuBar()
        self.add_menu(bar, "&File", [("Save as &PNG…\tCtrl+S", lambda: self.save("png")), ("Save as &BMP…\tCtrl+B", lambda: self.save("bmp")), None,
                                     ("&Quit\tCtrl+Q", self.Close)])
        self.add_menu(bar, "&View", [("&Closer", lambda: self.zoom(STEP)), ("&Away", lambda: self.zoom(1 / STEP)), ("&Back", self.back),
                                     ("Next &palette", self.next_palette), ("&Full screen", self.full_screen)])
        self.add_menu(bar, "&Places", [(name, lambda view=view: self.show(view)) for name, view in PLACES.items()])
        self.add_menu(bar, "&Race", [("&Race", lambda: self.race(True)), ("&One alone", lambda: self.race(False)), ("&Stop", self.stop)])
        self.add_menu(bar, "&Help", [("&Keys\tF1", self.help), ("&About", self.about)])
        self.SetMenuBar(bar)

    def add_menu(self, bar, title, rows):
        menu = wx.Menu()
        for row in rows:
            if row is None:
                menu.AppendSeparator()
                continue
            label, action = row
            self.Bind(wx.EVT_MENU, lambda event, action=action: action(), menu.Append(wx.ID_ANY, label))
        bar.Append(menu, title)

    def fit(self, size):
        """A window in which each picture has that size, as far as the screen has room."""
        room = wx.Display(max(wx.Display.GetFromWindow(self), 0)).GetClientArea()
        around = self.panel.GetBestSize() - self.pictures.GetMinSize() + wx.Size(0, self.sides[0].GetBestSize().height - SMALLEST[1])
        width = len(self.sides) * size[0] + (len(self.sides) - 1) * GAP
        frame = self.GetSize() - self.GetClientSize()
        self.SetClientSize(min(width, room.width - frame.width - 16), min(size[1] + around.height, room.height - frame.height - 40))
        self.Centre()
        self.asked = size[1] if size[1] + around.height < room.height - frame.height - 120 else None

    def correct_height(self):
        """How high the menu is turns out only when the window is there. Whether the size changes once more."""
        missing = (self.asked - self.sides[0].canvas.GetClientSize().height) if self.asked else 0
        self.asked = None
        if missing:
            self.SetClientSize(self.GetClientSize() + wx.Size(0, missing))
        return missing != 0

    # --- what is shown -------------------------------------------------------------------
    def show(self, view):
        """This view, on every side; Back leads to the one before."""
        if view != self.view:
            self.before.append(self.view)
        self.view = view
        self.show_iterations()
        self.draw()

    def draw(self):
        width, height = self.sides[0].canvas.GetClientSize()
        if width < 2 or height < 2:
            return
        for side in self.sides:
            side.draw(width, height, self.view)
        self.say(f"{self.view.cx:.10g} {self.view.cy:+.10g}i   {self.view.scale:.3g} across   {self.view.iterations} iterations", 2)
        self.say("drawing", 1)
        self.note(f"drawing {width}x{height} {self.view.iterations}")
        self.verdict.SetLabel("")

    def show_iterations(self):
        self.slider.SetValue(self.slider_at(self.view.iterations))
        self.count.SetLabel(str(self.view.iterations))

    def set_iterations(self, iterations):
        self.show(self.view.with_iterations(iterations))

    def set_palette(self, palette):
        self.palette = palette
        self.choice.SetSelection(PALETTES.index(palette))
        for side in self.sides:
            side.canvas.recolour(palette)
        self.note(f"palette {palette.name}")

    def next_palette(self):
        self.set_palette(PALETTES[(PALETTES.index(self.palette) + 1) % len(PALETTES)])

    def zoom(self, factor):
        width, height = self.sides[0].canvas.GetClientSize()
        self.show(self.view.zoomed(width, height, width / 2, height / 2, factor))

    def back(self):
        if self.before:
            self.view = self.before.pop()
            self.show_iterations()
            self.draw()

    def stop(self):
        for side in self.sides:
            side.stop()
        self.say("stopped", 1)
        self.note("stopped")

    def race(self, is_on):
        """Both side by side, or one alone; drawn anew."""
        self.button.SetValue(is_on)
        if is_on and self.asked is None:
            self.size = self.sides[0].canvas.GetClientSize()
        if is_on and len(self.sides) == 1:
            self.sides.append(Side(self.panel, self.rival, self))
            self.pictures.AddSpacer(GAP)
            self.pictures.Add(self.sides[1], 1, wx.EXPAND)
        elif not is_on and len(self.sides) == 2:
            side = self.sides.pop()
            side.painter.end()
            self.rival.kill()
            side.Destroy()
            self.pictures.Remove(1)
        if not (self.IsMaximized() or self.IsFullScreen()):
            self.fit(self.size)
        self.panel.Layout()
        self.draw()

    # --- what the painters say -----------------------------------------------------------
    def note_progress(self, side):
        if side.is_done:
            side.name.SetLabel(side.engine.name)
            picture = side.picture
            self.note(f"drawn {side.engine.name}: {picture.width}x{picture.height} {picture.view.cx!r} {picture.view.cy!r} {picture.view.scale!r} "
                      f"{picture.view.iterations} in {picture.seconds:.4f} s, {picture.processor:.4f} s of processor")
        if all(side.is_done for side in self.sides):
            self.judge()
        elif not side.is_done:
            self.say(f"{100 * side.shown // side.picture.tiles} % of {side.engine.name}", 1)

    def judge(self):
        """All sides have their picture: what it took, and who was faster."""
        first = self.sides[0].picture
        pixels = first.width * first.height
        verdict = f"{first.seconds:.3f} s   {pixels / first.seconds / 1e6:.2f} Mpixel/s"
        if len(self.sides) == 2:
            verdict = self.compare(first, self.sides[1].picture)
            self.verdict.SetLabel(re.sub(r" \d\S* is", " is", verdict))  # the versions stand above the pictures
        self.say(verdict, 1)
        self.note(f"done: {verdict}")
        if self.on_picture:
            self.on_picture(self)

    def compare(self, first, second):
        fast, slow = sorted(self.sides, key=lambda side: side.picture.processor)
        ratio = slow.picture.processor / fast.picture.processor
        equal = "equal pictures" if first.shades == second.shades else "THE PICTURES DIFFER"
        return f"{fast.engine.name} is {ratio:.1f} times faster, {equal}"

    def note_trouble(self, side, message):
        self.say(message, 1)
        self.note(f"trouble: {message}")

    def say(self, text, field):
        self.SetStatusText(text, field)

    def note_place(self, place):
        if place != self.noted:
            self.noted = place
            self.note("canvas %d %d %d %d" % place)

    def note(self, line):
        if self.log:
            print(line, file=self.log, flush=True)

    # --- what one does -------------------------------------------------------------------
    def key(self, event):
        code, has_focus = event.GetKeyCode(), wx.Window.FindFocus()
        of_the_control = isinstance(has_focus, (wx.Slider, wx.Choice)) and code in (wx.WXK_LEFT, wx.WXK_RIGHT, wx.WXK_UP, wx.WXK_DOWN, wx.WXK_PAGEUP,
                                                                                     wx.WXK_PAGEDOWN, wx.WXK_HOME)
        action = None if of_the_control or event.HasAnyModifiers() and not event.ShiftDown() else self.action_of(code)
        if action:
            action()
        else:
            event.Skip()

    def action_of(self, code):
        closer, away = (lambda: self.zoom(STEP)), (lambda: self.zoom(1 / STEP))
        keys = {
            ord("+"): closer, ord("="): closer, wx.WXK_NUMPAD_ADD: closer, ord("-"): away, wx.WXK_NUMPAD_SUBTRACT: away,
            wx.WXK_LEFT: lambda: self.show(self.view.moved(-MOVE, 0)), wx.WXK_RIGHT: lambda: self.show(self.view.moved(MOVE, 0)),
            wx.WXK_UP: lambda: self.show(self.view.moved(0, MOVE)), wx.WXK_DOWN: lambda: self.show(self.view.moved(0, -MOVE)),
            wx.WXK_HOME: lambda: self.show(View()), wx.WXK_BACK: self.back,
            wx.WXK_PAGEUP: lambda: self.set_iterations(self.view.iterations * 2), wx.WXK_PAGEDOWN: lambda: self.set_iterations(self.view.iterations / 2),
            ord("P"): self.next_palette, ord("R"): lambda: self.race(len(self.sides) == 1), wx.WXK_ESCAPE: self.stop, wx.WXK_F11: self.full_screen,
        }
        return keys.get(code)

    def full_screen(self):
        self.ShowFullScreen(not self.IsFullScreen())

    def resize(self, event):
        """Drawn anew once the size stays."""
        event.Skip()
        if self.resizing:
            self.resizing.Stop()
        self.resizing = wx.CallLater(RESIZE_PAUSE, self.resized)

    def resized(self):
        if not self or self.correct_height():
            return
        canvas = self.sides[0].canvas
        width, height = canvas.GetClientSize()
        self.note_place(canvas.ClientToScreen((0, 0)).Get() + (width, height))
        picture = canvas.picture
        if picture is None or (picture.width, picture.height) != (width, height):
            self.draw()

    def save(self, kind):
        title = f"Save as {kind.upper()}"
        with wx.FileDialog(self, title, wildcard=f"{kind.upper()} (*.{kind})|*.{kind}", defaultFile=f"mandelbrot.{kind}",
                           style=wx.FD_SAVE | wx.FD_OVERWRITE_PROMPT) as dialog:
            if dialog.ShowModal() != wx.ID_OK:
                return
            path = dialog.GetPath()
        path = path if path.lower().endswith("." + kind) else f"{path}.{kind}"
        if saved(self.sides[0].canvas.image(), path):
            self.say(f"saved: {os.path.basename(path)}", 1)
            self.note(f"saved {path}")
        else:
            self.note(f"not saved {path}")
            wx.MessageBox(f"{path} cannot be written.", title, wx.OK | wx.ICON_ERROR, self)

    def help(self):
        wx.MessageBox(KEYS, "Keys", wx.OK, self)

    def about(self):
        wx.MessageBox(f"The same py_mandel.py draws on every Python.\n\nHere: {self.sides[0].engine.name}\nwx {wx.version()}", "Mandelbrot", wx.OK, self)

    def close(self, event):
        for side in self.sides:
            side.painter.end()
        self.rival.kill()
        event.Skip()
