import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { extractText, getDocumentProxy } from 'unpdf'
import { beforeAll, describe, expect, test } from 'vitest'
import { addIndicator, confirmValue, enterValue } from '../indicators/index.ts'
import { nextProposal } from '../next-plan/queries.ts'
import { activePlan, indicatorResults } from '../plan/index.ts'
import { acceptDraft } from '../plan-drafts/accept.ts'
import { readDraft } from '../plan-drafts/commands.ts'
import { showDraft } from '../plan-drafts/queries.ts'
import { draftReport } from '../reports/commands.ts'
import { reportDocument, showReport } from '../reports/queries.ts'
import { type Someone, testSystem } from '../testing/system.ts'

/*
 * Targets of a plan's own, of every kind that plans name, from the text of the plan to the next one: entered by an agency
 * ("10 phóng sự"), a figure of a series ("TFP 45 %"), a growth ("tăng NSLĐ 7 %/năm"), a share ("30 % … truy xuất được").
 */

const signed = `ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÓC TRĂNG                             Độc lập - Tự do - Hạnh phúc
Số: 77/KH-UBND                     Sóc Trăng, ngày 05 tháng 01 năm 2024

KẾ HOẠCH
Nâng cao năng suất, chất lượng trên địa bàn tỉnh Sóc Trăng giai đoạn 2024 - 2025

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao năng suất lao động và chất lượng sản phẩm.
2. Mục tiêu cụ thể
- Phát sóng 10 phóng sự truyền hình về năng suất, chất lượng.
- Tỷ trọng đóng góp của TFP vào tăng trưởng kinh tế đạt ít nhất 45%.
- Năng suất lao động tăng ít nhất 7%/năm.
- Ít nhất 30% sản phẩm chủ lực truy xuất được nguồn gốc.
- Tổ chức 02 hội nghị, hội thảo.

II. ĐỐI TƯỢNG
1. Đối tượng được hỗ trợ
Doanh nghiệp hoạt động trên địa bàn tỉnh, ưu tiên:
a) Doanh nghiệp nhỏ và vừa.

III. NHIỆM VỤ
1. Tuyên truyền
- Tuyên truyền trên báo, đài về năng suất, chất lượng.

IV. KINH PHÍ THỰC HIỆN
- Hằng năm lập dự toán theo quy định.

V. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ
- Chủ trì triển khai Kế hoạch.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Giả
`

const place = await testSystem()
const { db } = place.system
let officer: Someone
let second: Someone
let fileId: number
const keys = { broadcasts: '', tfp: '', growth: '', productivity: '', main: '', traced: '', share: '' }

async function compose(name: string, unit: string, phrases: string, rule: object): Promise<string> {
  const named = { name, nameEn: `${name} (en)`, unit, unitEn: `${unit} (en)`, source: 'Kế hoạch 77, mục I.2' }
  return (await officer.run(addIndicator, { ...named, phrases, ...rule })).key
}

async function confirmed(key: string, year: number, value: string): Promise<void> {
  const { id } = await officer.run(enterValue, { key, year, value, fileId })
  await second.run(confirmValue, { id })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The official study of the province as it was published: its figures of 2024 and 2025 in per cent. */
async function publishedStudy(planId: number): Promise<void> {
  const years = [
    { year: 2024, gY: 6, gL: 1, gTFP: 2.4 },
    { year: 2025, gY: 8, gL: 1, gTFP: 4 },
  ]
  const averages = { arithmetic: { gY: 7, contributions: { percent: { tfp: 45.7 } } } }
  const [data, result] = [JSON.stringify({}), JSON.stringify({ years, averages })]
  const at = new Date('2025-11-03T01:00:00Z')
  const territory = await db.selectFrom('territory').select('id').executeTakeFirstOrThrow()
  await db.transaction().execute(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx)
    await tx
      .insertInto('tfpStudy')
      .values({
        ...{
          title: 'TFP của tỉnh',
          territoryId: territory.id,
          territoryName: 'Tỉnh',
          territoryNameEn: 'Province',
        },
        ...{ sectorKey: 'total', sectorName: 'Toàn nền kinh tế', sectorNameEn: 'All', method: 'official' },
        ...{ firstYear: 2023, lastYear: 2025, parameters: '{}', data, dataSha256: sha256(data), result },
        ...{ resultSha256: sha256(result), seriesVersion: 'a'.repeat(64), tfpGrowth: 3.2, official: true },
        ...{
          author: 'a',
          authorName: 'A',
          reviewer: 'b',
          reviewerName: 'B',
          submittedAt: at,
          reviewedAt: at,
        },
        ...{
          state: 'published',
          planId,
          planYear: 2025,
          publishedOn: '2025-11-03',
          publishedAt: at,
          publishedBy: 'c',
          ...{
            docxFileId: fileId,
            docxSha256: 'b'.repeat(64),
            xlsxFileId: fileId,
            xlsxSha256: 'c'.repeat(64),
          },
        },
      })
      .execute()
  })
}

