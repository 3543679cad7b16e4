"""What a report consists of: tables of typed columns, declared once and written in every format."""
