"""References: how texts cite them, how they are numbered, worded and checked.

Nothing here looks anything up. An identifier that passes is "format valid, not looked up".

``nlm-citation-sequence.csl`` is the style "NLM/Vancouver: Citing Medicine 2nd edition
(citation-sequence)" of the Citation Style Language project, unchanged, by Michael Berkowitz,
Andrew Dunning and the contributors named in the file, under the Creative Commons
Attribution-ShareAlike 3.0 licence (https://creativecommons.org/licenses/by-sa/3.0/). It is what
the project's own "Vancouver - NLM" style is an alias of.
"""
