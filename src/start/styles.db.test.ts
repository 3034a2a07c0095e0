import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import * as ui from '../ui/index.ts'
import { createApp } from './app.tsx'
import { stylesPage } from './styles-page.tsx'

const { system } = await testSystem()
const ask = (path: string, app: ReturnType<typeof createApp>) =>
  app.request(
    system.config.publicUrl + path,
    {},
    {
      incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
    },
  )

/** Pieces that a page alone has: with its command, its file or its record. */
const elsewhere = new Set(['Act', 'Evidence'])

test('the style page shows every piece of the pages', async () => {
  const response = await ask('/styles', createApp(system, [stylesPage]))
  expect(response.status).toBe(200)
  const html = await response.text()
  const shown = new Set([...html.matchAll(/data-piece="(\w+)"/g)].map(([, name]) => name))
  const pieces = Object.keys(ui).filter((name) => /^[A-Z]/.test(name) || /Chart$/.test(name))
  expect(pieces.filter((name) => !shown.has(name) && !elsewhere.has(name))).toEqual([])
})

test('the program that an office runs has no style page', async () => {
  expect((await ask('/styles', createApp(system))).status).toBe(404)
})
