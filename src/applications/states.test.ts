import { describe, expect, test } from 'vitest'
import type { StateOf } from '../platform/states.ts'
import { type ApplicationState, actionsIn, after, applicationActions, applicationStates } from './states.ts'

/** Every action in every state; a dot is "cannot". */
const table: Readonly<
  Record<StateOf<typeof applicationActions>, Readonly<Record<ApplicationState, ApplicationState | '.'>>>
> = {
  edit: {
    filed: 'filed',
    returned: 'filed',
    checked: '.',
    appraised: '.',
    waiting: '.',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  return: {
    filed: 'returned',
    returned: '.',
    checked: 'returned',
    appraised: '.',
    waiting: '.',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  check: {
    filed: 'checked',
    returned: '.',
    checked: '.',
    appraised: '.',
    waiting: '.',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  appraise: {
    filed: '.',
    returned: '.',
    checked: 'appraised',
    appraised: 'appraised',
    waiting: 'appraised',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  accept: {
    filed: '.',
    returned: '.',
    checked: '.',
    appraised: 'accepted',
    waiting: 'accepted',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  refuse: {
    filed: '.',
    returned: '.',
    checked: 'refused',
    appraised: 'refused',
    waiting: 'refused',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  wait: {
    filed: '.',
    returned: '.',
    checked: '.',
    appraised: 'waiting',
    waiting: '.',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  withdraw: {
    filed: 'withdrawn',
    returned: 'withdrawn',
    checked: 'withdrawn',
    appraised: 'withdrawn',
    waiting: 'withdrawn',
    accepted: '.',
    refused: '.',
    withdrawn: '.',
  },
  reopen: {
    filed: '.',
    returned: '.',
    checked: '.',
    appraised: '.',
    waiting: 'checked',
    accepted: 'checked',
    refused: 'checked',
    withdrawn: '.',
  },
}

describe('the way of an application', () => {
  for (const action of applicationActions.keys) {
    for (const state of applicationStates.keys) {
      const expected = table[action][state]
      test(`${action} of an application that is ${state}: ${expected === '.' ? 'cannot be done' : expected}`, () => {
        expect(after(state, action)).toBe(expected === '.' ? null : expected)
      })
    }
  }

  test('what was withdrawn stays so, what was decided but for an objection that is upheld', () => {
    expect(actionsIn('withdrawn')).toEqual([])
    expect([...actionsIn('accepted'), ...actionsIn('refused')]).toEqual(['reopen', 'reopen'])
  })

  test('only an appraised or waiting application can be accepted', () => {
    expect(applicationStates.keys.filter((state) => actionsIn(state).includes('accept'))).toEqual([
      'appraised',
      'waiting',
    ])
  })
})
