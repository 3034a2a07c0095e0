import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Holidays } from '../calendar/index.ts'
import {
  addMonths,
  barsOf,
  changeFault,
  dueOf,
  type FlowStep,
  nextRepeat,
  nextStep,
  type OtherTask,
  openSteps,
} from './flow.ts'

const step = (place: number, more: Partial<FlowStep> = {}): FlowStep => ({
  ...{ id: place, place, part: 'other', way: null, optional: false, repeats: false, everyMonths: null },
  ...{ term: null, termUnit: null, termFrom: null, ...more },
})
const flow = [
  step(10),
  step(20, { optional: true }),
  step(30, { way: 'direct' }),
  step(40, { part: 'contract' }),
  step(50, { repeats: true, everyMonths: 6 }),
  step(60, { term: 5, termUnit: 'working_days', termFrom: 10 }),
]

describe('the way of a task', () => {
  test('leads past what may be left out and what is of another way', () => {
    expect(nextStep(flow, 'selection', 10)?.place).toBe(40)
    expect(nextStep(flow, 'direct', 10)?.place).toBe(30)
    expect(nextStep(flow, 'selection', 60)).toBeNull()
  })

  test('opens what comes up to the next step, and what repeats only while it runs', () => {
    const open = (atPlace: number, state: 'preparing' | 'running' | 'ended') =>
      openSteps(flow, { way: 'selection', atPlace, state }).map(({ place }) => place)
    expect(open(10, 'preparing')).toEqual([20, 40])
    expect(open(40, 'running')).toEqual([50, 60])
    expect(open(40, 'ended')).toEqual([])
  })

  test('never goes back, and whatever is taken it comes to its end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 20 }), (choices) => {
        let at = 0
        for (const choice of choices) {
          const open = openSteps(flow, { way: 'direct', atPlace: at, state: 'running' }).filter(
            (one) => !one.repeats,
          )
          const taken = open[choice % Math.max(open.length, 1)]
          if (taken === undefined) break
          expect(taken.place).toBeGreaterThan(at)
          at = taken.place
        }
        let steps = 0
        for (
          let next = nextStep(flow, 'direct', at);
          next !== null;
          next = nextStep(flow, 'direct', next.place)
        )
          steps += 1
        expect(steps).toBeLessThanOrEqual(flow.length)
      }),
    )
  })
})

describe('the term of a step', () => {
  const none: Holidays = { of: () => ({ days: [], decided: true }), at: () => undefined }
  test('counts working days, days and months from the step that it names', () => {
    const last = flow[5]
    if (last === undefined) throw new Error('The flow has no last step')
    // 5 working days after Friday 6 November 2026 end on the next Friday
    expect(dueOf(last, new Map([[10, '2026-11-06']]), '2026-11-20', none)).toBe('2026-11-13')
    expect(dueOf(last, new Map(), '2026-11-20', none)).toBeNull()
    expect(dueOf(step(70), new Map(), '2026-11-20', none)).toBeNull()
    const file = step(70, { part: 'evaluation', term: 30, termUnit: 'days' })
    expect(dueOf(file, new Map(), '2026-01-01', none, '2026-06-01')).toBe('2026-07-01')
  })

  test('months end on the last day where the month is shorter', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-11-15', 2)).toBe('2027-01-15')
  })

  test('a report is due every six months until the contract ends', () => {
    const report = step(50, { repeats: true, everyMonths: 6 })
    expect(nextRepeat(report, '2025-01-15', '2026-07-15', 0)).toBe('2025-07-15')
    expect(nextRepeat(report, '2025-01-15', '2026-07-15', 2)).toBe('2026-07-15')
    expect(nextRepeat(report, '2025-01-15', '2026-07-15', 3)).toBeNull()
  })
})

describe('a change of a task that runs, by Circular 15/2022/TT-BKHCN, art. 26', () => {
  const longer = {
    allowed: true,
    mostTimes: 2,
    mostMonths: 12,
    askMonths: 1,
    afterParts: null,
    afterOf: null,
  }
  const asked = {
    ...{ askedOn: '2026-05-31', endsOn: '2026-06-30', until: '2027-06-30', contractOn: '2025-06-30' },
    ...{ firstEnd: '2026-06-30', times: 0 },
  }
  test('is at most twice, together at most 12 months, asked for a month before the end', () => {
    expect(changeFault('longer', longer, asked)).toBeNull()
    expect(changeFault('longer', longer, { ...asked, until: '2027-07-01' })?.field).toBe('until')
    expect(changeFault('longer', longer, { ...asked, askedOn: '2026-06-01' })?.field).toBe('askedOn')
    expect(changeFault('longer', longer, { ...asked, times: 2 })?.field).toBe('change')
    expect(changeFault('longer', longer, { ...asked, until: '2026-06-30' })?.field).toBe('until')
  })

  test('shortens the time only once three quarters of it are over', () => {
    const shorter = {
      ...longer,
      mostTimes: null,
      mostMonths: null,
      askMonths: null,
      afterParts: 3,
      afterOf: 4,
    }
    const of = { ...asked, contractOn: '2026-01-01', endsOn: '2026-12-31', until: '2026-11-30' }
    expect(changeFault('shorter', shorter, { ...of, askedOn: '2026-09-30' })?.field).toBe('askedOn')
    expect(changeFault('shorter', shorter, { ...of, askedOn: '2026-10-01' })).toBeNull()
  })

  test('that the kind does not name is refused', () => {
    expect(changeFault('other', undefined, asked)?.field).toBe('change')
    expect(changeFault('other', { ...longer, allowed: false }, asked)?.field).toBe('change')
  })
})

test('who owes money, leads another task or failed within two years is named', () => {
  const other: OtherTask = {
    ...{
      id: 7,
      hostTaxCode: '0100',
      leaderName: 'Trần Văn A',
      state: 'ended',
      outcome: 'stopped',
      grade: null,
    },
    ...{ endedOn: '2025-06-01', recovery: 5n, recoveredOn: null },
  }
  const who = { hostTaxCode: '0100', leaderName: 'trần văn a' }
  expect(barsOf(who, [other], '2026-05-01').map(({ reason }) => reason)).toEqual(['unpaid', 'stopped'])
  expect(barsOf(who, [{ ...other, recoveredOn: '2026-01-01' }], '2026-07-01')).toEqual([])
  expect(barsOf(who, [{ ...other, state: 'running', outcome: null, recovery: 0n }], '2026-07-01')).toEqual([
    { taskId: 7, reason: 'leads' },
  ])
})
