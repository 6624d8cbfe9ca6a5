// What -h and the other options of help print.
#include <cstdio>

#include "interpreter/main/options.h"

namespace sidewinder {

namespace {

void print_flags(const char* program) {
  std::printf(
      "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
      "Options, with the environment variables that stand for them:\n"
      "-b     : warn where str() is asked for bytes and where bytes are compared with str; -bb: raise\n"
      "-B     : don't write .pyc files on import (PYTHONDONTWRITEBYTECODE)\n"
      "-c cmd : program passed in as string (terminates option list)\n"
      "-d     : sets sys.flags.debug (PYTHONDEBUG)\n"
      "-E     : ignore PYTHON* environment variables\n"
      "-h     : print this help message and exit; also -?, --help\n"
      "-i     : a prompt after the program, and one where there is no terminal (PYTHONINSPECT)\n"
      "-I     : isolate from the user's environment (implies -E, -P and -s)\n"
      "-m mod : run library module as a script (terminates option list)\n"
      "-O     : remove assert statements (PYTHONOPTIMIZE); -OO: docstrings, too\n"
      "-P     : don't prepend a potentially unsafe path to sys.path (PYTHONSAFEPATH)\n"
      "-q     : don't print version on interactive startup\n"
      "-R     : hashes differ from run to run, whatever PYTHONHASHSEED says\n"
      "-s     : don't add user site directory to sys.path (PYTHONNOUSERSITE)\n"
      "-S     : don't imply 'import site' on initialization\n"
      "-u     : force the stdout and stderr streams to be unbuffered (PYTHONUNBUFFERED)\n"
      "-v     : say what is imported, -vv: and where it was looked for (PYTHONVERBOSE)\n"
      "-V     : print the version number and exit; also --version\n"
      "-W arg : warning control: action:message:category:module:lineno (PYTHONWARNINGS)\n"
      "-x     : skip the first line of the program's file\n"
      "-X opt : set an option of the implementation\n"
      "--check-hash-based-pycs always|default|never: when .pyc files that keep a hash are checked\n"
      "--sandbox       : the program reads its own file and the library: no other files, no processes, no sockets; "
      "with\n"
      "    --read PATH     : this file or folder too (any number of times)\n"
      "    --cpu S, --memory MB : no more seconds of processor time, no more memory beside the interpreter's\n"
      "    --allow-weaker  : run the program where the system cannot enforce all of it; stderr says what not\n"
      "--help-env      : print help about environment variables and exit\n"
      "--help-xoptions : print help about the options of -X and exit\n"
      "--help-all      : print all of the help and exit\n"
      "Arguments:\n"
      "file   : program read from script file\n"
      "-      : program read from stdin (default; interactive mode if a tty)\n"
      "arg ...: arguments passed to program in sys.argv[1:]\n",
      program);
}

void print_variables() {
  std::fputs(
      "Environment variables that stand for no flag:\n"
      "PYTHONSTARTUP         : file that is executed when the interactive interpreter begins\n"
      "PYTHONPATH            : folders, separated by ':', in which modules are looked for first\n"
      "PYTHONHOME            : the prefix (or prefix:exec_prefix) below which the library lies\n"
      "PYTHONCOERCECLOCALE   : 0: the C locale stays what it is; warn: stderr says that it became C.UTF-8\n"
      "PYTHONUTF8            : 1 or 0: UTF-8 mode on or off\n"
      "PYTHONIOENCODING      : encoding[:errors] of stdin, stdout and stderr\n"
      "PYTHONFAULTHANDLER    : show where the program was when a fatal signal ends it\n"
      "PYTHONHASHSEED        : 'random', or the number that hashes of str and bytes begin with\n"
      "PYTHONINTMAXSTRDIGITS : how many digits an int may have as decimal text; 0: any number\n"
      "PYTHONBREAKPOINT      : the callable that breakpoint() calls; 0: none\n"
      "PYTHONDEVMODE         : development mode\n"
      "PYTHONPYCACHEPREFIX   : the folder below which .pyc files are written\n"
      "PYTHONWARNDEFAULTENCODING : warn where a text file is opened without an encoding\n"
      "XDG_CACHE_HOME        : .pyc files of folders that are not to be written go to a folder in it\n",
      stdout);
}

void print_x_options() {
  std::printf(
      "Options of -X:\n"
      "         -X faulthandler                show where the program was when a fatal signal ends it\n"
      "         -X tracemalloc[=N]             trace allocations, with N frames at most (1)\n"
      "         -X importtime                  how long each import takes\n"
      "         -X dev                         development mode: warnings are shown, faulthandler is on\n"
      "         -X utf8[=0|1]                  UTF-8 mode\n"
      "         -X pycache_prefix=PATH         the folder below which .pyc files are written\n"
      "         -X warn_default_encoding       warn where a text file is opened without an encoding\n"
      "         -X frozen_modules=on|off       whether modules that are part of the program are used\n"
      "         -X int_max_str_digits=N        how many digits an int may have as decimal text\n"
      "Options of -X for the compiler of hot code, and for looking at the interpreter:\n%s",
      list_of_x_options().c_str());
}

}  // namespace

void print_help(Action subject, const char* program) {
  bool all = subject == Action::HelpOnAll;
  if (all || subject == Action::Help) print_flags(program);
  if (all || subject == Action::HelpOnVariables) print_variables();
  if (all || subject == Action::HelpOnXOptions) print_x_options();
}

}  // namespace sidewinder
