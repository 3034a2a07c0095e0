import { choice, longText, optionalId, optionalLongText, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { outcomes, stances } from './rules.ts'

/** The fields of an opinion on a clause. */
export const opinionFields = recordFields({
  clauseId: {
    field: optionalId(),
    label: words('Về khoản, mục', 'On the clause'),
    input: 'select',
    empty: words('Cả văn bản', 'The whole document'),
    joined: 'clause',
  },
  text: {
    field: longText(8000),
    label: words('Nội dung ý kiến', 'What is said'),
    input: 'area',
    rows: 4,
    personal: 'freeText',
  },
})

/** The fields of an agency's answer. */
export const answerFields = recordFields({
  stance: {
    field: choice(stances.keys),
    label: words('Ý kiến chung', 'Opinion on the whole'),
    input: 'radio',
    of: stances,
    later: true,
  },
  number: {
    field: optionalText(60),
    label: words('Số công văn trả lời', 'Number of the answering letter'),
    personal: 'freeText',
  },
  note: {
    field: optionalLongText(8000),
    label: words('Ghi chú của cơ quan', 'Note of the agency'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})

/** The fields of what became of an opinion. */
export const settlingFields = recordFields({
  outcome: {
    field: choice(outcomes.keys),
    label: words('Xử lý ý kiến', 'What becomes of it'),
    input: 'radio',
    of: outcomes,
    later: true,
  },
  reason: {
    field: optionalLongText(4000),
    label: words('Giải trình', 'Why so'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})
