/**
 * The layout as a Typst program. It takes every word from `sys.inputs.document` (JSON of the shape `Sheet` in
 * official-pdf-sheet.ts) as a string, which Typst sets as it stands: no text of a document is ever read as markup.
 *
 * Lines are as high as Word sets Times New Roman: ascent 0.891 em, descent 0.216 em, 0.042 em between them; body text at
 * 1.15 lines, which adds 0.173 em. A sign that Tinos lacks (it has every Latin, Greek and Cyrillic letter) is taken from the
 * machine's own fonts.
 */
export const template = String.raw`
#let data = json(bytes(sys.inputs.document))
#let single = 0.042em
#let loose = 0.215em

#set document(
  title: data.title,
  author: data.author,
  description: data.subject,
  date: if data.date == none { none } else { datetime(..data.date) },
)
#set text(
  font: "Tinos",
  lang: "vi",
  size: 14pt,
  hyphenate: false,
  overhang: false,
  top-edge: 0.891em,
  bottom-edge: -0.216em,
)
#set par(leading: single, spacing: single)

#let inline(runs) = for run in runs {
  set text(
    weight: if run.bold { "bold" } else { "regular" },
    style: if run.italic { "italic" } else { "normal" },
  )
  for piece in run.pieces {
    if piece == "\n" { linebreak() } else if piece == "\t" { h(12.7mm) } else if piece == "" { h(0.001pt) } else { [#piece] }
  }
}

#let sides = (left: left, center: center, right: right, justify: left)

// A line that stands by itself.
#let alone(runs, size: 14pt, before: 0pt, to: center, inset: 0pt, sticky: false) = block(
  above: before + size * 0.042, below: 0pt, width: 100%, sticky: sticky, inset: (left: inset),
  { set text(size: size); align(to, par(inline(runs))) },
)
#let gap = block(above: 0pt, below: 0pt, height: 13.8pt)
#let rule(points) = block(
  above: 3pt, below: 0pt, width: 100%,
  align(center, pdf.artifact(line(length: points * 1pt, stroke: 0.75pt))),
)

#let body-text(content, to: "justify", sticky: false) = block(
  above: 6pt + 14pt * 0.215, below: 0pt, width: 100%, sticky: sticky,
  align(sides.at(to), par(
    justify: to == "justify",
    leading: loose,
    first-line-indent: (amount: if to in ("center", "right") { 0pt } else { 12.7mm }, all: true),
    content,
  )),
)
#show title: set text(size: 14pt, weight: "regular")
#show title: it => block(above: 18pt, below: 0pt, width: 100%, sticky: true, align(center, par(it.body)))
#show heading: set text(size: 14pt, weight: "regular")
#show heading: it => body-text(it.body, sticky: true)

#let cell(it) = table.cell(
  x: it.x, y: it.y, colspan: it.columns, rowspan: it.rows, breakable: it.breakable,
  align: sides.at(it.align) + horizon,
  { set par(justify: it.align == "justify"); inline(it.runs) },
)
#let grid-table(it) = {
  if it.caption != none {
    block(above: 6pt + 0.6pt, below: 0pt, width: 100%, sticky: true, align(center, par(inline(it.caption))))
  }
  if it.unit != none {
    block(above: 6pt, below: 0pt, width: 100%, sticky: true,
      { set text(size: 12pt); align(right, par(inline(it.unit))) })
  }
  set text(size: it.size * 1pt)
  block(above: it.above * 1pt, below: 0pt, width: 100%, table(
    columns: it.widths.map(width => width * 1fr),
    inset: (x: 1.5mm, y: 2.25pt),
    stroke: 0.5pt,
    ..if it.head.len() > 0 { (table.header(..it.head.map(cell)),) },
    ..it.body.map(cell),
    ..if it.foot.len() > 0 { (table.footer(repeat: false, ..it.foot.map(cell)),) },
  ))
}

#let picture(it) = block(above: 6pt, below: 0pt, width: 100%, breakable: false, align(center, {
  image(bytes(it.png), format: "png", alt: it.alt, width: it.width * 1mm)
  if it.caption != none { block(above: 3pt, below: 6pt, par(inline(it.caption))) }
}))

#let blocks(items) = for it in items {
  if it.type == "heading" { heading(level: it.level, inline(it.runs)) }
  else if it.type == "text" { body-text(inline(it.runs), to: it.align, sticky: it.sticky) }
  else if it.type == "table" { grid-table(it) }
  else if it.type == "image" { picture(it) }
  else { pagebreak() }
}

// The banner, if any, over the page number, which the first page of a section does not show (appendix I, II.7).
#let page-head = context {
  let now = here().page()
  let first = query(<section>).map(it => it.location().page()).filter(page => page <= now).at(-1, default: now)
  block(height: (data.top - 9) * 1mm, width: 100%, align(top, {
    if data.banner != none { alone(data.banner, size: 12pt) }
    if now > first { alone(((pieces: (str(now - first + 1),), bold: false, italic: false),), size: 13pt) }
  }))
}
#let section(landscape, content) = {
  set page(
    paper: "a4", flipped: landscape, footer: none, header: page-head, header-ascent: 0pt,
    margin: (top: data.top * 1mm, bottom: 20mm, left: 30mm, right: 20mm),
  )
  [#metadata(none) <section>]
  content
}
#let two-columns(above, breakable, first, second) = block(
  above: above, below: 0pt, width: 100%, breakable: breakable,
  grid(columns: (66mm, 1fr), first, second),
)

#section(false, {
  two-columns(0pt, true, {
    if data.superior != none { alone(data.superior, size: 12pt) }
    alone(data.issuer, size: 12pt)
    rule(data.issuerRule)
  }, {
    alone(data.nation, size: 12pt)
    alone(data.motto, size: 13pt)
    rule(data.mottoRule)
  })
  two-columns(7.5pt, true, {
    alone(data.number, size: 13pt)
    if data.about != none { alone(data.about, size: 12pt) }
  }, alone(data.place, size: 13pt))

  if data.heading != none {
    title(inline(data.heading))
    rule(data.headingRule)
    gap
  }
  if data.addressees.len() == 1 { alone(data.addressees.first(), before: 12pt); gap }
  if data.addressees.len() > 1 {
    alone(data.addressees.first(), before: 12pt, to: left, inset: 30mm, sticky: true)
    for each in data.addressees.slice(1) { alone(each, before: 3pt, to: left, inset: 50mm) }
    gap
  }
  for each in data.bases { body-text(inline(each)) }
  blocks(data.blocks)

  two-columns(13.8pt, data.closingBreaks, {
    for (index, each) in data.received.enumerate() {
      alone(each, size: if index == 0 { 12pt } else { 11pt }, to: left)
    }
  }, {
    for each in data.authority { alone(each) }
    alone(data.name, before: 85pt)
  })
})
#for appendix in data.appendices {
  section(appendix.landscape, {
    {
      show heading: it => block(above: 0pt, below: 0pt, width: 100%, sticky: true, align(center, par(it.body)))
      heading(level: 1, inline(appendix.heading))
    }
    alone(appendix.attached, sticky: true)
    gap
    blocks(appendix.blocks)
  })
}
`
