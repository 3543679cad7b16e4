"""A report in, text or a Rich renderable out; pure."""
