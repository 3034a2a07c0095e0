import { choice, day, id, optionalDay, text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'
import { askedTimes, questionKinds } from './rules.ts'

export const followUpStates = states({
  asked: { vi: 'Chờ doanh nghiệp trả lời', en: 'Waits for the enterprise', tone: 'warning' },
  answered: { vi: 'Doanh nghiệp đã trả lời', en: 'The enterprise has answered', tone: 'success' },
  silent: { vi: 'Doanh nghiệp không trả lời', en: 'The enterprise did not answer', tone: 'error' },
})

/** By whom it was answered. */
export const answerWays = states({
  account: words('Tài khoản của doanh nghiệp', 'An account of the enterprise'),
  link: words('Liên kết riêng', 'A personal link'),
  paper: words('Cán bộ nhập theo phiếu giấy', 'An officer, by a paper'),
  table: words('Bảng nhập vào', 'A table that came in'),
})

/** When enterprises are asked. */
export const momentFields = recordFields({
  name: { field: text(200), label: words('Tên lần hỏi', 'Name of the asking'), sort: 'name' },
  nameEn: {
    field: text(200),
    label: words('Tên lần hỏi bằng tiếng Anh', 'Name of the asking in English'),
    exportOnly: true,
  },
  months: {
    field: whole(0, 120),
    label: words('Số tháng sau khi lượt hoàn thành', 'Months after the turn is done'),
    hint: words('0 là ngay khi hoàn thành.', '0 is as soon as it is done.'),
    input: 'number',
    half: true,
  },
  answerDays: {
    field: whole(1, 365, 'days'),
    label: words('Số ngày chờ trả lời', 'Days in which an answer is waited for'),
    input: 'number',
    half: true,
  },
})

/** What they are asked. */
export const questionFields = recordFields({
  name: { field: text(500), label: words('Câu hỏi', 'Question'), sort: 'name' },
  nameEn: {
    field: text(500),
    label: words('Câu hỏi bằng tiếng Anh', 'Question in English'),
    exportOnly: true,
  },
  kind: {
    field: choice(questionKinds.keys),
    label: words('Trả lời bằng', 'Answered by'),
    input: 'select',
    of: questionKinds,
    half: true,
  },
  askedAt: {
    field: choice(askedTimes.keys),
    label: words('Hỏi ở những lần nào', 'Asked at which times'),
    input: 'select',
    of: askedTimes,
    half: true,
  },
  beginsOn: {
    field: optionalDay(),
    label: words('Hỏi từ ngày', 'Asked from'),
    input: 'date',
  },
})

/** By what an officer answers for the enterprise. */
export const paperFields = recordFields({
  answeredOn: {
    field: day(),
    label: words('Ngày doanh nghiệp trả lời', 'Day of the answer'),
    input: 'date',
    later: true,
  },
  fileId: {
    field: id(),
    label: words('Phiếu trả lời của doanh nghiệp', 'The paper of the enterprise'),
    input: 'file',
    later: true,
  },
})
