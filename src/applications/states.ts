import type { Words } from '../platform/language.ts'

/** Where an application stands. */
export const applicationStates = [
  'filed',
  'returned',
  'checked',
  'appraised',
  'waiting',
  'accepted',
  'refused',
  'withdrawn',
] as const
export type ApplicationState = (typeof applicationStates)[number]

/** What can be done to an application after it was filed. */
export const applicationActions = [
  'edit',
  'return',
  'check',
  'appraise',
  'accept',
  'refuse',
  'wait',
  'withdraw',
] as const
export type ApplicationAction = (typeof applicationActions)[number]

/**
 * The whole way of an application: for each action the states that it may be done in and the state that it leads to.
 * An edit of a returned application files it again; what fails a condition may be refused without an appraisal;
 * what waits for money may be appraised afresh, accepted or refused later.
 */
export const transitions: Readonly<
  Record<ApplicationAction, Readonly<Partial<Record<ApplicationState, ApplicationState>>>>
> = {
  edit: { filed: 'filed', returned: 'filed' },
  return: { filed: 'returned', checked: 'returned' },
  check: { filed: 'checked' },
  appraise: { checked: 'appraised', appraised: 'appraised', waiting: 'appraised' },
  accept: { appraised: 'accepted', waiting: 'accepted' },
  refuse: { checked: 'refused', appraised: 'refused', waiting: 'refused' },
  wait: { appraised: 'waiting' },
  withdraw: {
    filed: 'withdrawn',
    returned: 'withdrawn',
    checked: 'withdrawn',
    appraised: 'withdrawn',
    waiting: 'withdrawn',
  },
}

/** The state after the action, or null when it cannot be done in this state. */
export function after(state: ApplicationState, action: ApplicationAction): ApplicationState | null {
  return transitions[action][state] ?? null
}

/** The actions that can be done in a state. */
export function actionsIn(state: ApplicationState): ApplicationAction[] {
  return applicationActions.filter((action) => after(state, action) !== null)
}

/** Whether a text of the database is a state. */
export function isApplicationState(text: string): text is ApplicationState {
  return applicationStates.some((state) => state === text)
}

/**
 * The applications that stand in line for the year's money. A returned one takes its place again, by its first filing
 * time, when it comes back complete.
 */
export const rankedStates: readonly ApplicationState[] = ['filed', 'checked', 'appraised', 'waiting']

export const stateNames: Readonly<Record<ApplicationState, Words>> = {
  filed: { vi: 'Đã nộp', en: 'Filed' },
  returned: { vi: 'Trả lại để bổ sung', en: 'Returned for completion' },
  checked: { vi: 'Đã kiểm tra', en: 'Checked' },
  appraised: { vi: 'Đã thẩm định', en: 'Appraised' },
  waiting: { vi: 'Chờ kinh phí', en: 'Waiting for money' },
  accepted: { vi: 'Được hỗ trợ', en: 'Accepted' },
  refused: { vi: 'Không được hỗ trợ', en: 'Refused' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
}

export const actionNames: Readonly<Record<ApplicationAction, Words>> = {
  edit: { vi: 'sửa hồ sơ', en: 'edit the application' },
  return: { vi: 'trả lại hồ sơ', en: 'return the application' },
  check: { vi: 'xác nhận đã kiểm tra', en: 'confirm the check' },
  appraise: { vi: 'thẩm định', en: 'appraise' },
  accept: { vi: 'quyết định hỗ trợ', en: 'accept' },
  refuse: { vi: 'từ chối', en: 'refuse' },
  wait: { vi: 'cho chờ kinh phí', en: 'put on the waiting list' },
  withdraw: { vi: 'rút hồ sơ', en: 'withdraw' },
}
