import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordFile } from '../../testing/office-files.ts'
import { readDocx } from './docx.ts'

const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const deleted = (text: string) => `<w:del w:id="9"><w:r><w:delText>${text}</w:delText></w:r></w:del>`
const paragraph = (content: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const inList = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
const lostEnd = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
const moved = '<w:rPr><w:moveFrom w:id="1" w:author="A"/></w:rPr>'
const level = (depth: number, text: string, more = '') =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const numbering = `<w:abstractNum w:abstractNumId="0">${level(0, '%1.')}${level(1, '%1.%2.')}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>`
const linesOf = (body: string, parts = {}) =>
  readDocx(wordFile(body, { numbering, ...parts }))
    .split('\n')
    .filter((line) => line !== '')

describe('a Word document that was corrected under tracked changes', () => {
  it('counts no item of a list that was deleted or moved away', () => {
    const items = (way: string, content: string) =>
      linesOf(
        paragraph(run('Một'), inList) + paragraph(content, inList + way) + paragraph(run('Hai'), inList),
      )
    expect(items(lostEnd, deleted('bỏ'))).toEqual(['1. Một', '2. Hai'])
    expect(items(moved, `<w:moveFrom w:id="2">${run('dời')}</w:moveFrom>`)).toEqual(['1. Một', '2. Hai'])
  })

  it('joins what a deleted end of a paragraph no longer parts, under the number that it began with', () => {
    expect(
      linesOf(
        paragraph(run('Hỗ trợ 18 '), inList + lostEnd) +
          paragraph(run('lượt doanh nghiệp.'), inList) +
          paragraph(run('Đào tạo.'), inList),
      ),
    ).toEqual(['1. Hỗ trợ 18 lượt doanh nghiệp.', '2. Đào tạo.'])
    expect(linesOf(paragraph(run('cuối cùng'), lostEnd))).toEqual(['cuối cùng'])
  })

  it('has no row of a table that was deleted or is hidden', () => {
    const cell = (text: string) => `<w:tc>${paragraph(run(text))}</w:tc>`
    const row = (properties: string, ...cells: string[]) =>
      `<w:tr><w:trPr>${properties}</w:trPr>${cells.map(cell).join('')}</w:tr>`
    expect(
      linesOf(
        `<w:tbl>${row('', 'a', 'b', 'c')}${row('<w:del w:id="1"/>', 'd', 'e', 'f')}${row('<w:hidden/>', 'g', 'h', 'i')}${row('', 'k', 'l', 'm')}</w:tbl>`,
      ),
    ).toEqual(['a\tb\tc', 'k\tl\tm'])
  })
})

describe('hidden text of a Word document', () => {
  const styles =
    '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Nhap"><w:rPr><w:vanish/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="NhapCon"><w:basedOn w:val="Nhap"/></w:style>'

  it('is not read, be it hidden by itself or by its style', () => {
    const shown = (content: string, properties = '') => linesOf(paragraph(content, properties), { styles })
    expect(shown(run('Hỗ trợ 18 lượt') + run(' và 99 sản phẩm', '<w:vanish/>'))).toEqual(['Hỗ trợ 18 lượt'])
    expect(shown(run('thấy', '<w:vanish w:val="0"/>') + run('ẩn', '<w:rStyle w:val="An"/>'))).toEqual([
      'thấy',
    ])
    expect(shown(run('ẩn'), '<w:pStyle w:val="NhapCon"/>')).toEqual([])
    expect(shown(run('ẩn') + run('thấy', '<w:vanish w:val="false"/>'), '<w:pStyle w:val="Nhap"/>')).toEqual([
      'thấy',
    ])
  })

  it('is no item of a list', () => {
    expect(
      linesOf(
        paragraph(run('Một'), inList) +
          paragraph(run('ẩn', '<w:vanish/>'), `${inList}<w:rPr><w:vanish/></w:rPr>`) +
          paragraph(run('Hai'), inList),
      ),
    ).toEqual(['1. Một', '2. Hai'])
  })
})

describe('the number of a paragraph', () => {
  it('comes from the style above its style, from a level that belongs to its style, from a list style', () => {
    const styles =
      `<w:style w:type="paragraph" w:styleId="Cha"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>` +
      `<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Cha"/></w:style>` +
      `<w:style w:type="paragraph" w:styleId="Chau"><w:basedOn w:val="Con"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>`
    const of = (...names: string[]) =>
      linesOf(names.map((name) => paragraph(run(name), `<w:pStyle w:val="${name}"/>`)).join(''), { styles })
    expect(of('Con', 'Chau', 'Chau', 'Con')).toEqual(['1. Con', '1.1. Chau', '1.2. Chau', '2. Con'])
    const linked = `<w:abstractNum w:abstractNumId="0">${level(0, '%1.')}${level(1, '%1.%2.', '<w:pStyle w:val="Hai"/>')}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>`
    expect(
      linesOf(paragraph(run('a'), inList) + paragraph(run('b'), '<w:pStyle w:val="Hai"/>'), {
        numbering: linked,
        styles:
          '<w:style w:type="paragraph" w:styleId="Hai"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>',
      }),
    ).toEqual(['1. a', '1.1. b'])
  })

  it('may be taken away, and may start at another one', () => {
    const none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    expect(linesOf(paragraph(run('không số'), none))).toEqual(['không số'])
    const from5 = `${numbering}<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`
    expect(linesOf(paragraph(run('năm'), inList.replace('"2"', '"3"')), { numbering: from5 })).toEqual([
      '5. năm',
    ])
  })

  it('is never given to what is gone, whatever of a list is deleted, hidden or kept', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('kept', 'deleted', 'hidden'), { maxLength: 12 }), (ways) => {
        const body = ways
          .map((way, at) =>
            way === 'kept'
              ? paragraph(run(`việc ${at}`), inList)
              : way === 'deleted'
                ? paragraph(deleted('bỏ'), inList + lostEnd)
                : paragraph(run('ẩn', '<w:vanish/>'), `${inList}<w:rPr><w:vanish/></w:rPr>`),
          )
          .join('')
        const kept = ways.flatMap((way, at) => (way === 'kept' ? [at] : []))
        expect(linesOf(body)).toEqual(kept.map((at, place) => `${place + 1}. việc ${at}`))
      }),
    )
  })
})
