import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { toJson } from '../platform/json.ts'
import { openApi, routeParts } from '../platform/openapi.ts'
import { capabilities } from './capabilities.ts'

const description = openApi(capabilities.operations, 'https://nscl.example.vn')

test('the description of REST passes the recommended rules of a public linter without a warning', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: toJson(description, 1), config })
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
})

test('each operation names what it refuses with, and each refusal is a declared problem', () => {
  const { paths, components } = description as {
    paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>
    components: { responses: Record<string, { content: object }> }
  }
  for (const operation of capabilities.operations) {
    const { method, path, parameters } = routeParts(operation.route)
    const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {}
    expect(Object.keys(responses), operation.name).toContain('429')
    if (!operation.may.includes('public'))
      expect(Object.keys(responses), operation.name).toEqual(expect.arrayContaining(['401', '403']))
    if (operation.kind === 'command') expect(Object.keys(responses), operation.name).toContain('409')
    if (parameters.length > 0) expect(Object.keys(responses), operation.name).toContain('404')
    for (const { $ref } of Object.values(responses)) {
      if ($ref === undefined) continue
      const content = components.responses[$ref.replace('#/components/responses/', '')]?.content
      expect(content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      })
    }
  }
})

test('no address means two things, former ones included', () => {
  const shapes = capabilities.operations.flatMap(({ route, formerRoutes = [] }) => [route, ...formerRoutes])
  expect(new Set(shapes.map((route) => route.replace(/\{\w+\}/g, '{}'))).size).toBe(shapes.length)
})
