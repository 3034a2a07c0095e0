import { choice, longText, optionalLongText, optionalWhole, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type StateOf, states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

export const sheetKinds = states({
  before: words('Kiểm tra trước', 'Test before'),
  after: words('Kiểm tra sau', 'Test after'),
  survey: words('Khảo sát ý kiến', 'Survey of opinions'),
})
export type SheetKind = StateOf<typeof sheetKinds>

export const sheetStates = states({
  draft: { vi: 'Phiếu đang soạn', en: 'Sheet being written', tone: 'neutral' },
  open: { vi: 'Phiếu đang mở', en: 'Sheet open', tone: 'success' },
  closed: { vi: 'Phiếu đã đóng', en: 'Sheet closed', tone: 'info' },
})
export type SheetState = StateOf<typeof sheetStates>

export const sheetFields = recordFields({
  kind: {
    field: choice(sheetKinds.keys),
    label: words('Loại phiếu', 'Kind of sheet'),
    input: 'radio',
    of: sheetKinds,
  },
  title: { field: text(300), label: words('Tên phiếu', 'Title of the sheet'), personal: 'freeText' },
})

/** A question as it is typed: its options one a line. */
export const questionInput = {
  content: longText(1000),
  /** One a line; none: who answers writes. */
  options: optionalLongText(4000),
  /** Of a test: which line is right, and what it gives. */
  rightOption: optionalWhole(1, 20),
  points: optionalWhole(1, 100),
}

/** The options of a question, of what was typed. */
export const optionsIn = (typed: string | undefined): string[] =>
  (typed ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
