# One-way constraints with strengths, planned and executed as in DeltaBlue: an abstract class, a chain and a projection.
from operator import attrgetter


class Variable:
    def __init__(self, name, value):
        self.name, self.value, self.constraints, self.set_by, self.mark = name, value, [], None, 0

    def __repr__(self):
        return f"{self.name}={self.value}"


class Constraint:
    strength = 1

    def __init__(self, *variables):
        self.variables = variables
        for variable in variables:
            variable.constraints.append(self)

    @property
    def output(self):
        return self.variables[-1]

    def inputs(self):
        return self.variables[:-1]

    def execute(self):
        raise NotImplementedError(type(self).__name__)


class Equal(Constraint):
    def execute(self):
        self.output.value = self.variables[0].value


class Scale(Constraint):
    strength = 2

    def execute(self):
        source, scale, offset, to = self.variables
        to.value = source.value * scale.value + offset.value


class Planner:
    mark = 0

    def plan_from(self, start):
        Planner.mark += 1
        start.mark = self.mark
        todo, plan = [start], []
        while todo:
            variable = todo.pop()
            for constraint in sorted(variable.constraints, key=attrgetter("strength"), reverse=True):
                if constraint.output.mark != self.mark and variable in constraint.inputs():
                    plan.append(constraint)
                    constraint.output.mark = self.mark
                    todo.append(constraint.output)
        return plan


def chain(n):
    variables = [Variable(f"v{i}", i) for i in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b)
    plan = Planner().plan_from(variables[0])
    total = 0
    for value in range(60):
        variables[0].value = value
        for constraint in plan:
            constraint.execute()
        total += variables[-1].value
    return len(plan), total, variables[-1]


def projection(n):
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    pairs = [(Variable(f"s{i}", i), Variable(f"d{i}", 0)) for i in range(n)]
    for source, to in pairs:
        Scale(source, scale, offset, to)
    results = []
    for variable in scale, offset, pairs[3][0]:
        variable.value = variable.value + 5
        for constraint in Planner().plan_from(variable):
            constraint.execute()
        results.append(sum(to.value for _, to in pairs))
    return results


print(chain(400), projection(300))
try:
    Constraint(Variable("x", 1)).execute()
except NotImplementedError as error:
    print("not implemented:", error)
