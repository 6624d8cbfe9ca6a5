"""Tests of the module __sidewinder__, to be run by Sidewinder with traces from the interpreter on:
    build/bin/sidewinder -X jit-loop-threshold=300 tests/sidewinder_module.py
"""
import sys
import unittest

import __sidewinder__ as sidewinder


def loop_with_branch(n):
    total = 0
    for i in range(n):
        if i % 3 == 0:
            total += 1
    return total


def double(x):
    return x + x


def calls_double(n):
    total = 0
    for i in range(n):
        total += double(i)
    return total


def comprehends(n):
    return sum([i * i for i in range(n)])


def values(n):
    for i in range(n):
        yield i


def calls_each(functions):
    total = 0
    for f in functions:
        total += f(1)
    return total


def never_called():
    return 1


def of_traces(function):
    """That it was compiled from its handlers before is another matter."""
    return [row for row in sidewinder.why(function) if row[0] != 'baseline']


def states(function):
    return [state for state, line, reason, advice in of_traces(function)]


def line_in(function, offset):
    return function.__code__.co_firstlineno + offset


class Why(unittest.TestCase):
    def test_a_compiled_loop(self):
        loop_with_branch(20000)
        self.assertTrue(sidewinder.is_compiled(loop_with_branch))
        rows = of_traces(loop_with_branch)
        self.assertEqual([(row[0], row[1]) for row in rows], [('compiled', line_in(loop_with_branch, 2))])
        self.assertIn('machine code', rows[0][2])

    def test_the_compiler_from_handlers(self):
        from_handlers = [row for row in sidewinder.why(loop_with_branch) if row[0] == 'baseline']
        if 'jit=tiers' in sys.orig_argv:
            self.assertRegex(from_handlers[0][2], r'handlers: \d+ of \d+ instructions, \d+ versions of blocks, \d+ bytes')
        else:
            self.assertEqual(from_handlers, [])

    def test_an_inlined_function(self):
        calls_double(20000)
        self.assertEqual(states(double), ['inlined'])
        self.assertTrue(sidewinder.is_compiled(double))

    def test_a_comprehension_is_part_of_its_function(self):
        comprehends(20000)
        self.assertIn('compiled', states(comprehends))

    def test_a_function_that_is_not_hot(self):
        self.assertFalse(sidewinder.is_compiled(never_called))
        [(state, line, reason, advice)] = sidewinder.why(never_called)
        self.assertEqual((state, line), ('waiting', line_in(never_called, 1)))
        self.assertRegex(reason, '1[56][0-9]0 more calls')
        self.assertIn('jit-threshold', advice)

    def test_a_loop_that_cannot_be_recorded_says_why(self):
        sum(values(20000))
        [(state, line, reason, advice)] = [row for row in sidewinder.why(values) if row[0] == 'declined']
        self.assertIn('generator', reason)
        self.assertIn('function', advice)

    def test_a_place_that_is_different_every_time(self):
        functions = []
        for i in range(64):
            names = {}
            exec(f'def f(x):\n    return x + {i}', names)
            functions.append(names['f'])
        calls_each(functions * 400)
        rows = {row[0]: row for row in of_traces(calls_each)}
        self.assertEqual(set(rows), {'given up', 'leaves'})
        self.assertIn('another object', rows['leaves'][2])
        self.assertIn('call one function here', rows['leaves'][3])

    def test_methods_and_code(self):
        class Holder:
            def method(self):
                return 1

        self.assertEqual(sidewinder.why(Holder().method), sidewinder.why(Holder.method.__code__))

    def test_wrong_arguments(self):
        for wrong in (3, len, 'f', None):
            with self.assertRaisesRegex(TypeError, r'why\(\) argument must be a Python function'):
                sidewinder.why(wrong)


class Traces(unittest.TestCase):
    def test_bridges_name_their_parents(self):
        loop_with_branch(20000)
        traces = sidewinder.traces(loop_with_branch)
        loops = [trace for trace in traces if trace['kind'] == 'loop']
        bridges = [trace for trace in traces if trace['kind'] == 'bridge']
        self.assertEqual(len(loops), 1)
        self.assertTrue(bridges)
        known = {trace['id'] for trace in traces}
        self.assertTrue(all(bridge['parent'] in known for bridge in bridges))
        self.assertEqual(loops[0]['place'], f"loop_with_branch:{line_in(loop_with_branch, 2)}")

    def test_dumps(self):
        loop_with_branch(20000)
        number = sidewinder.traces(loop_with_branch)[0]['id']
        self.assertIn('guard', sidewinder.dump(number, 'ir'))
        self.assertIn('loop_with_branch', sidewinder.dump(number, 'snapshots'))
        self.assertIn('times', sidewinder.dump(number, 'exits'))
        self.assertIn('for_iter', sidewinder.dump(loop_with_branch, 'bytecode'))
        with self.assertRaisesRegex(ValueError, '-X dump=asm'):
            sidewinder.dump(number, 'asm')
        with self.assertRaisesRegex(ValueError, 'no trace 999999999'):
            sidewinder.dump(999999999, 'ir')
        with self.assertRaisesRegex(ValueError, "stage must be .*, not 'text'"):
            sidewinder.dump(number, 'text')


