"""Benchmarks: the national population, the pages by hand, and the table of both."""
