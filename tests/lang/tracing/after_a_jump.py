# After a jump the line that was jumped to has no event of its own, a line that begins with several instructions neither.
import sys
def test_function():
    def inner(v): pass
    inner(
        42
    )

jumps=[0]
def tr(frame, event, arg):
    if frame.f_code.co_name!='test_function': return None
    print(event, frame.f_lineno - frame.f_code.co_firstlineno)
    if event=='line' and frame.f_lineno - frame.f_code.co_firstlineno in(2,3) and jumps[0]<3:
        jumps[0]+=1
        frame.f_lineno = frame.f_code.co_firstlineno+1
        print("jumped")
    return tr
sys.settrace(tr)
test_function()
sys.settrace(None)

def loop():
    x = 1
    y = 2
    z = 3
    for i in range(2):
        x = i
    return x
def tr2(frame, event, arg):
    print(event, frame.f_lineno - frame.f_code.co_firstlineno)
    if event=='line' and frame.f_lineno - frame.f_code.co_firstlineno ==3 and jumps[0]<6:
        jumps[0]+=1
        frame.f_lineno = frame.f_code.co_firstlineno+1
        print("jumped")
    return tr2
sys.settrace(tr2)
loop()
