import yaml
d=yaml.load("a: [1, 2.5, x]\nb: {c: true, d: 2020-01-01}\n", Loader=yaml.CSafeLoader); print(d); print(yaml.dump(d,Dumper=yaml.CSafeDumper))
for i in range(2000): yaml.load("a: [1, 2, {b: c}]", Loader=yaml.CSafeLoader)
try: yaml.load("a: [", Loader=yaml.CSafeLoader)
except yaml.YAMLError as e: print(type(e).__name__, e)
