"""A new act of the Bank of Russia taken from its annexes as people get them: docx, pdf, html, xlsx, csv.

blocks      the tables of a file with the words above them, whatever the format
cleaning    footnotes, hyphens at the end of a line, numbers
kinds       which table of the tariff it is
lines       rows of ТБ, КМ, КС, КП, КО
matrices    КВС and КБМ
places      КТ
reading     the whole act, with every doubt by row
differences what changes against the tariff in force
taking      the folder written into the agent's own tariffs, and removed again
"""