beforeAll(async () => {
  officer = await place.as('coordinator')
  second = await place.as('coordinator')
  fileId = await place.evidence('so-lieu.pdf')
  const { id: agencyId } = await db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'statistics')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const entered = (measure: string) => ({ way: 'entered', measure, agencyId })
  keys.broadcasts = await compose('Phóng sự truyền hình', 'phóng sự', 'phóng sự', {
    ...entered('sum'),
    reportPart: 'task1',
    reportPhrase: 'phát sóng ... phóng sự truyền hình',
  })
  keys.tfp = await compose('TFP đóng góp vào tăng trưởng', '%', 'đóng góp của TFP', {
    ...{ way: 'computed', operation: 'study', studyFigure: 'tfpShare' },
  })
  keys.productivity = await compose('Mức năng suất lao động', 'triệu đồng/người', '', entered('last'))
  keys.growth = await compose('Tốc độ tăng năng suất lao động', '%/năm', 'năng suất lao động tăng', {
    ...{ way: 'computed', operation: 'growth', first: keys.productivity },
  })
  keys.main = await compose('Sản phẩm chủ lực', 'sản phẩm', '', entered('last'))
  keys.traced = await compose('Sản phẩm chủ lực có mã', 'sản phẩm', '', entered('last'))
  keys.share = await compose('Tỷ lệ sản phẩm chủ lực truy xuất được', '%', 'sản phẩm chủ lực truy xuất', {
    ...{ way: 'computed', operation: 'ratio', first: keys.traced, second: keys.main, reportPart: 'task2' },
  })
})

const resultOf = async (key: string) => {
  const { targets } = await officer.run(indicatorResults, {})
  return targets.find((target) => target.key === key)
}

describe('targets of every kind', () => {
  test('are read from the document, each as a target of its indicator, and accepted', async () => {
    const before = await activePlan({ db, planId: null })
    const { id } = await officer.run(readDraft, { text: signed })
    const draft = await officer.run(showDraft, { id })
    expect(
      draft.document.targets.map(({ indicator, bound, minimum }) => [indicator, bound, minimum]),
    ).toEqual([
      [keys.broadcasts, 'exactly', 10],
      [keys.tfp, 'atLeast', 45],
      [keys.growth, 'atLeast', 7],
      [keys.share, 'atLeast', 30],
      ['conferences', 'exactly', 2],
    ])
    await officer.run(acceptDraft, { id, version: draft.version, replacesPlanIds: [before.id] })
  })

  test('have no figure before anything was entered or published, and are never shown as nought', async () => {
    for (const key of [keys.broadcasts, keys.tfp, keys.growth, keys.share])
      expect(await resultOf(key)).toMatchObject({ result: null })
  })

  test('stand on the dashboard with what was entered, computed, and taken from the published study', async () => {
    await confirmed(keys.broadcasts, 2024, '4')
    await confirmed(keys.broadcasts, 2025, '5')
    for (const [year, value] of [
      [2023, '100'],
      [2024, '108'],
      [2025, '115,56'],
    ] as const)
      await confirmed(keys.productivity, year, value)
    await confirmed(keys.main, 2024, '40')
    await confirmed(keys.traced, 2024, '10')
    await confirmed(keys.main, 2025, '40')
    await confirmed(keys.traced, 2025, '14')
    await publishedStudy((await activePlan({ db, planId: null })).id)
    expect(await resultOf(keys.broadcasts)).toMatchObject({
      result: 9,
      years: [{ result: 4 }, { result: 5 }],
    })
    expect(await resultOf(keys.tfp)).toMatchObject({ years: [{ result: 40 }, { result: 50 }] })
    expect((await resultOf(keys.tfp))?.result).toBeCloseTo(45.714, 3)
    expect(await resultOf(keys.growth)).toMatchObject({ years: [{ result: 8 }, { result: 7 }] })
    expect(await resultOf(keys.share)).toMatchObject({ result: 35, years: [{ result: 25 }, { result: 35 }] })
  })
})

