import { describe, expect, test } from 'vitest'
import { type Grant, roles } from '../platform/actor.ts'
import type { Operation } from '../platform/operation.ts'
import { capabilities } from '../start/capabilities.ts'
import { workKinds, workRecords } from './kinds.ts'

describe('in each state of each record somebody has to act, or it is said why nobody has to', () => {
  test.each(
    workRecords.flatMap(({ record, states, settled }) =>
      states.map((state) => [record, state, settled] as const),
    ),
  )('%s: %s', (record, state, settled) => {
    const kinds = workKinds.filter((kind) => kind.record === record && kind.states.includes(state))
    const reason = settled[state]
    // One or the other, never both.
    expect([kinds.length > 0, reason !== undefined].filter(Boolean)).toHaveLength(1)
    if (reason !== undefined) expect(reason.vi.length * reason.en.length).toBeGreaterThan(0)
  })

  test('a kind of work is of states that its record has', () => {
    const wrong = workKinds.flatMap(({ kind, record, states }) => {
      const known =
        workRecords.find((one) => one.record === record)?.states ?? (states.length === 0 ? [] : null)
      return known === null || states.some((state) => !known.includes(state)) ? [kind] : []
    })
    expect(wrong).toEqual([])
  })

  test('what settles a state is said of a state that there is', () => {
    for (const { states, settled } of workRecords)
      expect(Object.keys(settled).filter((state) => !states.includes(state))).toEqual([])
  })
})

test('each kind of work has a name of its own, and is done by an operation of the program', () => {
  const names = workKinds.map(({ kind }) => kind)
  expect(new Set(names).size).toBe(names.length)
  const operations: readonly unknown[] = capabilities.operations
  expect(workKinds.filter(({ by }) => !operations.includes(by)).map(({ kind }) => kind)).toEqual([])
})

test('every role that writes has kinds of work, and an auditor, who writes findings and their papers alone, has those', () => {
  const kindsOf = (grant: Grant) => workKinds.filter(({ by }) => by.may.includes(grant)).length
  const without = roles.filter((role) => kindsOf(role) === 0)
  expect(without).toEqual([])
  const commands = (capabilities.operations as readonly Operation[]).filter(({ kind }) => kind === 'command')
  const auditors = workKinds.filter(
    ({ by }) => by.may.includes('auditor') && (commands as readonly unknown[]).includes(by),
  )
  expect(auditors.map(({ kind }) => kind).toSorted()).toEqual([
    'files.replace',
    'findings.close',
    'imports.finding',
  ])
})
