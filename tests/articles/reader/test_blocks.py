"""What of a signed text can be quoted alone."""

from __future__ import annotations

from articles.reader.blocks import blocks_of

TEXT = """\
<p>In short: yes <sup class="cite">[<a href="#ref-1">1</a>, <a href="#ref-2">2</a>]</sup>.</p>
<h2 id="s-who">Who</h2>
<p>All of the following:</p>
<ul>
<li>stable;</li>
<li>two trials agree:
<ul><li>one;</li><li>the other <sup class="cite">[<a href="#ref-1">1</a>]</sup>.</li></ul>
</li>
</ul>
<h3 id="s-dose">Dose</h3>
<div class="table-scroll"><table>
<thead><tr><th scope="col">Drug</th><th scope="col">Dose</th></tr></thead>
<tbody><tr><td>Bisoprolol</td><td>1.25 mg</td></tr><tr><td>Carvedilol</td><td></td></tr></tbody>
</table></div>
<h2 id="s-not">Not known</h2>
<blockquote><p>Quoted.</p></blockquote>
"""


def test_each_block_has_what_it_goes_on_from() -> None:
    assert [(block.text, block.headings, block.anchor) for block in blocks_of(TEXT)] == [
        ("In short: yes.", (), ""),
        ("All of the following:", ("Who",), "s-who"),
        ("All of the following: stable;", ("Who",), "s-who"),
        ("All of the following: … two trials agree: one;", ("Who",), "s-who"),
        ("All of the following: … two trials agree: … the other.", ("Who",), "s-who"),
        ("Drug: Bisoprolol; Dose: 1.25 mg", ("Who", "Dose"), "s-dose"),
        ("Drug: Carvedilol", ("Who", "Dose"), "s-dose"),
        ("Quoted.", ("Not known",), "s-not"),
    ]
    assert [block.first for block in blocks_of(TEXT)] == [True] + [False] * 7


def test_nothing_has_none() -> None:
    assert blocks_of("") == []
