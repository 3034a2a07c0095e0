import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'

/* What is put before the reader by mistake or of another kind: it says what it did not place, and reads nothing into it. */

const head = `ỦY BAN NHÂN DÂN
TỈNH LAM KHÊ
Số: 12/KH-UBND
Lam Khê, ngày 05 tháng 5 năm 2026

KẾ HOẠCH
Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030
`

/** The words of a text that neither an item nor the list of what was not placed holds. */
function kept(text: string, words: string): boolean {
  const plan = readPlan(text)
  const { text: _text, findings: _findings, ...items } = plan
  return JSON.stringify(items).includes(words)
}

describe('what is no plan', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', '\n \n\t\n'],
    ['one line', 'Kính gửi các đồng chí'],
    ['English', 'PLAN\nProductivity support 2026 - 2030\n1. Support 40 enterprises.\nRecipients: the board.'],
    ['TCVN3', 'KÕ ho¹ch\nN©ng cao n¨ng suÊt vµ chÊt l­îng s¶n phÈm\nI. Môc tiªu\n- Hç trî 40 doanh nghiÖp.'],
    ['VNI', 'KEÁ HOAÏCH\nNaâng cao naêng suaát\nI. MUÏC TIEÂU\n- Hoã trôï 40 doanh nghieäp.'],
    ['tables alone', 'a|b|c\n1|2|3\n4|5|6'],
  ])('has no objectives, duties or money read into it: %s', (_what, text) => {
    const plan = readPlan(text)
    expect([plan.objectives, plan.duties, plan.budget, plan.signatory]).toEqual([[], [], null, null])
    const ink = plan.text.split('\n').filter((line) => line.trim() !== '')
    for (const line of ink)
      expect(kept(text, JSON.stringify(line.trim()).slice(1, -1).slice(0, 12))).toBe(true)
  })
})

describe('parts that no field takes', () => {
  it.each([
    ['a footnote', '[1] Số liệu tính đến ngày 31/12/2025.'],
    ['a note under a table', 'Ghi chú: số tạm tính.'],
    ['a second table of money', '|TT|Nội dung|Kinh phí|\n|---|---|---|\n|1|Việc nhỏ|7|'],
  ])('are listed or kept: %s', (_what, text) => {
    const words = text.split('|').at(-2) ?? text
    const document = `${head}
I. MỤC TIÊU
- Hỗ trợ 40 doanh nghiệp.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu

PHỤ LỤC
DỰ TOÁN
Đơn vị tính: triệu đồng

|TT|Nội dung|Kinh phí|
|---|---|---|
|1|Hỗ trợ|40|
|2|Tập huấn|10|

${text}
`
    expect(kept(document, words)).toBe(true)
  })

  it('are the cells of a time that is none', () => {
    const plan = readPlan(
      `${head}\nI. MỤC TIÊU\n- Hỗ trợ 40 doanh nghiệp.\n\nTT|Nhiệm vụ|Cơ quan chủ trì|Thời gian\n1|Khảo sát|Sở Y tế|Khi có vốn\n`,
    )
    expect(plan.unplaced.map(({ text }) => text)).toEqual(['Khi có vốn'])
  })

  it('are the second of two plans in one file', () => {
    const second = head.replace('12/KH-UBND', '13/KH-UBND')
    const text = `${head}\nI. MỤC TIÊU\n- Hỗ trợ 40 doanh nghiệp.\n\nNơi nhận:\n- Lưu: VT.\n\n${second}\nI. MỤC TIÊU\n- Hỗ trợ 9 hợp tác xã.\n`
    expect(readPlan(text).number?.value).toBe('12/KH-UBND')
    expect(kept(text, 'Hỗ trợ 9 hợp tác xã')).toBe(true)
  })
})

describe('bodies and words that are like others', () => {
  const duties = (...lines: string[]) =>
    readPlan(`${head}\nV. TỔ CHỨC THỰC HIỆN\n${lines.join('\n')}\n`).duties.map(({ agency }) => agency)

  it.each([
    ['1. Vụ việc phát sinh báo cáo ngay.', null],
    ['1. Tổ chức hội nghị sơ kết.', null],
    ['1. Trước ngày 20/11 hằng năm, các sở, ngành gửi báo cáo.', 'các sở, ngành'],
    ['1. Thống kê tỉnh: công bố TFP.', 'Thống kê tỉnh'],
    ['1. Các tổ chức chính trị - xã hội tuyên truyền.', 'Các tổ chức chính trị - xã hội'],
  ])('name who has the duty, or nobody: %s', (line, agency) => {
    expect(duties(line)).toEqual([agency])
  })

  it.each([
    ['XÃ TÂN LẬP', 'Ủy ban nhân dân xã Tân Lập'],
    ['PHƯỜNG MỚI', 'Ủy ban nhân dân phường Mới'],
    ['ĐẶC KHU ĐẢO XA', 'Ủy ban nhân dân đặc khu Đảo Xa'],
  ])('below the province issue plans and are no province: %s', (place, issuer) => {
    const plan = readPlan(head.replace('TỈNH LAM KHÊ', place))
    expect([plan.issuer?.value, plan.province]).toEqual([issuer, null])
  })

  it.each([
    ['Quý I, III/2026', ['1/2026', '3/2026']],
    ['quý II và quý IV năm 2027', ['2/2027', '4/2027']],
  ])('are quarters of a list, each of its year: %s', (time, due) => {
    const plan = readPlan(`${head}\nV. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n- Báo cáo ${time}.\n`)
    expect(plan.duties[0]?.due.map(({ quarter, year }) => `${quarter}/${year}`)).toEqual(due)
  })
})
