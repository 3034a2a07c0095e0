import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* Doubles of enterprises: the one that is offered as work is compared and merged, its number leads on, and the merge is undone. */

const { page: officer, go, text } = await openDesk({ sample: 12 })

test('a double is found on the list of work, merged side by side, leads on, and the merge is undone', async () => {
  await go('/work?kind=mergers.settleDouble&single=on')
  await officer.locator('main a[href^="/enterprises/doubles/"]').first().click()
  await officer.waitForLoadState()
  await inspect(officer, 'double')
  const merge = await officer.locator('main a[href*="/merge/"]').first().getAttribute('href')
  await go(merge ?? '')
  await inspect(officer, 'merge')
  await officer.locator('input[name="take"][value="representative"]').check()
  await send(officer, merge ?? '', { reason: '' }, 'refused')
  expect(await officer.locator('input[name="take"][value="representative"]').isChecked()).toBe(true)
  await send(officer, merge ?? '', { reason: 'Cùng chủ, cùng địa chỉ' })
  await inspect(officer, 'merged-enterprise')
  expect(await text()).toContain('Hồ sơ đã gộp vào')
  const [, kept = '', lost = ''] = /\/enterprises\/(\d+)\/merge\/(\d+)/.exec(merge ?? '') ?? []
  await go(`/enterprises/${lost}`)
  expect(new URL(officer.url()).pathname).toBe(`/enterprises/${kept}`)
  expect(await text()).toContain('đã gộp vào hồ sơ này')

  await go('/enterprises/merges')
  await inspect(officer, 'merges')
  await go(`/enterprises/${kept}`)
  await officer.locator('#related a[href^="/enterprises/merges/"]').first().click()
  await officer.waitForLoadState()
  const at = new URL(officer.url()).pathname
  await go(`${at}?do=undo`)
  await inspect(officer, 'merge-record')
  await send(officer, `${at}/undo`, { reason: 'Nhầm' })
  await go(`/enterprises/${lost}`)
  expect(new URL(officer.url()).pathname).toBe(`/enterprises/${lost}`)
})

test('an officer looks for the record to merge with, and says of a merger in law by which paper', async () => {
  await go('/enterprises/doubles')
  await inspect(officer, 'doubles')
  await go('/enterprises')
  const hrefs = await officer
    .locator('main table a[href^="/enterprises/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const [one = '', other = ''] = hrefs.filter((href) => /^\/enterprises\/\d+$/.test(href)).slice(3)
  await go(other)
  const [taxCode = ''] = /\d{10}/.exec(await text()) ?? []
  await go(`${one}/merge?q=${taxCode}`)
  await inspect(officer, 'merge-with')
  await officer.locator(`main a[href="${one}/merger/${other.split('/').pop()}"]`).click()
  await officer.waitForLoadState()
  await inspect(officer, 'merger')
})
