"""Styles, fonts, page and properties of our Word files. Knows python-docx and nothing of what is written."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from capacities.documents.fonts import HEAD_FONT, SUBSTITUTES, TEXT_FONT, embedded_fonts

INK, SOFT, LINE, WASH, BLUE, GOLD, AMBER = "111C33", "4A5872", "CDD5E1", "F2F5F9", "17479E", "F4B400", "8A4B00"
LOCALES = {"en": "en-GB", "ro": "ro-RO"}

# name: (based on, size in pt, colour, bold, italic, space before, space after, head font, keep with next)
_PARAGRAPHS: dict[str, tuple[str, float, str, bool, bool, float, float, bool, bool]] = {
    "Normal": ("", 10.5, INK, False, False, 0, 6, False, False),
    "Title": ("Normal", 32, INK, True, False, 0, 6, True, True),
    "Subtitle": ("Normal", 17, SOFT, False, False, 0, 18, True, False),
    "Heading 1": ("Normal", 24, INK, True, False, 0, 8, True, True),
    "Heading 2": ("Normal", 17, INK, True, False, 16, 5, True, True),
    "Heading 3": ("Normal", 13.5, INK, True, False, 16, 4, True, True),
    "Heading 4": ("Normal", 11.5, INK, True, False, 12, 3, True, True),
    "Heading 5": ("Normal", 10.5, INK, True, False, 10, 3, True, True),
    "Caption": ("Normal", 9.5, INK, True, False, 10, 4, False, True),
    "Lede": ("Normal", 12.5, INK, False, False, 0, 8, False, False),
    "Source Line": ("Normal", 8.5, SOFT, False, False, 3, 8, False, False),
    "Table Cell": ("Normal", 9, INK, False, False, 1.5, 1.5, False, False),
    "Table Kept": ("Table Cell", 9, INK, False, False, 1.5, 1.5, False, True),
    "Table End": ("Normal", 4, INK, False, False, 0, 2, False, False),
    "Table Header": ("Table Cell", 8.5, INK, True, False, 2, 2, False, True),
    "Key Label": ("Table Cell", 9, SOFT, False, False, 0, 0, False, True),
    "Key Value": ("Table Cell", 21, INK, True, False, 0, 0, True, True),
    "City Title": ("Normal", 9.5, AMBER, True, False, 8, 0, False, True),
    "City Text": ("Normal", 10, INK, False, True, 0, 0, False, False),
    "Suggestion Title": ("Normal", 9.5, BLUE, True, False, 8, 0, False, True),
    "Suggestion Text": ("Normal", 10, INK, False, False, 0, 0, False, False),
    "Alert Title": ("Normal", 10, INK, True, False, 8, 0, False, True),
    "Alert Text": ("Normal", 10, INK, False, False, 0, 0, False, False),
    "List Bullet": ("Normal", 10.5, INK, False, False, 0, 3, False, False),
    "List Number": ("Normal", 10.5, INK, False, False, 0, 3, False, False),
    "TOC 1": ("Normal", 10, INK, True, False, 6, 1, False, False),
    "TOC 2": ("Normal", 9.5, INK, False, False, 0, 0, False, False),
    "TOC 3": ("Normal", 9, SOFT, False, False, 0, 0, False, False),
    "Header": ("Normal", 8.5, SOFT, False, False, 0, 0, False, False),
    "Footer": ("Normal", 8.5, SOFT, False, False, 0, 0, False, False),
}
_BOXES = {"City": (GOLD, "FFF9E5"), "Suggestion": (BLUE, WASH), "Alert": (AMBER, "FFFFFF")}
_INDENTS_MM = {"TOC 2": 4, "TOC 3": 10}


def prepare(file: WordFile, language: str) -> None:
    """Give an empty Word file our page, fonts, language and styles."""
    _page(file)
    _language(file, LOCALES[language])
    for name, look in _PARAGRAPHS.items():
        _paragraph_style(file, name, look)
    for kind, (edge, ground) in _BOXES.items():
        for part in ("Title", "Text"):
            _box(file.styles[f"{kind} {part}"], edge, ground)
    for name, indent in _INDENTS_MM.items():
        file.styles[name].paragraph_format.left_indent = Mm(indent)
    _table_styles(file)
    _embed_fonts(file)
    _modern(file)


def _page(file: WordFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True


def _language(file: WordFile, locale: str) -> None:
    run = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'))


def _paragraph_style(file: WordFile, name: str, look: tuple[Any, ...]) -> None:
    based, size, colour, bold, italic, before, after, head, keep = look
    known = {style.name for style in file.styles}
    style = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if based:
        style.base_style = file.styles[based]
    style.hidden, style.quick_style = False, True
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = RGBColor.from_string(colour)
    _font(style, HEAD_FONT if head else TEXT_FONT)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), keep
    layout.line_spacing = 1.1 if head else 1.0 if name.startswith(("Table", "TOC", "Key")) else 1.15
    layout.widow_control = True
    layout.page_break_before = name == "Heading 1"
    for inherited in style.element.pPr.findall(qn("w:pBdr")) + style.element.pPr.findall(qn("w:tabs")):
        style.element.pPr.remove(inherited)


def _font(style: Any, name: str) -> None:
    """Set one font for all scripts; theme fonts of the template would win otherwise."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    faces = " ".join(f'w:{script}="{name}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {faces}/>"))
    for old in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
        properties.remove(old)


