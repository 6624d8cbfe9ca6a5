"""hypothesis: properties that hold, and the smallest example of one that does not."""
from hypothesis import given, seed, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

calm = settings(max_examples=100, derandomize=True, database=None, deadline=None)


@calm
@given(st.lists(st.integers()), st.text(), st.dictionaries(st.text(max_size=3), st.floats(allow_nan=False)))
def holds(numbers, text, table):
    assert sorted(sorted(numbers)) == sorted(numbers)
    assert text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == text
    assert dict(reversed(list(reversed(list(table.items()))))) == table


@calm
@given(st.lists(st.integers(min_value=0)))
def does_not_hold(numbers):
    assert sum(numbers) < 1000, numbers


class Queue(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.items, self.model = [], []

    @rule(x=st.integers())
    def push(self, x):
        self.items.append(x)
        self.model.insert(0, x)

    @rule()
    def pop(self):
        if self.model:
            assert self.items.pop(0) == self.model.pop()

    @invariant()
    def same(self):
        assert self.items == self.model[::-1]


holds()
try:
    does_not_hold()
except AssertionError as error:
    print("falsified by", error)
run_state_machine_as_test(Queue, settings=settings(max_examples=20, derandomize=True, database=None, deadline=None))
print("done")