class Hooks(unittest.TestCase):
    def tearDown(self):
        sidewinder.set_compile_hook(None)
        sidewinder.set_abort_hook(None)
        sidewinder.set_exit_hook(None)

    def new_loop(self):
        """A loop that no trace knows yet."""
        names = {}
        exec('def fresh(n):\n    t = 0\n    for i in range(n):\n        if i & 1:\n            t += i\n    return t', names)
        return names['fresh']

    def test_compiled_traces_are_told(self):
        events = []
        sidewinder.set_compile_hook(events.append)
        self.new_loop()(20000)
        mine = [event for event in events if event['place'].startswith('fresh')]
        self.assertEqual([event['kind'] for event in mine[:2]], ['loop', 'bridge'])
        self.assertEqual(mine[1]['parent'], mine[0]['id'])

    def test_recordings_given_up_are_told(self):
        events = []
        sidewinder.set_abort_hook(events.append)
        for _ in range(7):
            names = {}
            exec('def numbers(n):\n    for i in range(n):\n        yield i', names)
            sum(names['numbers'](5000))
        self.assertIn('Generator', [event['reason'] for event in events])

    def test_exits_are_told(self):
        function = self.new_loop()
        function(20000)
        events = []
        sidewinder.set_exit_hook(events.append)
        function(20000)
        sidewinder.set_exit_hook(None)
        self.assertTrue(any(event['place'].startswith('fresh') for event in events))
        before = len(events)
        function(20000)
        self.assertEqual(len(events), before)

    def test_what_a_hook_raises_goes_no_further(self):
        raised = []

        def hook(event):
            raised.append(event)
            raise ValueError('a hook of the test')

        import sys
        seen = []
        sys.unraisablehook, before = seen.append, sys.unraisablehook
        try:
            sidewinder.set_compile_hook(hook)
            self.new_loop()(20000)
        finally:
            sys.unraisablehook = before
        self.assertTrue(raised)
        self.assertEqual(str(seen[0].exc_value), 'a hook of the test')

    def test_wrong_hooks(self):
        with self.assertRaisesRegex(TypeError, 'hook must be callable or None, not int'):
            sidewinder.set_compile_hook(3)


class Parameters(unittest.TestCase):
    def test_a_parameter_is_set(self):
        before = sidewinder.jit_parameters()['bridge_threshold']
        sidewinder.set_jit_parameter('bridge_threshold', 7)
        self.assertEqual(sidewinder.jit_parameters()['bridge_threshold'], 7)
        sidewinder.set_jit_parameter('bridge-threshold', before)
        self.assertEqual(sidewinder.jit_parameters()['bridge_threshold'], before)

    def test_wrong_parameters(self):
        with self.assertRaisesRegex(ValueError, "no parameter 'speed'"):
            sidewinder.set_jit_parameter('speed', 1)
        with self.assertRaisesRegex(ValueError, 'must be in 0'):
            sidewinder.set_jit_parameter('bridge_threshold', -1)
        with self.assertRaisesRegex(ValueError, 'bridge-threshold must be positive'):
            sidewinder.set_jit_parameter('bridge_threshold', 0)

    def test_statistics_grow(self):
        before = sidewinder.jit_statistics()
        Hooks().new_loop()(20000)
        after = sidewinder.jit_statistics()
        self.assertEqual(after['loops'], before['loops'] + 1)
        self.assertGreater(after['exits'], before['exits'])


class Crossings(unittest.TestCase):
    def test_both_ways_are_counted(self):
        import sqlite3
        connection = sqlite3.connect(':memory:')
        connection.create_function('f', 1, lambda value: value + 1)
        before = sidewinder.crossings()
        for i in range(100):
            connection.execute('select f(?)', (i,)).fetchone()
        after = sidewinder.crossings()
        self.assertGreaterEqual(after['to_c'], before['to_c'] + 200)
        self.assertGreaterEqual(after['to_python'], before['to_python'] + 100)
        self.assertGreater(after['to_c_ns'], 0)
        self.assertGreater(after['to_python_ns'], 0)

    def test_pinned_objects_are_counted(self):
        import ctypes
        import gc
        sidewinder.crossings()
        held = [ctypes.py_object(object()) for _ in range(500)]
        gc.collect()
        pinned = sidewinder.crossings()['pinned']
        self.assertGreater(pinned, 0)
        del held


if __name__ == '__main__':
    unittest.main()
