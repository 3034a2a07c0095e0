import { expect, test } from 'vitest'
import { barChart } from './bar-chart.ts'
import { runningSums } from './month-chart.ts'

const look = { language: 'vi', size: 'wide', id: 'a' } as const
const widthsIn = (svg: string) =>
  [...svg.matchAll(/<rect x="4" y="\d+" width="([\d.]+)" height="14" fill="#(?:0b4a7f|17663a)"/g)].map(
    ([, width]) => Number(width),
  )

test('what goes over its target is drawn over it, and the time that has passed is marked on each bar', () => {
  const svg = barChart(look, {
    title: 'Chỉ tiêu',
    description: '',
    goal: '100%',
    time: 'Thời gian',
    bars: [
      { name: 'Một', figure: '50%', share: 0.5, passed: 0.4 },
      { name: 'Hai', figure: '150%', share: 1.5, passed: 0.4 },
      { name: 'Ba', figure: '900%', share: 9, passed: 0.4 },
    ],
  })
  const [half = 0, over = 0, far = 0] = widthsIn(svg)
  expect(over / half).toBeCloseTo(3, 1)
  // It ends open at twice the target; its figure says the rest.
  expect(far / half).toBeCloseTo(4, 1)
  expect(svg).toContain('900%')
  expect(svg.match(/stroke="#8a4b00" stroke-width="2.6"/g)).toHaveLength(4)
})

test('a running sum ends where the months to come begin', () => {
  expect(runningSums([5, 0, -2, null, null])).toEqual([5, 5, 3, null, null])
})
