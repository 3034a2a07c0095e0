import { z } from 'zod'
import { numbered } from '../outgoing/index.ts'
import { choice, id } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { dongInWords } from '../platform/money-words.ts'
import { type Context, command, type Output } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { keepLetter, type LetterOf, letterInput, prepareLetter } from '../support/index.ts'
import { type Filled, type Head, headFields, headOf, listField, templateKind } from '../templates/index.ts'
import { lockProposed } from './carry.ts'
import { showYearEnd } from './carry-queries.ts'
import { whatOf } from './document.ts'
import { yearEndLayouts } from './letter-layouts.ts'

/* The papers of what is carried over or cancelled, out of Word templates, with their numbers of the register. */

/** What may be made of a proposal, while it waits. */
export const yearEndLetters = states({
  proposal: words(
    'Báo cáo đề nghị chuyển nguồn, hủy dự toán',
    'Report that asks for a carry-over or cancellation',
  ),
  decision: words('Quyết định chuyển nguồn, hủy dự toán', 'Decision on a carry-over or cancellation'),
})
type LetterKey = (typeof yearEndLetters.keys)[number]

/** Of which register the number of each is. */
const numbers = { proposal: 'report', decision: 'decision' } as const

type Shown = Output<typeof showYearEnd>
type YearEndRecord = Shown & Head
type Line = Shown['lines'][number] & { readonly at: number }

const yearEndRecord = async (context: Context, decisionId: number, head: Head): Promise<YearEndRecord> => ({
  ...((await showYearEnd.run(context, { id: decisionId })) as Shown),
  ...head,
})

/** What it is about, after "đề nghị": `chuyển nguồn kinh phí năm 2025 sang năm 2026`. */
const matter = ({ kind, year }: Pick<Shown, 'kind' | 'year'>) =>
  kind === 'carry'
    ? `chuyển nguồn kinh phí năm ${year} sang năm ${year + 1}`
    : `hủy dự toán kinh phí năm ${year} không được chuyển nguồn`

const fields = {
  ...headFields,
  viec: { label: words('Việc đề nghị cuối năm', 'Matter of the proposal'), value: matter },
  nam: { label: words('Năm dự toán', 'Budget year'), value: ({ year }: YearEndRecord) => String(year) },
  ke_hoach: { label: words('Kế hoạch', 'Plan'), value: ({ plan }: YearEndRecord) => plan },
  ly_do: { label: words('Lý do', 'Reason'), value: ({ reason }: YearEndRecord) => reason },
  tong_so: {
    label: words('Tổng số tiền (đồng)', 'Total (đồng)'),
    value: ({ total }: YearEndRecord) => formatDong(total, 'vi'),
  },
  tong_so_bang_chu: {
    label: words('Tổng số bằng chữ', 'The sum in words'),
    value: ({ total }: YearEndRecord) => dongInWords(total),
  },
  cac_khoan: listField<YearEndRecord, Line>({
    label: words('Các khoản cuối năm', 'Items of the year end'),
    rows: ({ lines }) => lines.map((line, place) => ({ ...line, at: place + 1 })),
    fields: {
      stt: { label: words('Số thứ tự', 'Position'), value: ({ at }) => String(at) },
      muc: { label: words('Mục', 'Line'), value: ({ line }) => line },
      ten_muc: {
        label: words('Tên mục dự toán', 'Title of the budget line'),
        value: ({ lineTitle }) => lineTitle,
      },
      nguon: { label: words('Nguồn', 'Source'), value: ({ sourceName }) => sourceName },
      cam_ket: { label: words('Cam kết', 'Commitment'), value: whatOf },
      so_tien: { label: words('Số tiền', 'Amount'), value: ({ amount }) => formatDong(amount, 'vi') },
      can_cu: {
        label: words('Căn cứ chuyển nguồn', 'Ground of the carry-over'),
        value: ({ ground, article }) => (ground === null ? '' : `${ground} (${article})`),
      },
    },
  }),
}

const about = {
  proposal: words(
    'Khi trình đề nghị chuyển nguồn, hủy dự toán; kèm phụ lục từng khoản.',
    'When a carry-over or cancellation is asked for, with each item in its annex.',
  ),
  decision: words(
    'Dự thảo quyết định, trước khi người có thẩm quyền ký và ghi sổ.',
    'The draft of the decision, before it is signed and booked.',
  ),
}

const kindOf = (key: LetterKey) =>
  templateKind<YearEndRecord>({
    ...{ key: `year-end-${key}`, label: yearEndLetters.names[key], about: about[key], fields },
    record: words('Đề nghị chuyển nguồn, hủy dự toán', 'Proposal of a carry-over or cancellation'),
    async records({ db }) {
      const rows = await db
        .selectFrom('yearEndDecision')
        .select(['id', 'kind', 'year'])
        .orderBy('id', 'desc')
        .limit(20)
        .execute()
      return rows.map(({ id: of, kind, year }) => ({
        id: of,
        label:
          kind === 'carry'
            ? words(`Chuyển nguồn ${year}`, `Carry-over ${year}`)
            : words(`Hủy dự toán ${year}`, `Cancellation ${year}`),
      }))
    },
    read: async (context, of) => yearEndRecord(context, of, await headOf(context, numbers[key])),
    shipped: yearEndLayouts[key],
  })
const kinds: Readonly<Record<LetterKey, ReturnType<typeof kindOf>>> = {
  proposal: kindOf('proposal'),
  decision: kindOf('decision'),
}

const letterOf = (decisionId: number, key: LetterKey): LetterOf<YearEndRecord> => ({
  kind: kinds[key],
  numbers: numbers[key],
  read: (context, head) => yearEndRecord(context, decisionId, head),
})

/** Makes a paper of a proposal that waits with the template in use on its day, and keeps it with the proposal. */
export const draftYearEndLetter = command({
  name: 'yearEnd.draftDocument',
  summary: words('Tạo văn bản chuyển nguồn, hủy dự toán', 'Make a paper of a carry-over or cancellation'),
  route: 'POST /budget/year-end/{id}/documents',
  input: z.object({ id: id(), document: choice(yearEndLetters.keys), ...letterInput }),
  output: z.object({ id: z.int(), documentId: z.int(), fileId: z.int() }),
  may: ['coordinator', 'finance'],
  needs: [numbered],
  rules: [notAhead('issuedOn')],
  subject: ({ id: decisionId }) => `year_end:${decisionId}`,
  prepare: (context, input) => prepareLetter(context, letterOf(input.id, input.document), input),
  async run(context, input, filled: Filled | null) {
    const { kind, year } = await lockProposed(context.db, input.id)
    const kept = await keepLetter(context, letterOf(input.id, input.document), input, filled, {
      ...{ record: `year_end:${input.id}`, enterpriseId: null },
      title: `${input.document === 'proposal' ? 'Báo cáo đề nghị' : 'Quyết định'} ${matter({ kind, year })}`,
    })
    return { id: input.id, ...kept }
  },
})
