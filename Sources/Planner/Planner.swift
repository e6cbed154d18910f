// Planner: see Documentation/Architecture.md.
