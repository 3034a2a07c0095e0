import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* Key products: a decision is entered, its appendix comes in, its list is ended by another. */

const { program, page } = await openDesk({})
const at = (path: string) => page.goto(program.url + path)

test('a decision is entered, its appendix comes in as a table, and another list takes its place', async () => {
  await at('/key-products')
  expect(await page.locator('main').innerText()).toContain('Chưa nhập sản phẩm chủ lực nào.')
  await inspect(page, 'key-products-empty')
  const enter = async (place: number, validFrom: string) => {
    await at('/key-products/lists/new')
    const instrument = page.locator('[name="instrumentId"] option[value]:not([value=""])').nth(place)
    const instrumentId = (await instrument.getAttribute('value')) ?? ''
    await send(page, '/key-products/lists/new', { instrumentId, validFrom })
    return new URL(page.url()).pathname
  }
  await at('/key-products/lists/new')
  await inspect(page, 'key-product-list-new')
  const first = await enter(0, '2024-01-01')
  const second = await enter(1, '2025-01-01')
  await at(first)
  await page.locator('main a[href^="/key-products/import?listId="]').click()
  await inspect(page, 'key-product-import')
  expect(await page.locator('select[name="listId"]').inputValue()).toBe(first.split('/').at(-1))
  await send(page, '/key-products/import', {
    text: 'Tên sản phẩm\tNhóm sản phẩm\nTôm nước lợ\tThủy sản\nLúa thơm\tTrồng trọt\nLúa thơm\tTrồng trọt\n',
  })
  await inspect(page, 'key-product-import-found')
  await send(page, new URL(page.url()).pathname, {})
  await at(`${first}/new`)
  await inspect(page, 'key-product-new')
  await send(page, `${first}/new`, { name: 'Bưởi', groupName: 'Trồng trọt' })
  await inspect(page, 'key-product-list')
  await send(page, `${first}/end`, {
    validTo: '2024-12-31',
    replacedBy: second.split('/').at(-1) ?? '',
    reason: 'Quyết định mới thay thế',
  })
  expect(await page.locator('main').innerText()).toContain('Danh mục thay thế')
  await at('/key-products/lists')
  await inspect(page, 'key-product-lists')
  await at('/key-products?q=trong+trot')
  await inspect(page, 'key-products')
  expect(await page.locator('main tbody tr').count()).toBe(2)
  await page.locator('main tbody a[href^="/key-products/"]').first().click()
  await inspect(page, 'key-product')
})

test('in English the pages are whole', async () => {
  await at('/key-products?lang=en')
  await inspect(page, 'key-products-en')
})
