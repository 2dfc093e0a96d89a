"""XML of any document → paragraphs; the rooms of the formats add what they write otherwise.

``guarded``        feeds XML to a handler, and refuses what could harm
``grammar``        the names of the elements that matter
``paragraphs``     by these, the paragraphs of one part, in one pass
``styles``         which styles hide or raise their text
``formulas``       OMML and MathML → one line
``charts``         charts, which are parts of their own → their titles and tables
``relationships``  how the parts of docx and pptx lead to one another
``properties``     the part in which docx, pptx, odt and odp say who wrote them, and when
"""
