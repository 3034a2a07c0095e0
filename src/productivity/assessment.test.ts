import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { adviceOf, questionnaire, scoresOf, stageOf } from './assessment.ts'

const questions = questionnaire()
const keys = questions.areas.flatMap((area) => area.statements.map(({ key }) => key))
const all = (level: number) => Object.fromEntries(keys.map((key) => [key, level]))

test('every statement has its own key, and every advised content stands in the catalogue', () => {
  expect(new Set(keys).size).toBe(keys.length)
  const catalogue = JSON.parse(readFileSync(join(packageDirectory, 'data/catalogues.json'), 'utf8')) as {
    supportContents: { key: string }[]
  }
  const known = new Set(catalogue.supportContents.map(({ key }) => key))
  for (const area of questions.areas) for (const key of area.contents) expect(known, key).toContain(key)
})

test('an enterprise that does nothing is told to begin everywhere, one that does all is advised nothing', () => {
  expect(adviceOf(scoresOf(questions, all(0))).map(({ key }) => key)).toEqual([
    '5s',
    'quality',
    'maintenance',
    'digital',
  ])
  expect(scoresOf(questions, all(4)).map(({ share }) => share)).toEqual([1, 1, 1, 1])
  expect(adviceOf(scoresOf(questions, all(4)))).toEqual([])
})

test('the weakest area comes first, with its weakest statement', () => {
  const answers = {
    ...all(4),
    'maintenance-stops': 0,
    'maintenance-plan': 1,
    'maintenance-list': 1,
    '5s-sort': 0,
    '5s-place': 1,
    '5s-clean': 3,
  }
  const advice = adviceOf(scoresOf(questions, answers))
  expect(advice.map(({ key, share }) => [key, share])).toEqual([
    ['maintenance', 0.5],
    ['5s', 0.6],
  ])
  expect(advice[0]?.weakest.en).toContain('OEE')
})

test('a score lies between zero and one and rises with every answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.integer({ min: 0, max: 3 }), (key, level) => {
      const sum = (answers: Record<string, number>) =>
        scoresOf(questions, answers).reduce((total, { share }) => total + share, 0)
      const low = { ...all(2), [key]: level }
      expect(sum({ ...low, [key]: level + 1 })).toBeGreaterThan(sum(low))
      for (const { share } of scoresOf(questions, low)) expect(share >= 0 && share <= 1).toBe(true)
    }),
  )
  expect([0.39, 0.4, 0.69, 0.7].map(stageOf)).toEqual(['begin', 'build', 'build', 'keep'])
})
