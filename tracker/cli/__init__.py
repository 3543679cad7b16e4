"""The command line: parse, open, call, render, emit."""
