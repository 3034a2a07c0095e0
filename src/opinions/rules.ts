import { states } from '../platform/states.ts'

/** Where the answer of one agency stands. */
export const requestStates = states({
  asked: { vi: 'Đang xin ý kiến', en: 'Opinion asked for', tone: 'info' },
  answered: { vi: 'Đã có ý kiến', en: 'Opinion given', tone: 'success' },
  missing: { vi: 'Không có ý kiến khi kết thúc', en: 'No opinion by the close', tone: 'warning' },
})

/** What an agency says of the whole. */
export const stances = states({
  agrees: { vi: 'Thống nhất', en: 'In agreement', tone: 'success' },
  with_changes: { vi: 'Thống nhất, có ý kiến sửa', en: 'In agreement, with changes', tone: 'warning' },
  disagrees: { vi: 'Không thống nhất', en: 'Disagrees', tone: 'error' },
})

/** What became of an opinion. */
export const outcomes = states({
  taken: { vi: 'Tiếp thu', en: 'Accepted by the drafter', tone: 'success' },
  partly: { vi: 'Tiếp thu một phần', en: 'Accepted in part', tone: 'warning' },
  not_taken: { vi: 'Không tiếp thu', en: 'Set aside by the drafter', tone: 'error' },
})

/** Whether an answer is late on a day: the last day is still in time. */
export const isLate = (
  { state, dueOn }: { readonly state: (typeof requestStates.keys)[number]; readonly dueOn: string },
  day: string,
): boolean => state === 'asked' && day > dueOn
