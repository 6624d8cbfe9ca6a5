# What is wrong with programs that few rules of the grammar tell of: message and place.
import os
import subprocess
import sys
import tempfile

BROKEN = r"""
x = [a, b, *c{
a[b, *c]: int
a[b, (c, *d)]: int
a[*b]: int
a[b:c, *d]: e
a[b, [*c], c:d]: int
[a, *c{
[*c{
(a, *c{
f(a, *c{
x = {a: b, **c{
{**c{
f(x for x in y{
[x for x in y{
[x for x in y if z{
x = [a, b, *c [
x = [a, b, *c 5
x = [a, b, *c (
a[*c{
[a, *c+d{
[a, *c.d{
[a, *5{
[x for x in 5{
for x in [*c{
[*c "a
[a, *c {1
[a, *c {\n1}]
[a, *c [\n
with (a as b{
[a, *c d{
[a, b, *c lambda
{a: b, c d}
{a: b, z w: 3}
{a: b, zz w}
{z w: 3}
{a: b, zz w in c}
{a: b, zz b in c}
{a: b , afor b in c}
{a: b, ** a,b c}
{a: b, b c}
{a: b, bb cc}
{a: 1, b c: 2, d: 3}
{a: 1, b.x c: 2, d: 3}
{a: 1, 5 c}
{a: 1, b "x"}
{a: 1, print c}
{a: 1 b: 2}
{a: b c}
{a: 1, b: c d}
{a: b, (c d)}
{a: b, c if d}
{a: b, [c d]: 1}
{**a b}
{**a, b c}
{a: 1, **b c}
{a: b, c**}
{c**}
{a: b, c d**}
{a: b, zz: yy xx}
{a: b, zz: (yy xx)}
{a: b, zz: f(yy xx)}
{a: b, f(yy xx): 1}
{a: b, (yy xx): 1}
{a: b, zz: yy, uu: vv ww}
f({a: b, zz: yy xx})
[{a: b, zz: yy xx}]
{a: {b: c, yy: xx zz}}
{a: {b: c, yy: xx}, zz ww: 1}
{a: b, zz: yy} xx
[{a: b, zz: yy} xx]
{a: b, zz: yy if xx}
{a: b, zz: yy = xx}
{a: b, zz = xx}
{a: b, zz: [x for x in y z]}
{a: b, zz: print xx}
{a: b, zz: f(yy=1, xx)}
{a: b, zz: f(a for a in b, c)}
{a: b, zz: lambda x=1, y: 1}
{a: b, zz: [*x for x in y]}
{a: b, zz: 5 5}
{a: b, zz: "a" xx}
{a: b, zz: {yy xx}}
{a: b, zz: {1: 2, 3}}
{a: b, zz: {1: 2 3}}
{a: b, zz: {1: 2, 3 4}}
{1: 2,\n  3: 4\n  5: 6}
{1: 2\n  3: 4,\n  5: 6}
{1: 2,\n  3 4,\n  5: 6}
{1: 2,\n  3: 4,\n  5 6\n}
x = {"a": 1, "b": 2 "c": 3}
x = {"a": 1, "b" 2}
x = {"a": 1, "b" 2, "c": 3}
x = {"a", "b" c}
{a: b, zz:}
{a: b, zz: *c}
{a: b, zz: }
{a: b, zz: f(x=)}
{a: b, zz: (x=1)}
{a: b, zz: (x, y = 2)}
{a: 1, b: 2 if c}
{a: 1, b: 2 = c}
a {
return a {
del a {
import a {
from a import b {
global a {
x = a {
x += a {
a: b {
f(a {
f(x=a {
f(**a {
f(*a {
a[b {
a[b:c {
(a {
(*a, b {
(*a {
[*a {
{*a {
{**a {
{a: b {
{a: b, cc {
{a: b, cc: dd {
lambda: a {
lambda x=a {
def f(x=a {
def f(x: a {
def f() -> a {
class A(a {
class A {
with a {
with a as b {
with (a as b {
for a {
for a in b {
if a {
while a {
assert a {
raise a {
raise a from b {
@a {
x = a if b {
x = a if b else c1 {
x = not a {
x = -a {
x = a + b {
x = a < b {
x = a and b {
await a {
x = yield a {
[x for x in y {
[x for x in y if z {
[x for x {
try {
except a {
try:\n  pass\nexcept a {
match a {
match a:\n  case b {
x = a.b {
x = a() {
x = a[1] {
x = 5 {
x = "a" {
x = [] {
x = {} {
x = None {
(x := a {
print a {
x = a {b: c
x = [*a {b: c
[*a {b}
[*a [b
[*a (b
[*a + (
[*5 (
[*5 [
[*5 {
f(x for x in 5 {
f(x for x in y {
[x for x in 5 {
pass {
break {
continue (
x = [a for {
x = [*{
x = *a {
x = *a, {
[*a, b {
x = [1, *a, {
(a, b for a in c)
x = (a, 1 for a in b)
f((a, b for a in c))
[a, b for a in c]
(a for a in b, c)
(a).b: int
(a.b).c: int = 3
((a)).b: int
(a)[0]: int
(a): int
((a)): int
(a.b): int
(a+b).c: int
(f()).x: int
(a()).b().c: int
a().b: int
(a, b): int
a, b: int
[a]: int
[a].b: int
(a, b).c: int
[a, b]: 
a, b: 
5: int
5: 
yield a: int
(yield): int
*a: int
a + 1: int
a < b: int
f(): int
f(): 
5 += 1
5 += 
(yield) += 1
yield += 1
a, b += 1
[a] += 1
f() += 1
f() += yield
a + b += c d
x = a if b / else c
(a if b else)
a if
(a if b
(a if b)
a if b
f(a if b)
[a if b for c in d]
a if b: c
{a if b: c}
def f() -> (: pass
def f() -> 1 + : pass
def f() -> 1 1: pass
def f() ->: pass
def f() -> f(a b): pass
def f() -> \n: pass
f(a, *)
f(*)
f(**a, *)
f(a=1, *)
f(a, b, *)
f(a, *, b)
f(a=1, b)
f(**a, b)
f(a=1, b, c=2, d)
f(**a, *b)
with a as 5: pass
with a as f(): pass
with a as b c: pass
with (a as 5): pass
with (a as f(), b): pass
with a as (b, 5): pass
with a as *b: pass
with a as b + c: pass
with (a as b + c): pass
with (a as b, c as d e): pass
with a, b as 5: pass
for 5 in x: pass
for a + b in x: pass
for f() in x: pass
for a, 5 in x: pass
for *a, 5 in x: pass
for (a, f()) in x: pass
for a in x y: pass
for a b in x: pass
for a if b in x: pass
for a in: pass
for in x: pass
for lambda: 1 in x: pass
[a for 5 in x]
[a for a, 5 in x]
[a for a in]
for a.b, c[d], *e in x y
for not a in b: pass
for a not in b: pass
for a == b in c: pass
for x in range(5)
for (a b) in c: pass
match a:\n  case b,\n    pass
match a:\n  case b, c\n    pass
match a:\n  case b if c\n    pass
match a:\n  case (b,\n    pass
"""


def show(program, name="<text>"):
    try:
        compile(program, name, "exec")
        print(repr(program), "is fine")
    except SyntaxError as error:
        print(repr(program), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, repr(error.text))


for line in BROKEN.strip().split("\n"):
    show(line.replace("\\n", "\n"))
    show("if x:\n    " + line.replace("\\n", "\n    ") + "\nelse: pass")

# Lines of a file end as on any system.
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for text in b"x = 1\r\nprint 5\r\n", b"x = 1\rprint 5\ry = 2\r", b"x = 1\r\r\n\nprint 5", b"x = 1\n\rreturn\r\n":
        with open("broken.py", "wb") as file:
            file.write(text)
        show(text, "broken.py")
    with open("raises.py", "wb") as file:
        file.write(b"def f():\r  raise ValueError(1)\r\nf()\r")
    told = subprocess.run([sys.executable, "raises.py"], capture_output=True, text=True).stderr
    print(told.replace(os.getcwd(), "."))
    with open("latin.py", "wb") as file:
        file.write(b'x = 1\ny = "\xff"\n')
    told = subprocess.run([sys.executable, "latin.py"], capture_output=True, text=True).stderr
    print(told.replace(os.getcwd(), "."))
