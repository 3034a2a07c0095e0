import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { listWork } from '../work/queries.ts'
import { listAssetLives, setAssetLife } from './asset-lives.ts'
import { SeriesCatalogue, updateSeriesCatalogue } from './catalogue.ts'

const { system, as } = await testSystem()
const catalogue = SeriesCatalogue.parse(
  JSON.parse(readFileSync(new URL('../../data/series-catalogue.json', import.meta.url), 'utf8')),
)

test('lives of assets that nobody has held against their source wait for an officer, and what one confirmed stays when the catalogue comes again', async () => {
  const coordinator = await as('coordinator')
  const statistics = await as('statistics')
  const waits = async () =>
    (await coordinator.run(listWork, { kind: 'series.checkAssetLife' })).rows.map(({ count }) => count)
  const { assets } = await statistics.run(listAssetLives, {})
  expect(assets.find(({ key }) => key === 'machinery')).toMatchObject({
    ...{ depreciation: 12.6, serviceLife: 12, toCheck: true },
  })
  expect(await waits()).toEqual([assets.length])
  const checked = {
    key: 'machinery',
    depreciation: '13,5',
    serviceLife: 10,
    source: 'Thông tư 45/2013/TT-BTC, Phụ lục I',
  }
  await statistics.run(setAssetLife, checked)
  expect(await waits()).toEqual([assets.length - 1])
  await updateSeriesCatalogue(system.db, catalogue)
  const after = (await statistics.run(listAssetLives, {})).assets
  expect(after.find(({ key }) => key === 'machinery')).toMatchObject({
    ...{ depreciation: 13.5, serviceLife: 10, toCheck: false },
    source: { vi: checked.source, en: checked.source },
  })
  expect(after.find(({ key }) => key === 'transport')).toMatchObject({ depreciation: 18.9, toCheck: true })
})

test('a life is one to two hundred years of a type of asset, set by the coordinator or the office of statistics', async () => {
  const statistics = await as('statistics')
  const wish = { key: 'machinery', depreciation: 10, serviceLife: 10, source: 'x' }
  for (const wrong of [{ serviceLife: 0 }, { depreciation: 100 }, { depreciation: -1 }, { source: '' }])
    await expect(statistics.run(setAssetLife, { ...wish, ...wrong })).rejects.toMatchObject({ status: 422 })
  await expect(statistics.run(setAssetLife, { ...wish, key: 'university' })).rejects.toMatchObject({
    status: 404,
  })
  const agency = await as('agency')
  await expect(agency.run(setAssetLife, wish)).rejects.toMatchObject({ status: 403 })
})
