import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { checkEntry, submitEntry } from './entry-commands.ts'
import { checkedApart, recordOpinion, recordOutcome, sendEntry, tieNomination } from './entry-way.ts'
import { roundStates } from './fields.ts'
import { applyEntries } from './import.ts'
import { endRound } from './rounds.ts'
import { dueIn, type EntryState, entryStates, opinionGivers, type Step } from './rules.ts'

const entry = { record: 'award_entry', address: '/award-entries/{id}' } as const

const entries = (where: RawBuilder<unknown>): WorkRows => ({
  from: sql`award_entry x JOIN award_round r ON r.id = x.round_id JOIN award_rule y ON y.id = r.rule_id
    JOIN enterprise e ON e.id = x.enterprise_id LEFT JOIN product k ON k.id = x.product_id WHERE ${where}`,
  id: sql`x.id`,
  since: sql`x.moved_on`,
  planId: sql`r.plan_id`,
  subject: sql`concat_ws(', ', k.name, e.name) || ' (' || r.year || ')'`,
})

/** The entries on which a step is due by the rules of their year, and the states that it is due in. */
function dueFor(step: Step): { states: EntryState[]; rows: () => WorkRows } {
  const each = opinionGivers.keys.map((by) => ({ by, state: dueIn[by][step] }))
  return {
    states: [...new Set(each.map(({ state }) => state))],
    rows: () =>
      entries(
        sql.join(
          each.map(({ by, state }) => sql`(y.opinion_by = ${by} AND x.state = ${state})`),
          sql` OR `,
        ),
      ),
  }
}

const apart = { control: checkedApart.control, commands: checkedApart.commands }

const kinds: readonly WorkKind[] = [
  {
    ...entry,
    kind: 'awards.submit',
    label: words('Hoàn thiện, gửi hồ sơ dự giải', 'Complete and submit an entry for the award'),
    states: ['draft', 'returned'],
    by: submitEntry,
    whose: 'enterprise',
    rows: () => ({
      ...entries(sql`x.state IN ('draft', 'returned')`),
      enterpriseId: sql`x.enterprise_id`,
      due: sql`CASE WHEN x.state = 'draft' THEN r.closes_on END`,
    }),
  },
  {
    ...entry,
    kind: 'awards.check',
    label: words('Kiểm tra hồ sơ dự giải', 'Check an entry for the award'),
    by: checkEntry,
    whose: 'office',
    ...dueFor('check'),
  },
  {
    ...entry,
    kind: 'awards.opine',
    label: words('Ghi ý kiến của tỉnh về hồ sơ dự giải', "Record the province's opinion on an entry"),
    by: recordOpinion,
    whose: 'office',
    apart,
    ...dueFor('opine'),
  },
  {
    ...entry,
    kind: 'awards.send',
    label: words('Gửi hồ sơ dự giải đến Bộ', 'Send an entry to the ministry'),
    by: sendEntry,
    whose: 'office',
    ...dueFor('send'),
  },
  {
    ...entry,
    kind: 'awards.decide',
    label: words('Ghi kết quả xét giải', 'Record the outcome of an entry'),
    by: recordOutcome,
    whose: 'office',
    apart,
    ...dueFor('decide'),
  },
  {
    ...entry,
    kind: 'awards.commend',
    label: words('Đề nghị khen thưởng đơn vị đạt giải', 'Put a winner forward for commendation'),
    states: ['won'],
    by: tieNomination,
    whose: 'office',
    rows: () => entries(sql`x.state = 'won' AND x.nomination_id IS NULL AND r.state = 'open'`),
  },
  {
    kind: 'awards.endRound',
    label: words('Báo cáo Bộ về kỳ giải', 'Report a round to the ministry'),
    record: 'award_round',
    address: '/award-rounds/{id}',
    states: ['open'],
    by: endRound,
    whose: 'office',
    rows: ({ today }) => ({
      from: sql`award_round r WHERE r.state = 'open' AND r.closes_on < ${today}::date AND NOT EXISTS (SELECT FROM award_entry x
        WHERE x.round_id = r.id AND x.state IN ('draft', 'submitted', 'returned', 'checked', 'opined', 'sent'))`,
      id: sql`r.id`,
      since: sql`r.closes_on`,
      planId: sql`r.plan_id`,
      subject: sql`r.year::text || ': ' || r.document_number`,
    }),
  },
  stagedImports({
    kind: 'award_entry',
    by: applyEntries,
    label: words('Ghi bảng hồ sơ dự giải đã kiểm tra', 'Write a checked table of entries'),
    address: '/award-entries/imports/{id}',
  }),
]

export const awardWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'award_round',
      table: 'award_round',
      states: roundStates.keys,
      settled: { ended: words('Đã báo cáo Bộ.', 'It is reported to the ministry.') },
    },
    {
      record: 'award_entry',
      table: 'award_entry',
      states: entryStates.keys,
      settled: {
        lost: words('Không đạt giải theo thông báo của Bộ.', "No award by the ministry's notice."),
        refused: words('Hội đồng sơ tuyển không đề nghị.', 'The local council did not put it forward.'),
        withdrawn: words('Doanh nghiệp đã rút hồ sơ.', 'The enterprise withdrew it.'),
        revoked: words('Giải đã bị thu hồi.', 'The award was revoked.'),
      },
    },
  ],
}
