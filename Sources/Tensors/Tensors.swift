// Tensors: see Documentation/Architecture.md.
