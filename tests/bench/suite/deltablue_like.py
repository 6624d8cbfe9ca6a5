"""One-way constraints with strengths, planned and executed: many small objects and virtual methods."""

REQUIRED, STRONG, NORMAL, WEAK = range(4)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.decided_by = None
        self.strength = WEAK
        self.mark = 0

    def add_constraint(self, constraint):
        self.constraints.append(constraint)


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.satisfied = False

    def attach(self):
        for variable in self.variables():
            variable.add_constraint(self)

    def is_weaker_than(self, other):
        return self.strength > other.strength

    def inputs_known(self, mark):
        return all(v.mark == mark or v.decided_by is None for v in self.inputs())


class StayConstraint(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable
        self.attach()

    def variables(self):
        return [self.variable]

    def inputs(self):
        return []

    def output(self):
        return self.variable

    def execute(self):
        pass


class EditConstraint(StayConstraint):
    value = 0

    def execute(self):
        self.variable.value = self.value


class EqualityConstraint(Constraint):
    def __init__(self, source, target, strength):
        super().__init__(strength)
        self.source = source
        self.target = target
        self.attach()

    def variables(self):
        return [self.source, self.target]

    def inputs(self):
        return [self.source]

    def output(self):
        return self.target

    def execute(self):
        self.target.value = self.source.value


class ScaleConstraint(EqualityConstraint):
    def __init__(self, source, scale, offset, target, strength):
        self.scale = scale
        self.offset = offset
        super().__init__(source, target, strength)

    def variables(self):
        return [self.source, self.scale, self.offset, self.target]

    def inputs(self):
        return [self.source, self.scale, self.offset]

    def execute(self):
        self.target.value = self.source.value * self.scale.value + self.offset.value


class Planner:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        output = constraint.output()
        old = output.decided_by
        if old is not None and not constraint.is_weaker_than(old):
            return
        if old is not None:
            old.satisfied = False
        output.decided_by = constraint
        output.strength = constraint.strength
        constraint.satisfied = True

    def plan_from(self, sources):
        self.mark += 1
        plan = []
        waiting = list(sources)
        while waiting:
            constraint = waiting.pop()
            output = constraint.output()
            if output.mark != self.mark and constraint.inputs_known(self.mark):
                plan.append(constraint)
                output.mark = self.mark
                for other in output.constraints:
                    if other.satisfied and other is not constraint and output in other.inputs():
                        waiting.append(other)
        return plan


def chain(length):
    planner = Planner()
    variables = [Variable("v%d" % i) for i in range(length + 1)]
    for i in range(length):
        planner.add(EqualityConstraint(variables[i], variables[i + 1], REQUIRED))
    planner.add(StayConstraint(variables[length], STRONG))
    edit = EditConstraint(variables[0], NORMAL)
    planner.add(edit)
    plan = planner.plan_from([edit])
    for value in range(20):
        edit.value = value
        for constraint in plan:
            constraint.execute()
    return variables[length].value


def projection(count):
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    total = 0
    for i in range(count):
        source = Variable("source", i)
        target = Variable("target")
        planner.add(StayConstraint(source, NORMAL))
        planner.add(ScaleConstraint(source, scale, offset, target, REQUIRED))
        for constraint in planner.plan_from([source.decided_by]):
            constraint.execute()
        total += target.value
    return total


def run():
    return chain(500) + projection(500)
