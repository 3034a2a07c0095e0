import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PlanDocument, wholeTotal } from '../../plan/index.ts'
import { readPlan } from '../../plan-reader/index.ts'
import type { DraftDocument } from '../draft.ts'
import { readPlanFile } from '../plan-file.ts'
import { completeDocument } from '../rules.ts'
import { agencyFinder, type KnownAgency } from './agency-names.ts'
import { documentOfReading } from './draft.ts'

const data = (name: string) => readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8')
const agencies: KnownAgency[] = JSON.parse(data('agencies.json'))
const { indicators }: { indicators: { key: string; unit: string }[] } = JSON.parse(data('catalogues.json'))
const catalogues = { indicators, agencies }
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../plan-reader/fixtures/${name}`, import.meta.url)))
const draftOf = async (name: string) => {
  const read = await readPlanFile(name, fixture(name))
  return { read, ...documentOfReading(read, catalogues) }
}

describe('Plan 181 as read is Plan 181 as it runs', () => {
  const read = readPlan(data('plans/plan-181.md'))
  const { document, notes, spans } = documentOfReading(read, catalogues)
  const runs = PlanDocument.parse(JSON.parse(data('plans/plan-181.json')))
  /** Without the English, which the signed document does not have. */
  const vi = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, item) => (key === 'en' ? undefined : item)))

  it.each([
    'number',
    'issuedOn',
    'issuer',
    'province',
    'title',
    'startsOn',
    'endsOn',
    'legalBases',
    'replaces',
    'objective',
    'objectives',
    'orientation',
    'participants',
    'beneficiaries',
    'criteria',
    'tasks',
    'funding',
    'recipients',
    'signatory',
  ] as const)('in its %s', (key) => {
    expect(vi(document[key])).toEqual(vi(runs[key]))
  })

  it('in its targets, but that one is named by its number alone', () => {
    expect(document.targets[4]?.vi).toBe('ít nhất 10 lượt doanh nghiệp')
    expect(runs.targets[4]?.vi).toBe('ít nhất 10 lượt doanh nghiệp được chứng nhận')
    const named = (targets: DraftDocument['targets']) => targets.map(({ vi: _vi, en: _en, ...rest }) => rest)
    expect(named(document.targets)).toEqual(named(runs.targets))
  })

  it('in its duties, a computation for 2026-2030 among them, which is due in the last of these years', () => {
    const differing = document.duties.flatMap((duty, place) => {
      const { onRequest: _one, ...read } = duty
      const { onRequest: _other, ...running } = runs.duties[place] ?? duty
      return JSON.stringify(vi(read), Object.keys(read).sort()) ===
        JSON.stringify(vi(running), Object.keys(read).sort())
        ? []
        : [duty.code]
    })
    expect(document.duties).toHaveLength(runs.duties.length)
    expect(differing).toEqual([])
    expect(document.duties[12]).toMatchObject({ recurrence: 'once', dueYear: 2030 })
    expect(runs.duties[12]).toMatchObject({ recurrence: 'once', dueYear: 2030 })
    expect(document.duties.filter(({ onRequest }) => onRequest).map(({ code }) => code)).toEqual([
      'V.1.9',
      'V.5.3',
    ])
  })

  it('in its budget to the đồng, under the whole title of the appendix', () => {
    const { title: _title, ...budget } = document.budget
    const { title, ...running } = runs.budget
    expect(vi(budget)).toEqual(vi(running))
    expect(document.budget.title.vi.startsWith(title.vi)).toBe(true)
  })

  it('notes that "định kỳ" was taken as yearly and a period as its last year, and takes warnings as remarks', () => {
    expect(notes.map(({ path }) => path)).toEqual([
      // Quantities of I.1, I.4 and III.2, for which there is no indicator yet.
      'budget.lines.1.quantity',
      'budget.lines.4.quantity',
      'budget.lines.10.quantity',
      'duties.12.recurrence',
      'duties.15.recurrence',
    ])
    expect(document.remarks).toHaveLength(2)
  })

  it('lacks nothing that it needs to run', () => {
    expect(completeDocument(document)).toMatchObject({ ok: true })
  })

  it('knows for every figure where it stood', () => {
    const at = (path: string) => read.text.slice(spans[path]?.start, spans[path]?.end)
    expect(at('number')).toBe('181 /KH-UBND')
    expect(at('targets.4')).toBe('ít nhất 10 lượt doanh nghiệp')
    expect(at('budget.lines.11.years.2024')).toBe('1.237')
    expect(at('budget.yearTotals.2025')).toBe('1.311')
    expect(at('duties.8.dueDay')).toBe('trước ngày 30 tháng 11 hằng năm')
    expect(at('recipients.5')).toContain('Lưu: VT')
    const missing = document.duties.filter((_, place) => spans[`duties.${place}`] === undefined)
    expect(missing).toEqual([])
  })
})

describe('other plans map without loss', () => {
  const texts = (value: unknown): string => JSON.stringify(value)

  it.each(['thanh-lam.md', 'hai-trieu.txt', 'dong-lam.md', 'son-ha.txt', 'an-thuan.pdf'])(
    'every item of %s is in the draft or named in a note',
    async (name) => {
      const { read, document, notes } = await draftOf(name)
      const said = texts(document) + texts(notes)
      for (const duty of read.duties) expect(document.duties.map(({ vi }) => vi)).toContain(duty.text)
      for (const task of read.tasks)
        expect(said).toContain(JSON.stringify(task.text.replace(/[.:;]$/, '')).slice(1, -1))
      for (const objective of read.objectives) {
        const own = objective.text.replace(/[;.,:]$/, '')
        expect(said).toContain(JSON.stringify(own).slice(1, -1))
      }
      for (const line of read.budget?.lines ?? [])
        expect(said).toContain(JSON.stringify(line.title).slice(1, -1))
      for (const { text } of read.recipients) expect(document.recipients.map(({ vi }) => vi)).toContain(text)
      expect(wholeTotal(document.budget)).toBe(read.budget?.total)
      const due = read.duties.reduce((count, duty) => count + duty.due.length, 0)
      const dated = document.duties.filter((duty) => duty.dueYear ?? duty.dueMonth ?? duty.dueDay)
      expect(dated).toHaveLength(due)
    },
  )

  it('a number "for each year" counts for all years, one "over 20" means 21, two years add up', async () => {
    const target = async (name: string, indicator: string) =>
      (await draftOf(name)).document.targets.find((each) => each.indicator === indicator)
    expect(await target('hai-trieu.txt', 'conferences')).toMatchObject({ minimum: 2, maximum: 2 })
    expect(await target('thanh-lam.md', 'certifiedProducts')).toMatchObject({ bound: 'atLeast', minimum: 21 })
    expect(await target('dong-lam.md', 'experts')).toMatchObject({ minimum: 50, maximum: 50 })
    expect(await target('hai-trieu.txt', 'supportTurns')).toMatchObject({
      bound: 'atMost',
      minimum: null,
      maximum: 8,
    })
    expect(await target('hai-trieu.txt', 'certifiedTurns')).toMatchObject({ parent: 'supportTurns' })
  })

  it('what no indicator counts stays a sentence and is named', async () => {
    const { document, notes } = await draftOf('hai-trieu.txt')
    expect(document.objectives[0]?.vi).toBe('Mỗi năm tổ chức 01 hội nghị; đào tạo ít nhất 30 học viên.')
    expect(notes).toContainEqual({
      path: 'objectives.0',
      words: expect.objectContaining({ vi: expect.stringContaining('30 học viên') }),
    })
  })

  it('a duty with two days becomes two, a quarter is due on its last day', async () => {
    const { document } = await draftOf('hai-trieu.txt')
    const review = document.duties.filter(({ code }) => code.startsWith('V.1.2'))
    expect(review.map(({ code, dueYear, dueMonth, dueDay }) => [code, dueYear, dueMonth, dueDay])).toEqual([
      ['V.1.2', 2024, 12, 31],
      ['V.1.2-2', 2025, 12, null],
    ])
  })

  it('rows that only single out a part of a line are told in its note, so that the sums still hold', async () => {
    const { document } = await draftOf('son-ha.txt')
    expect(document.budget.lines.map(({ code }) => code)).not.toContain('A.I.1-1')
    expect(document.budget.lines.find(({ code }) => code === 'A.I.1')?.note?.vi).toBe(
      'Trong đó: Tư vấn LEAN 200 triệu đồng',
    )
  })

  it('a table without years goes to the plan’s only year', async () => {
    const { document } = await draftOf('thanh-lam.md')
    expect(document.budget.years).toEqual([2025])
    expect(document.budget.lines[0]?.years).toEqual({ '2025': 190_000_000 })
  })

  it('an empty text maps to an empty draft', () => {
    const { document, spans } = documentOfReading(readPlan(''), catalogues)
    expect(document.targets).toEqual([])
    expect(spans).toEqual({})
  })
})

describe('whose duty', () => {
  const plan181 = {
    province: 'Sóc Trăng',
    day: '2024-11-18',
    taking: ['Sở Khoa học và Công nghệ', 'Sở Y tế', 'Sở Xây dựng'],
    charged: ['Sở Khoa học và Công nghệ'],
  }

  it.each([
    ['Sở Khoa học và Công nghệ', ['skhcn-st']],
    ['SỞ KH&CN tỉnh Sóc Trăng', ['skhcn-st']],
    ['Sở Tài chính và Sở Kế hoạch và Đầu tư', ['stc-st', 'skhdt-st']],
    ['UBND tỉnh', ['ubnd-st']],
    ['Cục Thống kê tỉnh', ['ctk-st']],
    ['Các sở, ngành liên quan', ['syt-st', 'sxd-st']],
    ['UBND thị xã Vĩnh Châu', ['ubnd-tx-vinh-chau']],
    ['Liên minh Hợp tác xã, các hội', ['lmhtx-st', 'hhdn-st']],
  ])('%s', (name, keys) => {
    expect(agencyFinder(agencies, plan181)(name).keys).toEqual(keys)
  })

  it('counts only agencies that lived on the day of the plan', () => {
    const today = { ...plan181, province: 'Cần Thơ', day: '2026-01-05' }
    expect(agencyFinder(agencies, today)('Sở Khoa học và Công nghệ').keys).toEqual(['skhcn-ct'])
    expect(agencyFinder(agencies, today)('Thống kê thành phố').keys).toEqual(['tk-ct'])
    expect(agencyFinder(agencies, today)('Sở Kế hoạch và Đầu tư')).toEqual({
      keys: [],
      missing: ['so ke hoach va dau tu'],
    })
  })

  it('keeps an agency whose own name holds commas whole, wherever it stands in a list', () => {
    const [first] = agencies
    if (first === undefined) throw new Error('no agencies')
    const culture = { ...first, key: 'svhttdl', name: 'Sở Văn hóa, Thể thao và Du lịch tỉnh Sóc Trăng' }
    const find = agencyFinder([...agencies, culture], plan181)
    expect(find('Sở Y tế, Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính')).toEqual({
      keys: ['syt-st', 'svhttdl', 'stc-st'],
      missing: [],
    })
    expect(find('Sở Văn hóa, Thể thao và Du lịch; Sở Y tế').keys).toEqual(['svhttdl', 'syt-st'])
  })

  it.each(['Tiền Giang', 'Đồng Nai', ''])(
    'R6a: "UBND các quận, huyện" of another province, or of none that is known, are none of this one: %j',
    (province) => {
      for (const name of ['UBND các quận, huyện', 'UBND các huyện, thị xã, thành phố', 'UBND các xã, phường'])
        expect(agencyFinder(agencies, { ...plan181, province })(name).keys).toEqual([])
    },
  )

  it('names what it does not know beside what it does', () => {
    expect(agencyFinder(agencies, plan181)('Sở Y tế, Báo Sóc Trăng')).toEqual({
      keys: ['syt-st'],
      missing: ['bao soc trang'],
    })
  })
})

describe('agencies that a plan names together', () => {
  const agencies = ['Sở Công Thương', 'Sở Nông nghiệp và Môi trường', 'Sở Y tế', 'Sở Nội vụ'].map((name) => ({
    key: name,
    name: `${name} tỉnh Lam Khê`,
  }))
  const districts = ['UBND tỉnh Lam Khê', 'UBND huyện Thượng', 'UBND huyện Hạ'].map((name) => ({
    key: name,
    name,
  }))
  const of = (province: string, heading: string) => {
    const read = readPlan(
      `ỦY BAN NHÂN DÂN\nTỈNH ${province}\n\nKẾ HOẠCH\nNăng suất năm 2026\n\nV. TỔ CHỨC THỰC HIỆN\n1. ${heading}\n- Phối hợp.\n`,
    )
    return documentOfReading(read, {
      indicators: [],
      agencies: [...agencies, ...districts],
    }).document.duties.map((duty) => duty.agencies)
  }

  it.each([
    'Các Sở: Công Thương, Nông nghiệp và Môi trường, Y tế',
    'Các Sở Công Thương, Nông nghiệp và Môi trường và Y tế',
  ])('are each of them, with one duty: %s', (heading) => {
    expect(of('LAM KHÊ', heading)).toEqual([['Sở Công Thương', 'Sở Nông nghiệp và Môi trường', 'Sở Y tế']])
  })

  it('are never the districts of another province', () => {
    expect(of('LAM KHÊ', 'UBND các huyện, thành phố')).toEqual([['UBND huyện Thượng', 'UBND huyện Hạ']])
    expect(of('BÌNH SƠN', 'UBND các huyện, thành phố')).toEqual([[]])
  })
})

describe('the plan of a commune', () => {
  const catalogue = [
    { key: 'ubnd-t', name: 'Ủy ban nhân dân tỉnh Lam Khê', kind: 'leader', validTo: '2026-06-30' },
    { key: 'ubnd-m', name: 'Ủy ban nhân dân thành phố Mới', kind: 'leader', validFrom: '2026-07-01' },
    { key: 'sct-t', name: 'Sở Công Thương tỉnh Lam Khê', kind: 'agency', validTo: '2026-06-30' },
  ]
  const commune = (day: string, agencies: readonly KnownAgency[] = catalogue) =>
    documentOfReading(
      readPlan(
        `UBND XÃ TÂN LẬP\nSố: 5/KH-UBND\nTân Lập, ngày ${day}\nKẾ HOẠCH\nNăng suất năm 2026\n\nV. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\n- Phối hợp.\n`,
      ),
      { indicators: [], agencies },
    )

  it('is of the province whose committee the catalogue has on its day, and says where that comes from', () => {
    const { document, notes } = commune('03 tháng 3 năm 2026')
    expect([document.province, document.duties[0]?.agencies]).toEqual(['Lam Khê', ['sct-t']])
    expect(notes.find(({ path }) => path === 'province')?.words.vi).toContain('theo danh mục cơ quan')
    expect(commune('03 tháng 8 năm 2026').document.province).toBe('Mới')
  })

  it('has no province where the catalogue has none or several', () => {
    expect(commune('03 tháng 3 năm 2026', []).document.province).toBe('')
    const two = [...catalogue, { key: 'x', name: 'Ủy ban nhân dân tỉnh Khác', kind: 'leader' }]
    expect(commune('03 tháng 3 năm 2026', two).document.province).toBe('')
  })
})

describe('several numbers of one indicator', () => {
  const targetsOf = (...lines: string[]) => {
    const read = readPlan(
      [
        'KẾ HOẠCH',
        'Nâng cao năng suất tỉnh Sóc Trăng giai đoạn 2027 - 2030',
        'I. MỤC TIÊU',
        '2. Mục tiêu cụ thể',
        ...lines,
      ].join('\n\n'),
    )
    return documentOfReading(read, {
      ...catalogues,
      indicators: [...indicators, { key: 'share', unit: '%', phrases: ['ty le truy xuat'] }],
    }).document.targets.map(({ indicator, minimum, milestones, baseValue, baseYear }) => ({
      ...{ indicator, minimum, milestones },
      ...(baseYear === undefined ? {} : { baseValue, baseYear }),
    }))
  }
  const table = (unit: string, title: string, ...values: string[]) =>
    `| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2026 | ${values.length === 4 ? '2027 | 2028 | 2029 | 2030' : '2028 | 2030'} |\n|${'---|'.repeat(4 + values.length)}\n| 1 | ${title} | ${unit} | 12,5 | ${values.join(' | ')} |\n`
  const conferences = 'Tổ chức hội nghị, hội thảo'

  it('add up where each is of years of its own', () => {
    expect(targetsOf('- Năm 2027 tổ chức 02 hội nghị.', '- Năm 2028 tổ chức 03 hội nghị.')).toEqual([
      { indicator: 'conferences', minimum: 5, milestones: undefined },
    ])
    expect(
      targetsOf(
        'a) Giai đoạn 2027 - 2028',
        '- Tổ chức 02 hội nghị.',
        'b) Giai đoạn 2029 - 2030',
        '- Tổ chức 03 hội nghị.',
      ),
    ).toEqual([{ indicator: 'conferences', minimum: 5, milestones: undefined }])
    expect(targetsOf(table('hội nghị', conferences, '1', '2', '2', '3'))).toMatchObject([{ minimum: 8 }])
  })

  it('are levels on the way to the last where each says how far it is by then', () => {
    const levels = [{ indicator: 'conferences', minimum: 9, milestones: '2028: 4' }]
    expect(
      targetsOf('a) Đến năm 2028', '- Tổ chức 04 hội nghị.', 'b) Đến năm 2030', '- Tổ chức 09 hội nghị.'),
    ).toEqual(levels)
    expect(targetsOf(table('hội nghị', conferences, '4', '9'))).toMatchObject(levels)
  })

  it('in several units are one sum: enterprises and cooperatives that are helped', () => {
    const helped = 'được hỗ trợ áp dụng hệ thống quản lý'
    expect(targetsOf(`- Có ít nhất 25 doanh nghiệp, 10 hợp tác xã ${helped}.`)).toMatchObject([
      { indicator: 'supportTurns', minimum: 35 },
    ])
    expect(
      targetsOf(
        'a) Giai đoạn 2027 - 2028',
        `- Có 25 doanh nghiệp, 10 hợp tác xã ${helped}.`,
        'b) Giai đoạn 2029 - 2030',
        '- Hỗ trợ 40 doanh nghiệp áp dụng 5S.',
      ),
    ).toMatchObject([{ indicator: 'supportTurns', minimum: 75 }])
    // A part of the whole is not added to it.
    expect(targetsOf(`- Hỗ trợ 30 doanh nghiệp áp dụng 5S, trong đó 10 hợp tác xã.`)).toMatchObject([
      { minimum: 30 },
    ])
  })

  it('go to the indicator whose own words stand there before one of a general kind', () => {
    const read = readPlan(
      'KẾ HOẠCH\n\nI. MỤC TIÊU CỤ THỂ\n\n- Tổ chức 02 hội nghị năng suất xanh.\n\n- Tổ chức 03 hội nghị khác.',
    )
    const own = { key: 'green', unit: 'hội nghị', phrases: ['hoi nghi nang suat xanh'] }
    expect(
      documentOfReading(read, { ...catalogues, indicators: [...indicators, own] }).document.targets.map(
        (each) => [each.indicator, each.minimum],
      ),
    ).toEqual([
      ['green', 2],
      ['conferences', 3],
    ])
  })

  it('of a rate are never added; the year before the plan is where it begins', () => {
    expect(targetsOf(table('%', 'Tỷ lệ truy xuất', '20', '22,5', '25', '≥ 30'))).toEqual([
      {
        indicator: 'share',
        minimum: 30,
        milestones: '2027: 20; 2028: 22,5; 2029: 25',
        baseValue: 12.5,
        baseYear: 2026,
      },
    ])
  })
})
