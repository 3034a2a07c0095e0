import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sha256 } from '../../platform/audit.ts'
import { canonicalJson } from '../../platform/json.ts'
import { enterSeries, territories } from '../../series/index.ts'
import { testSystem } from '../../testing/system.ts'
import { runStudy } from '../../tfp/index.ts'
import { createStudy, recalculateStudy, reviewStudy, submitStudy } from '../commands.ts'
import { publishStudy } from '../publish.ts'
import { compareStudies, previewStudy, showStudy, studyChoices, studyDocument } from '../queries.ts'

/* The figures below are made up for the tests: no territory has them. */

const house = await testSystem()
const statistics = await house.as('statistics')
const second = await house.as('statistics')
const leader = await house.as('leader')
const territoryId = (await territories(house.system.db)).find(({ key }) => key === 'soc-trang')?.id ?? 0

const enter = (values: Readonly<Record<string, (t: number) => number>>) =>
  statistics.run(enterSeries, {
    territoryId,
    status: 'official',
    source: 'Số liệu kiểm thử',
    cells: Object.entries(values).flatMap(([measure, of]) =>
      Array.from({ length: 9 }, (_, t) => ({
        measure,
        sector: 'total',
        year: 2015 + t,
        value: Number(of(t).toFixed(3)),
      })),
    ),
  })

const whole = {
  grdp_constant: (t: number) => 30_000 * 1.065 ** t,
  grdp_current: (t: number) => 45_000 * 1.1 ** t,
  employed: (t: number) => 640 * 1.005 ** t,
  labour_share: () => 0.6,
  investment_constant: (t: number) => 9000 * 1.08 ** t,
}
const parts = {
  investment_constant_structures: (t: number) => 5500 * 1.06 ** t,
  investment_constant_machinery: (t: number) => 2200 * 1.11 ** t,
  investment_constant_transport: (t: number) => 900 * 1.09 ** t,
  investment_constant_other_assets: (t: number) => 400 * 1.07 ** t,
  investment_current_machinery: (t: number) => 3000 * 1.12 ** t,
  employed_unskilled: (t: number) => 520 * 0.995 ** t,
  employed_university: (t: number) => 120 * 1.04 ** t,
  pay_unskilled: (t: number) => 4200 * 1.06 ** t,
  pay_university: (t: number) => 8200 * 1.05 ** t,
}
const asked = { territoryId, method: 'tornqvist', capital: 'services', labour: 'quality' }
const refused = (input: object) =>
  statistics.run(createStudy, { ...asked, ...input }).then(
    () => null,
    (problem) => [problem.status, problem.fields[0]?.field],
  )

test('without figures by part a study by parts is refused at the field that asks for them', async () => {
  await enter(whole)
  expect(await refused({})).toEqual([422, 'capital'])
  expect(await refused({ capital: 'investment' })).toEqual([422, 'labour'])
  expect(await refused({ capital: 'auto', labour: 'persons' })).toBeNull()
  expect(await refused({ assetDeltas: { machinery: 10, cattle: 5 } })).toEqual([422, 'assetDeltas.cattle'])
})

