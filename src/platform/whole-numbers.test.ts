import { describe, expect, it } from 'vitest'
import { withWholeNumbers } from './whole-numbers.ts'

const whole = (number: string) => `<span class="whole">${number}</span>`

describe('the number of a document', () => {
  it.each([
    '181/KH-UBND',
    '1322/QĐ-TTg',
    '80/2021/NĐ-CP',
    '11/2023/NQ-HĐND',
    '35/2021/TT-BTC',
    '91/2025/QH15-X',
    '3383/BNV-CVL',
  ])('%s is not broken at its hyphen', (number) => {
    expect(withWholeNumbers(`<p>Kế hoạch ${number} ngày</p>`)).toBe(`<p>Kế hoạch ${whole(number)} ngày</p>`)
  })

  it('stays as it is in an attribute, a field, a choice, a title and a picture', () => {
    for (const html of [
      '<a href="/x" title="181/KH-UBND">x</a>',
      '<input value="181/KH-UBND">',
      '<textarea name="a">181/KH-UBND</textarea>',
      '<select><option value="1">181/KH-UBND</option></select>',
      '<title>181/KH-UBND · X</title>',
      '<svg><text>181/KH-UBND</text></svg>',
      '<p>ngày 18/11/2024, tỷ lệ 1/3, 2024 - 2025, a/b-c</p>',
    ])
      expect(withWholeNumbers(html)).toBe(html)
  })

  it('is marked wherever it stands, after a field too', () => {
    expect(withWholeNumbers('<textarea>1/A-B</textarea><b>1/A-B</b>, 2/C-D.<br>')).toBe(
      `<textarea>1/A-B</textarea><b>${whole('1/A-B')}</b>, ${whole('2/C-D')}.<br>`,
    )
  })

  it('is found in a text of a megabyte, which is read once', () => {
    const page = `<p title="${'1/a'.repeat(100)}">${'1/KH-UBND 12345/'.repeat(60_000)}</p>`
    expect(withWholeNumbers(page).match(/class="whole"/g)).toHaveLength(60_000)
  })
})
