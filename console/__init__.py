"""The office's web pages: the staff's console, and the public form and status page.

Two faces, two applications, two cookies. Both are made of plain functions over the parts that the
shell hands them (`console/parts.py`); nothing here reads a setting, the clock or a provider.
"""
