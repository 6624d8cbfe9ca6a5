for x in (0.0, -0.0, 1.0, 1234.5678, -0.00012345, 1e10, 1e-10, float("inf"), float("nan")):
    print(f"{x} {x:f} {x:.3f} {x:e} {x:.2e} {x:g} {x:.3g} {x:+.1f} {x:012.4f} {x:>12.2f}| {x:%}")
