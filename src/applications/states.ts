import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** Where an application stands. */
export const applicationStates = states({
  filed: { vi: 'Đã nộp', en: 'Filed', tone: 'info' },
  returned: { vi: 'Trả lại để bổ sung', en: 'Returned for completion', tone: 'warning' },
  checked: { vi: 'Đã kiểm tra', en: 'Checked', tone: 'info' },
  appraised: { vi: 'Đã thẩm định', en: 'Appraised', tone: 'info' },
  waiting: { vi: 'Chờ kinh phí', en: 'Waiting for money', tone: 'warning' },
  accepted: { vi: 'Được hỗ trợ', en: 'Supported', tone: 'success' },
  refused: { vi: 'Không được hỗ trợ', en: 'Refused', tone: 'error' },
  withdrawn: words('Đã rút', 'Withdrawn'),
})
export type ApplicationState = StateOf<typeof applicationStates>

/** What can be done to an application after it was filed. */
export const applicationActions = states({
  edit: words('sửa hồ sơ', 'edit the application'),
  return: words('trả lại hồ sơ', 'return the application'),
  check: words('xác nhận đã kiểm tra', 'confirm the check'),
  appraise: words('thẩm định', 'appraise'),
  accept: words('quyết định hỗ trợ', 'accept'),
  refuse: words('từ chối', 'refuse'),
  wait: words('cho chờ kinh phí', 'put on the waiting list'),
  withdraw: words('rút hồ sơ', 'withdraw'),
  reopen: words('xét lại sau kiến nghị', 'judge anew after an objection'),
})
export type ApplicationAction = StateOf<typeof applicationActions>

/**
 * The whole way of an application: for each action the states that it may be done in and the state that it leads to.
 * An edit of a returned application files it again; what fails a condition may be refused without an appraisal;
 * what waits for money may be appraised afresh, accepted or refused later.
 */
const transitions: Readonly<
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
  // an objection that is upheld leads back to the appraisal; of what was accepted, once its turn is cancelled
  reopen: { refused: 'checked', waiting: 'checked', accepted: 'checked' },
}

/** The state after the action, or null when it cannot be done in this state. */
export function after(state: ApplicationState, action: ApplicationAction): ApplicationState | null {
  return transitions[action][state] ?? null
}

/** The actions that can be done in a state. */
export function actionsIn(state: ApplicationState): ApplicationAction[] {
  return applicationActions.keys.filter((action) => after(state, action) !== null)
}

/** Neither settled nor withdrawn: they wait for somebody. */
export const openStates: readonly ApplicationState[] = applicationStates.keys.filter(
  (state) => after(state, 'withdraw') !== null,
)

/**
 * The applications that stand in line for the year's money. A returned one takes its place again, by its first filing
 * time, when it comes back complete.
 */
export const rankedStates: readonly ApplicationState[] = ['filed', 'checked', 'appraised', 'waiting']
