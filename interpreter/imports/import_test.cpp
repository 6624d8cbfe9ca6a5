#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "interpreter/testing/interp.h"

using sidewinder::Interp;

namespace {

// A folder in front of sys.path for one test.
class ModuleFolder {
 public:
  explicit ModuleFolder(Interp& py) : py_(py) {
    REQUIRE(::mkdtemp(path_));
    REQUIRE(py.run(std::string("import sys\nsys.path.insert(0, '") + path_ + "')"));
  }
  ~ModuleFolder() {
    py_.run("del sys.path[0]");
    (void)!std::system(("rm -r " + std::string(path_)).c_str());
  }
  void add_folder(const std::string& name) { ::mkdir((path_ + ("/" + name)).c_str(), 0700); }
  void add_file(const std::string& name, const std::string& text) { std::ofstream(path_ + ("/" + name)) << text; }

 private:
  Interp& py_;
  char path_[32] = "/tmp/sidewinder-import-XXXXXX";
};

}  // namespace

TEST_SUITE("import") {
TEST_CASE("module: attributes, run once, found in sys.modules") {
  Interp py;
  ModuleFolder folder(py);
  folder.add_file("im_once.py", "print('body', __name__, __package__ == '')\nvalue = 3\n");
  CHECK(py.output("import im_once\nimport im_once as again\nprint(again.value, sys.modules['im_once'] is again)") ==
        "body im_once True\n3 True\n");
}
TEST_CASE("package: submodules, relative imports, __path__") {
  Interp py;
  ModuleFolder folder(py);
  folder.add_folder("im_pack");
  folder.add_folder("im_pack/inner");
  folder.add_file("im_pack/__init__.py", "from . import first\n");
  folder.add_file("im_pack/first.py", "from .second import name\nfrom .inner import deep\n");
  folder.add_file("im_pack/second.py", "name = __name__\n");
  folder.add_file("im_pack/inner/__init__.py", "");
  folder.add_file("im_pack/inner/deep.py", "from ..second import name as up\n");
  CHECK(py.output(
            "import im_pack.inner.deep\nprint(im_pack.first.name, im_pack.inner.deep.up, im_pack.inner.__package__)\n"
            "from im_pack import second\nprint(second.__package__, len(im_pack.__path__))") ==
        "im_pack.second im_pack.second im_pack.inner\nim_pack 1\n");
}
TEST_CASE("relative imports cannot leave the top-level package") {
  Interp py;
  ModuleFolder folder(py);
  folder.add_folder("im_top");
  folder.add_file("im_top/__init__.py", "from .. import nothing\n");
  CHECK(py.raises("import im_top", "ImportError", "attempted relative import beyond top-level package"));
}
TEST_CASE("circular imports see what is there already") {
  Interp py;
  ModuleFolder folder(py);
  folder.add_file("im_a.py", "x = 1\nimport im_b\ny = 2\n");
  folder.add_file("im_b.py", "import im_a\nprint(im_a.x, hasattr(im_a, 'y'))\n");
  CHECK(py.output("import im_a") == "1 False\n");
}
TEST_CASE("a failing body takes its module out of sys.modules") {
  Interp py;
  ModuleFolder folder(py);
  folder.add_file("im_bad.py", "1 / 0\n");
  CHECK(py.raises("import im_bad", "ZeroDivisionError"));
  CHECK(py.eval_repr("'im_bad' in sys.modules") == "False");
}
TEST_CASE("errors: no module, no name, no package") {
  Interp py;
  CHECK(py.raises("import im_none.sub", "ModuleNotFoundError", "No module named 'im_none'"));
  CHECK(py.raises("import math.sub", "ModuleNotFoundError", "No module named 'math.sub'; 'math' is not a package"));
  CHECK(py.raises("from math import nothing", "ImportError",
                  "cannot import name 'nothing' from 'math' (unknown location)"));
  CHECK(py.raises("from . import x", "ImportError", "attempted relative import with no known parent package"));
  CHECK(py.output("try: import im_none\nexcept ImportError as e: print(e.name, e.path)") == "im_none None\n");
}
TEST_CASE("star: __all__ decides, else names without an underscore") {
  Interp py;
  ModuleFolder folder(py);
  folder.add_file("im_star.py", "a = 1\n_b = 2\n");
  folder.add_file("im_all.py", "__all__ = ['_c']\n_c = 3\nd = 4\n");
  CHECK(py.output("from im_star import *\nfrom im_all import *\nprint(a, _c, '_b' in globals(), 'd' in globals())") ==
        "1 3 False False\n");
}
TEST_CASE("None in sys.modules forbids an import") {
  Interp py;
  CHECK(py.raises("import sys\nsys.modules['im_no'] = None\nimport im_no", "ModuleNotFoundError",
                  "import of im_no halted; None in sys.modules"));
}
}  // TEST_SUITE("import")
