"""What documents of many formats hold beside sentences → text; nothing here knows how a format writes it.

``glyphs``      raised digits and ligatures, as layout makes them
``fields``      what programs write into texts, as tables of contents
``numbering``   the numbers and bullets of lists
``table_rows``  rows of tables
"""
