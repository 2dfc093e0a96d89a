"""What documents of many formats hold beside sentences, as text; nothing here knows a format.

``glyphs``      raised digits and ligatures, as layout makes them
``fields``      what programs write into texts, as tables of contents
``numbering``   the numbers and bullets of lists
``table_rows``  rows of tables
"""
