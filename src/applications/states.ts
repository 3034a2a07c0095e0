import { type Words, words } from '../platform/language.ts'

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
  filed: words('Đã nộp', 'Filed'),
  returned: words('Trả lại để bổ sung', 'Returned for completion'),
  checked: words('Đã kiểm tra', 'Checked'),
  appraised: words('Đã thẩm định', 'Appraised'),
  waiting: words('Chờ kinh phí', 'Waiting for money'),
  accepted: words('Được hỗ trợ', 'Supported'),
  refused: words('Không được hỗ trợ', 'Refused'),
  withdrawn: words('Đã rút', 'Withdrawn'),
}

export const actionNames: Readonly<Record<ApplicationAction, Words>> = {
  edit: words('sửa hồ sơ', 'edit the application'),
  return: words('trả lại hồ sơ', 'return the application'),
  check: words('xác nhận đã kiểm tra', 'confirm the check'),
  appraise: words('thẩm định', 'appraise'),
  accept: words('quyết định hỗ trợ', 'accept'),
  refuse: words('từ chối', 'refuse'),
  wait: words('cho chờ kinh phí', 'put on the waiting list'),
  withdraw: words('rút hồ sơ', 'withdraw'),
}
