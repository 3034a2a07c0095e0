import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, type WorkRows, workInState } from '../platform/work.ts'
import { openCall } from './call-commands.ts'
import { issueCertificates } from './certificates.ts'
import { callStates, listStates, nominationStates } from './fields.ts'
import { applyNominations } from './import.ts'
import { createList, decidedApart, decideList, forwardList, submitList } from './list-commands.ts'
import { checkNomination, submitNomination } from './nomination-way.ts'

const nomination = { record: 'nomination', address: '/nominations/{id}' } as const
const list = { record: 'commendation_list', address: '/commendation-lists/{id}' } as const

const nominations = (where: RawBuilder<unknown>): WorkRows => ({
  from: sql`nomination n JOIN commendation_call c ON c.id = n.call_id WHERE ${where}`,
  id: sql`n.id`,
  since: sql`n.moved_on`,
  planId: sql`c.plan_id`,
  subject: sql`n.name || ': ' || c.title`,
})

const ofList = (state: 'draft' | 'submitted' | 'returned' | 'forwarded') => () =>
  workInState('commendation_list')(state, 'moved_on')

const kinds: readonly WorkKind[] = [
  {
    kind: 'commendations.openCall',
    label: words('Thông báo đợt đề nghị khen thưởng', 'Publish a call for nominations'),
    record: 'commendation_call',
    address: '/commendation-calls/{id}',
    states: ['draft'],
    by: openCall,
    whose: 'office',
    rows: () => workInState('commendation_call')('draft', 'begun_on'),
  },
  {
    ...nomination,
    kind: 'nominations.submit',
    label: words('Hoàn thiện, gửi đề nghị khen thưởng', 'Complete and submit a nomination'),
    states: ['draft', 'returned'],
    by: submitNomination,
    whose: 'agency',
    rows: () => ({
      ...nominations(sql`n.state IN ('draft', 'returned') AND n.agency_id IS NOT NULL`),
      agencyId: sql`n.agency_id`,
      due: sql`CASE WHEN n.state = 'draft' THEN c.closes_on END`,
    }),
  },
  {
    ...nomination,
    kind: 'nominations.submitOwn',
    label: words(
      'Hoàn thiện, gửi đề nghị của doanh nghiệp',
      "Complete and submit an enterprise's nomination",
    ),
    states: ['draft', 'returned'],
    by: submitNomination,
    whose: 'enterprise',
    rows: () => ({
      ...nominations(sql`n.state IN ('draft', 'returned') AND n.by_enterprise_id IS NOT NULL`),
      enterpriseId: sql`n.by_enterprise_id`,
      due: sql`CASE WHEN n.state = 'draft' THEN c.closes_on END`,
    }),
  },
  {
    ...nomination,
    kind: 'nominations.check',
    label: words('Kiểm tra đề nghị khen thưởng', 'Check a nomination'),
    states: ['submitted'],
    by: checkNomination,
    whose: 'office',
    rows: () => nominations(sql`n.state = 'submitted'`),
  },
  {
    ...nomination,
    kind: 'nominations.list',
    label: words('Đưa đề nghị vào danh sách', 'Put a nomination on a list'),
    states: ['complete'],
    by: createList,
    whose: 'office',
    rows: () => nominations(sql`n.state = 'complete'`),
  },
  {
    ...list,
    kind: 'commendations.submitList',
    label: words('Xét và trình danh sách khen thưởng', 'Consider and submit a list of nominees'),
    states: ['draft'],
    by: submitList,
    whose: 'office',
    rows: ofList('draft'),
  },
  {
    ...list,
    kind: 'commendations.submitAgain',
    label: words('Hoàn thiện danh sách bị trả lại', 'Complete a list that was returned'),
    states: ['returned'],
    by: submitList,
    whose: 'office',
    rows: ofList('returned'),
  },
  {
    ...list,
    kind: 'commendations.forward',
    label: words('Xét danh sách, trình UBND tỉnh', "Consider a list for the People's Committee"),
    states: ['submitted'],
    by: forwardList,
    whose: 'office',
    rows: ofList('submitted'),
  },
  {
    ...list,
    kind: 'commendations.decide',
    label: words('Ghi quyết định khen thưởng', 'Record the decision to commend'),
    states: ['forwarded'],
    by: decideList,
    whose: 'office',
    apart: { control: decidedApart.control, commands: decidedApart.commands, others: decidedApart.others },
    rows: ofList('forwarded'),
  },
  {
    ...list,
    kind: 'commendations.certify',
    label: words('Tạo giấy chứng nhận khen thưởng', 'Make the certificates of commendation'),
    states: ['decided'],
    by: issueCertificates,
    whose: 'office',
    rows: () => ({
      ...workInState('commendation_list')('decided', 'moved_on'),
      from: sql`commendation_list y WHERE y.state = 'decided' AND EXISTS (SELECT FROM nomination n
        WHERE n.list_id = y.id AND n.state = 'commended'
          AND NOT EXISTS (SELECT FROM made_document d WHERE d.record = 'nomination:' || n.id))`,
    }),
  },
  stagedImports({
    kind: 'nomination',
    by: applyNominations,
    label: words('Ghi bảng đề nghị khen thưởng đã kiểm tra', 'Write a checked table of nominations'),
    address: '/nominations/imports/{id}',
  }),
]

export const commendationWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'commendation_call',
      table: 'commendation_call',
      states: callStates.keys,
      settled: {
        open: words('Nhận đề nghị đến ngày đóng.', 'It takes nominations until its last day.'),
        cancelled: words('Đợt đã hủy.', 'The call was cancelled.'),
      },
    },
    {
      record: 'nomination',
      table: 'nomination',
      states: nominationStates.keys,
      settled: {
        listed: words('Danh sách của đề nghị đang được xét.', 'The list that it is on is considered.'),
        commended: words('Được khen thưởng theo quyết định.', 'Commended by the decision.'),
        refused: words('Không được khen thưởng, có lý do.', 'Not commended, with the reason.'),
        withdrawn: words('Bên đề nghị đã rút.', 'Whoever nominated withdrew it.'),
      },
    },
    {
      record: 'commendation_list',
      table: 'commendation_list',
      states: listStates.keys,
      settled: { dropped: words('Danh sách không trình.', 'The list was dropped.') },
    },
  ],
}
