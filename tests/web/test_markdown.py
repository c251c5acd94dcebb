"""Our own documents as HTML."""

from capacities.web.markdown import title_of, to_html


def test_headings_paragraphs_and_emphasis():
    html = to_html("# How far **off**\n\nA *draft* of `x < y`,\nsee [the table](#table).")

    assert html == (
        '<h1 id="how-far-off">How far <strong>off</strong></h1>\n'
        '<p>A <em>draft</em> of <code>x &lt; y</code>, see <a href="#table">the table</a>.</p>'
    )


def test_tables_align_numbers_right_and_scroll():
    html = to_html("| Sector | Error |\n| --- | ---: |\n| Waste | 1.2 |\n\nAfter.")

    assert '<th scope="col">Sector</th><th scope="col" class="r">Error</th>' in html
    assert '<td>Waste</td><td class="r">1.2</td>' in html
    assert html.endswith("<p>After.</p>")


def test_lists_may_hold_lists():
    assert (
        to_html("- one\n- two\n  - deep\n- three")
        == "<ul><li>one</li><li>two<ul><li>deep</li></ul></li><li>three</li></ul>"
    )
    assert to_html("1. first\n2. second") == "<ol><li>first</li><li>second</li></ol>"


def test_code_and_html_are_shown_as_text():
    assert to_html("```\na < b\n```") == '<pre tabindex="0"><code>a &lt; b</code></pre>'
    assert to_html("<script>x</script> CO<sub>2</sub>") == "<p>&lt;script&gt;x&lt;/script&gt; CO<sub>2</sub></p>"


def test_the_title_is_the_first_heading():
    assert title_of("text\n\n## Path `x`\n# Other") == "Path x"
    assert title_of("nothing") == ""
