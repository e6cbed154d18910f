/* Shim; see Documentation/Architecture.md. */