def _box(style: Any, edge: str, ground: str) -> None:
    """Give a paragraph style an edge at the left and a ground."""
    properties = style.element.get_or_add_pPr()
    border = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/></w:pBdr>'
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>'
    for xml in (border, shade):
        properties.insert_element_before(
            parse_xml(xml), "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(4)


def _table_styles(file: WordFile) -> None:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    ink = f'w:val="single" w:sz="12" w:space="0" w:color="{INK}"'
    margins = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    head = f'<w:tcBorders><w:bottom {ink}/></w:tcBorders><w:vAlign w:val="bottom"/>'
    total = f"<w:tcBorders><w:top {ink}/></w:tcBorders>"
    data = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="DataTable">
      <w:name w:val="Data Table"/>
      <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
      <w:tblPr><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>{margins}</w:tblPr>
      <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>{head}</w:tcPr></w:tblStylePr>
      <w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr>{total}</w:tcPr></w:tblStylePr>
      <w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"""
    form = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="FormTable">
      <w:name w:val="Form Table"/>
      <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
      <w:tblPr><w:tblBorders><w:top {line}/><w:left {line}/><w:bottom {line}/><w:right {line}/>
      <w:insideH {line}/><w:insideV {line}/></w:tblBorders>{margins}</w:tblPr>
      <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>{head}
      <w:shd w:val="clear" w:color="auto" w:fill="FFF9E5"/></w:tcPr></w:tblStylePr></w:style>"""
    for xml in (data, form):
        file.styles.element.append(parse_xml(xml))


def _embed_fonts(file: WordFile) -> None:
    """Pack the typefaces into the file and name what stands in where they are not read."""
    package = file.part.package
    table = next(part for part in package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    fonts: dict[str, str] = {}
    for index, (font, face, key, data) in enumerate(embedded_fonts(), start=1):
        part = Part(
            PackURI(f"/word/fonts/font{index}.odttf"),
            "application/vnd.openxmlformats-officedocument.obfuscatedFont",
            data,
            package,
        )
        relation = table.relate_to(part, RELATIONSHIP_TYPE.FONT)
        fonts[font] = fonts.get(font, "") + f'<w:{face} r:id="{relation}" w:fontKey="{key}"/>'
    entries = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{SUBSTITUTES[font]}"/>{faces}</w:font>'
        for font, faces in fonts.items()
    )
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    table._blob = f"{head}<w:fonts {nsdecls('w', 'r')}>{entries}</w:fonts>".encode()


def _modern(file: WordFile) -> None:
    """Open in the current mode of Word (not the compatibility mode of the template), with fonts kept on saving."""
    settings = file.settings.element
    settings.insert(1, parse_xml(f"<w:embedTrueTypeFonts {nsdecls('w')}/>"))
    for entry in settings.iter(qn("w:compatSetting")):
        if entry.get(qn("w:name")) == "compatibilityMode":
            entry.set(qn("w:val"), "15")
