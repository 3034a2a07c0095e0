import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { capabilities } from './capabilities.ts'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^(testing|start|platform|ui|sample)\//.test(file))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, 'utf8') }))

test('whatever a room declares is in its manifest', () => {
  const routes = new Set(
    [...capabilities.operations, ...capabilities.pages].map(({ route }): string => route),
  )
  const declared = sources.flatMap(({ file, text }) => [
    ...[...text.matchAll(/\broute: '((?:GET|POST|PUT|DELETE) \/[^']*)'/g)].map(
      ([, route]) => `${file} ${route}`,
    ),
    ...[...text.matchAll(/\breceiver\(\{[^}]*?\baddress: '(\/[^']*)'/g)].map(
      ([, at]) => `${file} POST ${at}`,
    ),
  ])
  expect(declared.length).toBeGreaterThan(300)
  expect(declared.filter((each) => !routes.has(each.slice(each.indexOf(' ') + 1)))).toEqual([])
})

test('each name and each address is declared once', () => {
  const names = capabilities.operations.map(({ name }) => name)
  expect(names.filter((name, place) => names.indexOf(name) < place)).toEqual([])
  const routes = capabilities.pages.map(({ route }) => route)
  expect(routes.filter((route, place) => routes.indexOf(route) < place)).toEqual([])
})
