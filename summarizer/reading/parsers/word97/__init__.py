"""The streams of a doc of Word 97–2003 → its text.

``binary``    numbers and properties, as they are written
``runs``      where characters stand, and what pages of properties say of them
``styles``    what their styles say
``lists``     which numbers and bullets their lists show
``boxes``     which text hangs on which character
``document``  puts all of these together, part by part
"""
