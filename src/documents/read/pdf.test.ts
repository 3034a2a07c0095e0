import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../platform/problem.ts'
import { pdfFile } from '../../testing/office-files.ts'
import { readDocument } from './document.ts'
import { readPdf } from './pdf.ts'

const show = (font: string, x: number, y: number, text: string) =>
  `BT /${font} 14 Tf ${x} ${y} Td (${text}) Tj ET`
const long = 'ho tro doanh nghiep nang cao nang suat va chat luong san pham, hang hoa'

describe('a PDF whose letters come from two fonts', () => {
  it('is read as it looks, the letters of the second font in the holes of the first', async () => {
    // "T" + a hole of 4 points + "nh An Giang": the letter that the first font lacks comes after, from the second.
    const holed = `BT /F1 14 Tf 80 700 Td [(T) -285.7 (nh An Giang, so) -285.7 ( hai va cac don vi khac)] TJ 1 0 0 1 88.5 700 Tm /F3 14 Tf (i) Tj ET`
    expect(await readPdf(pdfFile([holed]))).toMatch(/^Tinh An Giang, so/)
  })
})

describe('a page that ends within a paragraph', () => {
  const page = (last: string, lastFont: string) =>
    [
      show('F1', 110, 700, `${long} xa`),
      show('F1', 85, 680, `${long} phuc vu`),
      show(lastFont, 110, 640, last),
    ].join('\n')
  const next = (text: string) => [show('F1', 85, 760, text), show('F1', 85, 740, `${long} het`)].join('\n')

  it('goes on at the top of the next one', async () => {
    const text = await readPdf(
      pdfFile([page(`${long} va`, 'F1'), next('Cuc Thong ke tinh va cac co quan khac trong tinh')]),
    )
    expect(text).toContain('hang hoa va Cuc Thong ke')
  })

  it('does not go on with what stands under its last line when that is a heading', async () => {
    const text = await readPdf(
      pdfFile([page(`3. ${long}`, 'F2'), next('Cuc Thong ke tinh va cac co quan khac trong tinh')]),
    )
    expect(text).toMatch(/hang hoa\n+Cuc Thong ke/)
  })
})

describe('a file that cannot be read', () => {
  const said = async (name: string, bytes: Uint8Array) => {
    const error: unknown = await readDocument(name, bytes).then(
      () => null,
      (problem: unknown) => problem,
    )
    return error instanceof Problem ? error.words : null
  }
  const compound = (...names: string[]) => {
    const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    return new Uint8Array([
      ...signature,
      ...new Array(504).fill(0),
      ...Buffer.from(names.join('\0'), 'utf16le'),
    ])
  }

  it.each([
    ['ke-hoach.doc', compound('WordDocument', '1Table'), 'Word kiểu cũ', 'Lưu thành'],
    ['ke-hoach.docx', compound('EncryptionInfo', 'EncryptedPackage'), 'có mật khẩu', 'bỏ mật khẩu'],
    ['phu-luc.xls', compound('Workbook'), 'Excel kiểu cũ', 'Lưu thành'],
    ['ke-hoach.docx', strToU8('{\\rtf1\\ansi K\\u7870? HO\\u7840?CH}'), 'RTF', 'Lưu thành'],
    [
      'ke-hoach.docx',
      strToU8('<!DOCTYPE html>\n<html><body><p>KẾ HOẠCH</p></body></html>'),
      'HTML',
      'Lưu thành',
    ],
    [
      'ke-hoach.doc',
      strToU8('<html xmlns:w="urn"><p class=MsoNormal>KẾ HOẠCH</p></html>'),
      'HTML',
      'Lưu thành',
    ],
    ['ke-hoach.doc', strToU8('MIME-Version: 1.0\nContent-Type: multipart/related\n'), 'MHT', 'Lưu thành'],
  ])('%s says what it is and what to do about it', async (name, bytes, what, remedy) => {
    const words = await said(name, bytes)
    expect(words?.vi).toContain(what)
    expect(words?.vi).toContain(remedy)
    expect(words?.en).toMatch(/Save As|save it/)
  })

  it.each([
    ['the first bytes alone', 'PK\u0003\u0004'],
    ['letters behind them', 'PK\u0003\u0004KẾ HOẠCH thực hiện'],
    ['the head of an entry', 'PK\u0003\u0004\u0014\0\0\0word/document.xml'],
  ])('a Word file that was cut off is no text: %s', async (_what, begun) => {
    expect((await said('ke-hoach.docx', strToU8(begun)))?.vi).toMatch(/hỏng/)
  })

  it('a PDF with a password says so', async () => {
    const secret = '00'.repeat(32)
    const locked = `/ID[<${secret}><${secret}>]/Encrypt<</Filter/Standard/V 1/R 2/O<${secret}>/U<${secret}>/P -4>>`
    expect((await said('ke-hoach.pdf', pdfFile([show('F1', 80, 700, long)], locked)))?.vi).toContain(
      'có mật khẩu',
    )
  })

  it('a table in HTML within a text is a text', async () => {
    const text = 'KẾ HOẠCH\n\n<table><tr><td>1</td></tr></table>\n'
    expect(await readDocument('ke-hoach.md', strToU8(text))).toEqual({ format: 'text', text })
  })
})
