"""A plainly invented caseload, made through the real operations, so that the demo has a history."""