test('a study by parts goes from the series to the sealed document', async () => {
  const plain = await statistics.run(createStudy, { ...asked, capital: 'auto', labour: 'persons' })
  await enter(parts)
  // What a plain study used has not moved by there being parts.
  expect((await statistics.run(showStudy, { id: plain.id })).changed).toBe(false)

  const { assets } = await statistics.run(studyChoices, {})
  expect(assets.map(({ key, depreciation }) => [key, depreciation])).toEqual([
    ['structures', 0.02],
    ['machinery', 0.126],
    ['transport', 0.189],
    ['other_assets', 0.15],
  ])
  const { id } = await statistics.run(createStudy, { ...asked, assetDeltas: { machinery: '10' } })
  const study = await statistics.run(showStudy, { id })
  expect(study.choices).toMatchObject({
    capital: 'services',
    labour: 'quality',
    assetDeltas: { structures: 2, machinery: 10, transport: 18.9, other_assets: 15 },
    to: 2023,
  })
  expect(study.choices.assetLives).toBeUndefined()
  // The result is what the library gives for the rows and choices that are kept with it.
  const names = Object.fromEntries((study.data.parts ?? []).map(({ key, name }) => [key, name]))
  const again = runStudy(study.data.rows, {
    method: 'tornqvist',
    capital: 'services',
    labour: 'quality',
    firstYear: 'whole',
    to: 2023,
    services: {
      names,
      assets: {
        structures: { delta: 0.02 },
        machinery: { delta: 0.1 },
        // As the percent that is kept becomes a share.
        transport: { delta: 18.9 / 100 },
        other_assets: { delta: 0.15 },
      },
    },
  })
  expect(study.result).toEqual(JSON.parse(canonicalJson(again)))
  expect(study.resultSha256).toBe(sha256(canonicalJson(again)))
  expect(study.changed).toBe(false)
  const caveats = study.words.caveats.map(({ vi }) => vi).join(' ')
  expect(caveats).toContain('Không có đủ số lao động và thu nhập bình quân của nhóm')
  expect(caveats).toContain('cần đối chiếu')
  // Typed by the author, so it is nobody's default.
  expect(caveats).not.toMatch(/Khấu hao \(tuổi thọ\) của [^.]*máy móc/)
  expect(caveats).toMatch(/Không có đủ đầu tư theo cả giá hiện hành và giá so sánh .*: Nhà ở/)

  const tried = await statistics.run(previewStudy, { ...asked, assetDeltas: { machinery: 10 } })
  expect(tried.resultSha256).toBe(study.resultSha256)
  const redone = await statistics.run(recalculateStudy, { id })
  expect((await statistics.run(showStudy, { id: redone.id })).resultSha256).toBe(study.resultSha256)
  const beside = await statistics.run(compareStudies, { a: plain.id, b: id })
  expect(beside.sameData).toBe(false)

  await statistics.run(submitStudy, { id })
  await second.run(reviewStudy, { id, note: 'Đúng' })
  const sealed = await leader.run(publishStudy, { id })
  const kept = await statistics.run(studyDocument, { id, format: 'docx' })
  expect(kept.sha256).toBe(sealed.docxSha256)
  const files = unzipSync(new Uint8Array(Buffer.from(kept.base64, 'base64')))
  expect(Object.keys(files).filter((name) => name.endsWith('.png'))).toHaveLength(4)
  const text = new TextDecoder().decode(files['word/document.xml'])
  for (const words of [
    'Vốn theo loại tài sản',
    'Chất lượng lao động',
    'Phương tiện vận tải',
    'cần đối chiếu',
    '18,9',
  ]) {
    expect(text).toContain(words)
  }
  const book = await statistics.run(studyDocument, { id, format: 'xlsx' })
  const sheets = unzipSync(new Uint8Array(Buffer.from(book.base64, 'base64')))
  const names2 = new TextDecoder().decode(sheets['xl/workbook.xml'])
  for (const sheet of ['Loại tài sản', 'Đóng góp theo phần', 'Chất lượng lao động', 'Số liệu trình độ']) {
    expect(names2).toContain(sheet)
  }
  // A revision of one part is a change of its data.
  await enter({ investment_constant_transport: (t: number) => 950 * 1.09 ** t })
  expect((await statistics.run(showStudy, { id })).changed).toBe(true)
  expect((await statistics.run(showStudy, { id: plain.id })).changed).toBe(false)
})

test('service lives, a given rate and a regression by parts; what does not fit is named', async () => {
  const { id } = await statistics.run(createStudy, {
    ...asked,
    profile: 'hyperbolic',
    b: '0,75',
    returnPercent: '8',
    assetLives: { structures: 40 },
  })
  const study = await statistics.run(showStudy, { id })
  expect(study.choices).toMatchObject({
    returnPercent: 8,
    assetLives: { structures: 40, machinery: 12, transport: 8, other_assets: 8 },
  })
  expect(study.result.services).toMatchObject({ rate: 'given', rates: Array(9).fill(0.08) })
  expect(study.result.sensitivity?.over).toBe('lifeFactor')
  expect(await refused({ method: 'regression' })).toEqual([422, 'returnPercent'])
  expect(await refused({ method: 'regression', returnPercent: '8' })).toBeNull()
  expect(await refused({ assetDeltas: { machinery: '120' } })).toEqual([422, 'assetDeltas.machinery'])
  expect(await refused({ assetLives: { machinery: 'mười' }, profile: 'linear' })).toEqual([
    422,
    'assetLives.machinery',
  ])
})
