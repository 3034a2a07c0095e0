import { beforeAll, expect, test } from 'vitest'
import { addIndicator, confirmValue, enterValue } from '../indicators/index.ts'
import { applyValueImport, checkValueImport } from '../indicators/value-import/import.ts'
import { listValues, withdrawValue } from '../indicators/values.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/* The list of values leaves as a file and comes back in: here it changes nothing, elsewhere it is the same list. */

const here = await testSystem()
const browser = browserOn(createApp(here.system), here.system)
const indicators = [
  { name: 'Phóng sự truyền hình', unit: 'phóng sự', measure: 'sum' },
  { name: 'Tỷ lệ truy xuất được', unit: '%', measure: 'last' },
]

async function start({ as, system }: typeof here): Promise<{ officer: Someone; keys: string[] }> {
  const officer = await as('coordinator')
  const agency = await system.db.selectFrom('agency').select('id').orderBy('id').executeTakeFirstOrThrow()
  const keys: string[] = []
  for (const { name, unit, measure } of indicators) {
    const { key } = await officer.run(addIndicator, {
      ...{ name, nameEn: `${name} (en)`, unit, unitEn: `${unit} (en)`, source: 'Kế hoạch mẫu' },
      ...{ way: 'entered', measure, agencyId: agency.id },
    })
    keys.push(key)
  }
  return { officer, keys }
}

let officer: Someone
let keys: string[]
beforeAll(async () => {
  ;({ officer, keys } = await start(here))
  await letIn(here.system, officer.actor.userId ?? '')
  await browser.post('/sign-in', { email: `${officer.actor.userId}@example.vn`, password: testPassword })
  const fileId = await here.evidence('so-lieu.pdf')
  const paper = { paperNumber: '12/BC-CTK', paperOn: '20/1/2025', note: 'Số; có dấu "ngoặc"' }
  const enter = (key: string | undefined, year: number, value: string, more: object = {}) =>
    officer.run(enterValue, { key, year, value, fileId, ...more })
  const { id } = await enter(keys[0], 2024, '6', paper)
  await (await here.as('coordinator')).run(confirmValue, { id })
  await enter(keys[1], 2024, '27,125')
  await enter(keys[1], 2023, '-1,5')
  const returned = await enter(keys[0], 2025, '99')
  await officer.run(withdrawValue, { id: returned.id, reason: 'Đếm nhầm' })
})

const shown = async (who: Someone) =>
  (await who.run(listValues, { limit: 100 })).rows
    .filter(({ state }) => state === 'entered' || state === 'confirmed')
    .map(({ name, year, value, note, paperNumber, paperOn }) => [
      name,
      year,
      value,
      note,
      paperNumber,
      paperOn,
    ])
    .sort()

test.each(['vi', 'en'])('the list of values exported in %s comes back in whole', async (lang) => {
  const { text } = await browser.get(`/indicator-values?export=csv&lang=${lang}`)
  const again = await officer.run(checkValueImport, { text })
  expect(again).toMatchObject({ added: 0, unchanged: 4, refused: 0 })
  const there = await testSystem()
  const other = (await start(there)).officer
  const { id, ...counts } = await other.run(checkValueImport, { text })
  expect(counts).toEqual({ added: 3, changed: 0, unchanged: 1, refused: 0 })
  await other.run(applyValueImport, { id })
  expect(await shown(other)).toEqual(await shown(officer))
})
