"""One function per thing a person or the clock may do: may? load, rule, store, typed result."""
