"""XML of any document → paragraphs; the rooms of the formats add what they write otherwise.

``paragraphs``     one part of a document, fed through in one pass, by a grammar of its elements' names
``formulas``       OMML and MathML inside it → one line
``charts``         parts beside it → their titles and tables
``relationships``  how the parts of docx and pptx lead to one another
``properties``     the part in which docx, pptx, odt and odp say who wrote them, and when
"""
