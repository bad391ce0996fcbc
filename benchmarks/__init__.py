"""How fast readers are served, measured beside what else one would use. See docs/benchmarks.md."""
