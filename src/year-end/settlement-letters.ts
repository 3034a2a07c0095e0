import { z } from 'zod'
import { numbered } from '../outgoing/index.ts'
import { choice, id } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Context, command, type Output } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { keepLetter, type LetterOf, letterInput, prepareLetter } from '../support/index.ts'
import { type Filled, type Head, headFields, headOf, listField, templateKind } from '../templates/index.ts'
import { settlementLayouts } from './letter-layouts.ts'
import { lockSettlement, settlementSettled } from './settlement.ts'
import { differencesSaid, taskSaid } from './settlement-document.ts'
import { showSettlement } from './settlement-queries.ts'
import { given, type Sums, sumNames } from './settlement-rules.ts'

/* The report and the minutes of a settlement, out of Word templates, with their numbers of the register. */

/** What may be made of a settlement while it waits. */
export const settlementLetters = states({
  report: words('Báo cáo quyết toán năm', 'Report on the settlement of a year'),
  minutes: words('Biên bản quyết toán năm', 'Minutes of the settlement of a year'),
})
type LetterKey = (typeof settlementLetters.keys)[number]

type Shown = Output<typeof showSettlement>
type SettlementRecord = Shown & Head

const settlementRecord = async (context: Context, of: number, head: Head): Promise<SettlementRecord> => ({
  ...((await showSettlement.run(context, { id: of })) as Shown),
  ...head,
})

const sums = {
  duoc_su_dung: { label: words('Dự toán được sử dụng', 'What could be spent'), of: given },
  da_chi: { label: sumNames.paid, of: ({ paid }: Sums) => paid },
  chuyen_sang: { label: sumNames.carriedOut, of: ({ carriedOut }: Sums) => carriedOut },
  da_huy: { label: sumNames.cancelled, of: ({ cancelled }: Sums) => cancelled },
  con_lai: { label: sumNames.left, of: ({ left }: Sums) => left },
} as const satisfies Readonly<Record<string, { label: Words; of: (sums: Sums) => bigint }>>

const fields = {
  ...headFields,
  nam: { label: words('Năm dự toán', 'Budget year'), value: ({ year }: SettlementRecord) => String(year) },
  nam_sau: {
    label: words('Năm sau', 'The next year'),
    value: ({ year }: SettlementRecord) => String(year + 1),
  },
  ke_hoach: { label: words('Kế hoạch', 'Plan'), value: ({ plan }: SettlementRecord) => plan },
  ghi_chu: { label: words('Ghi chú', 'Note'), value: ({ note }: SettlementRecord) => note ?? '' },
  ...Object.fromEntries(
    Object.entries(sums).map(([name, { label, of }]) => [
      `tong_${name}`,
      {
        label: words(`${label.vi}, tổng số`, `${label.en}, in all`),
        value: ({ lines }: SettlementRecord) =>
          formatDong(
            lines.reduce((sum, line) => sum + of(line), 0n),
            'vi',
          ),
      },
    ]),
  ),
  khop: {
    label: words('Khớp với Kho bạc', 'Agrees with the Treasury'),
    value: (record: SettlementRecord) => differencesSaid(record).length === 0,
  },
  chenh_lech: listField<SettlementRecord, string>({
    label: words('Các chỗ lệch với Kho bạc', 'Where the Treasury differs'),
    rows: differencesSaid,
    fields: { cho_lech: { label: words('Chỗ lệch', 'What differs'), value: (said) => said } },
  }),
  theo_muc: listField<SettlementRecord, Shown['lines'][number]>({
    label: words('Theo mục và nguồn', 'By line and source'),
    rows: ({ lines }) => lines,
    fields: {
      muc: { label: words('Mục', 'Line'), value: ({ line }) => line },
      nguon: { label: words('Nguồn', 'Source'), value: ({ sourceName }) => sourceName },
      ...Object.fromEntries(
        Object.entries(sums).map(([name, { label, of }]) => [
          name,
          { label, value: (line: Shown['lines'][number]) => formatDong(of(line), 'vi') },
        ]),
      ),
    },
  }),
  theo_nhiem_vu: listField<SettlementRecord, Shown['tasks'][number]>({
    label: words('Theo nhiệm vụ và nội dung', 'By task and content'),
    rows: ({ tasks }) => tasks,
    fields: {
      muc: { label: words('Mục', 'Line'), value: ({ line }) => line },
      noi_dung: { label: words('Cam kết, nhiệm vụ, nội dung', 'Commitment, task, content'), value: taskSaid },
      nam_truoc_chuyen_sang: {
        label: sumNames.carriedIn,
        value: ({ carriedIn }) => formatDong(carriedIn, 'vi'),
      },
      cam_ket: {
        label: words('Cam kết trong năm', 'Committed in the year'),
        value: ({ committed }) => formatDong(committed, 'vi'),
      },
      da_chi: { label: sumNames.paid, value: ({ paid }) => formatDong(paid, 'vi') },
      chuyen_sang: { label: sumNames.carriedOut, value: ({ carriedOut }) => formatDong(carriedOut, 'vi') },
    },
  }),
}

