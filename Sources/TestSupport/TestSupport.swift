// TestSupport: see Documentation/Architecture.md.