const docxText = (base64: string) =>
  strFromU8(unzipSync(Buffer.from(base64, 'base64'))['word/document.xml'] ?? new Uint8Array())
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')

describe('the yearly report', () => {
  test('tells each in its part, in the words of its indicator, as page, DOCX and PDF', async () => {
    const { id } = await officer.run(draftReport, { year: 2025, datedOn: '2025-11-28' })
    const { sections } = await officer.run(showReport, { id })
    const names = (text: string) => [...text.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name)
    expect(names(sections.task1)).toEqual([keys.broadcasts, 'conferences'])
    expect(names(sections.task2)).toEqual([keys.share])
    expect(names(sections.task4)).toEqual([keys.tfp])
    expect(names(sections.situation)).toContain(keys.growth)
    const docx = await officer.run(reportDocument, { id, format: 'docx' })
    const pdf = await officer.run(reportDocument, { id, format: 'pdf' })
    const { text } = await extractText(
      await getDocumentProxy(new Uint8Array(Buffer.from(pdf.base64, 'base64'))),
      { mergePages: true },
    )
    for (const written of [docxText(docx.base64), text.replace(/\s+/g, ' ')]) {
      expect(written).toContain(
        'Trong năm phát sóng 05 phóng sự truyền hình; lũy kế 09/10 phóng sự truyền hình, chưa đạt chỉ tiêu giai đoạn 2024 - 2025, mới bằng 90%, còn thiếu 01.',
      )
      expect(written).toContain(
        'TFP đóng góp vào tăng trưởng năm 2025 là 50 %; tính từ đầu giai đoạn là 45,71 % (chỉ tiêu giai đoạn 2024 - 2025: ít nhất 45 %): đạt chỉ tiêu.',
      )
      expect(written).toContain('Tỷ lệ sản phẩm chủ lực truy xuất được năm 2025 là 35 %')
      expect(written).toMatch(
        /Tốc độ tăng năng suất lao động năm 2025 là 7 %\/năm; tính từ đầu giai đoạn là 7,5 %\/năm/,
      )
      expect(written).not.toContain('{')
    }
  })
})

describe('the next plan', () => {
  test('raises a sum by its sum and a rate by its latest year, each with its calculation', async () => {
    const { targets, document } = await officer.run(nextProposal, {
      targets: { [keys.broadcasts]: { percent: '10', reason: 'Như giai đoạn trước' } },
    })
    const of = (key: string) => targets.find((row) => row.indicator === key)
    expect(of(keys.broadcasts)?.value).toBe(10)
    expect(of(keys.tfp)).toMatchObject({ value: 50 })
    expect(of(keys.growth)).toMatchObject({ value: 7 })
    expect(of(keys.share)).toMatchObject({ value: 35 })
    expect(of(keys.share)?.words.vi).toContain('Số năm mới nhất (2025)')
    expect(document.targets.map(({ indicator }) => indicator)).toEqual(
      expect.arrayContaining([keys.broadcasts, keys.tfp, keys.growth, keys.share]),
    )
    expect(document.objectives.map(({ vi }) => vi).join('\n')).toContain('10 phóng sự truyền hình')
  })
})