const about = {
  report: words(
    'Khi gửi quyết toán của năm cho cơ quan tài chính; kèm phụ lục theo mục và theo nhiệm vụ.',
    'When the settlement of a year goes to the finance office, with annexes by line and by task.',
  ),
  minutes: words(
    'Dự thảo biên bản để các bên ký, trước khi thống nhất quyết toán.',
    'The draft of the minutes that both sides sign, before the settlement is agreed to.',
  ),
}

const kindOf = (key: LetterKey) =>
  templateKind<SettlementRecord>({
    ...{ key: `settlement-${key}`, label: settlementLetters.names[key], about: about[key], fields },
    record: words('Quyết toán năm', 'Settlement of a year'),
    async records({ db }) {
      const rows = await db
        .selectFrom('yearSettlement')
        .select(['id', 'year'])
        .orderBy('id', 'desc')
        .limit(20)
        .execute()
      return rows.map(({ id: of, year }) => ({
        id: of,
        label: words(`Quyết toán năm ${year}`, `Settlement of ${year}`),
      }))
    },
    read: async (context, of) => settlementRecord(context, of, await headOf(context, key)),
    shipped: settlementLayouts[key],
  })
const kinds: Readonly<Record<LetterKey, ReturnType<typeof kindOf>>> = {
  report: kindOf('report'),
  minutes: kindOf('minutes'),
}

const letterOf = (settlementId: number, key: LetterKey): LetterOf<SettlementRecord> => ({
  kind: kinds[key],
  numbers: key,
  read: (context, head) => settlementRecord(context, settlementId, head),
})

/** Makes a paper of a settlement with the template in use on its day, and keeps it with the settlement. */
export const draftSettlementLetter = command({
  name: 'yearEnd.draftSettlementDocument',
  summary: words('Tạo văn bản quyết toán năm', 'Make a paper of the settlement of a year'),
  route: 'POST /budget/settlements/{id}/documents',
  input: z.object({ id: id(), document: choice(settlementLetters.keys), ...letterInput }),
  output: z.object({ id: z.int(), documentId: z.int(), fileId: z.int() }),
  may: ['coordinator', 'finance'],
  needs: [numbered],
  rules: [notAhead('issuedOn')],
  subject: ({ id: settlementId }) => `year_settlement:${settlementId}`,
  prepare: (context, input) => prepareLetter(context, letterOf(input.id, input.document), input),
  async run(context, input, filled: Filled | null) {
    const { state, year } = await lockSettlement(context.db, input.id)
    if (state !== 'drawn_up') throw settlementSettled()
    const kept = await keepLetter(context, letterOf(input.id, input.document), input, filled, {
      ...{ record: `year_settlement:${input.id}`, enterpriseId: null },
      title: `${input.document === 'report' ? 'Báo cáo' : 'Biên bản'} quyết toán năm ${year}`,
    })
    return { id: input.id, ...kept }
  },
})
