import { sql } from 'kysely'
import { z } from 'zod'
import { listAgencies } from '../agencies/index.ts'
import { activePlan, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { dongOut, optionalChoice, optionalDay, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { fold } from '../platform/text.ts'
import { Dong, listPage, OpenLink } from '../ui/index.ts'
import { actHref, actRows, agencyActs } from './agency-acts.ts'

/* The records behind what a report says that each agency did. */

const Row = z.object({
  id: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  act: agencyActs.schema,
  recordId: z.int(),
  label: z.string(),
  onDay: z.iso.date(),
  amount: dongOut().nullable(),
})

export const listAgencyActs = query({
  name: 'reports.agencyActs',
  summary: words('Việc các cơ quan, hội đã làm', 'What agencies and associations did'),
  route: 'GET /agency-acts',
  input: z.object({
    ...listInput(['onDay', 'agency', 'amount', 'label', 'act']),
    agencyId: optionalId(),
    act: optionalChoice(agencyActs.keys),
    /** Of these days; left out: from the plan's first day to today. */
    from: optionalDay(),
    to: optionalDay(),
    ...plansInput,
  }),
  output: listOutput(Row),
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const planIds = plansWanted(planId, input.plan) ?? [plan.id]
    const acts = actRows(planIds, { first: input.from ?? plan.startsOn, last: input.to ?? today })
    let rows = db
      .selectFrom(
        sql<
          z.output<typeof Row>
        >`(SELECT d.act || '-' || d.id || '-' || d.agency_id AS id, d.agency_id, a.name AS agency, a.name_en AS agency_en, d.act,
            d.id AS record_id, left(d.label, 300) COLLATE "vi-x-icu" AS label, d.on_day, d.amount
          FROM (${acts}) d JOIN agency a ON a.id = d.agency_id)`.as<'v'>('v'),
      )
      .selectAll()
    if (input.agencyId !== undefined) rows = rows.where('v.agencyId', '=', input.agencyId)
    if (input.act !== undefined) rows = rows.where('v.act', '=', input.act)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(v.label) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        onDay: { ...byDay('v.onDay', (row) => row.onDay), direction: 'desc' },
        agency: byText('v.agency', (row) => row.agency),
        label: byText('v.label', (row) => row.label),
        act: { column: 'v.act', value: (row) => row.act },
        amount: byAmount('v.amount', (row) => row.amount),
      },
      'v.id',
    )
  },
})

const list = listPage({
  route: 'GET /agency-acts',
  title: words('Việc các cơ quan, hội đã làm', 'What agencies and associations did'),
  lead: words(
    'Từng việc có trong hồ sơ mà báo cáo sơ kết, tổng kết đếm theo cơ quan, hội.',
    'The records that mid-term and final reviews count by agency.',
  ),
  query: listAgencyActs,
  filters: async (request) => {
    const agencies = await request.execute(listAgencies, { limit: 1000 })
    return [
      {
        name: 'agencyId',
        kind: 'select',
        label: words('Cơ quan, hội', 'Agency, association'),
        choices: agencies.rows.map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) })),
      },
      {
        name: 'act',
        kind: 'select',
        label: words('Việc đã làm', 'What was done'),
        choices: agencyActs.choices(request.t),
      },
      { name: 'from', kind: 'date', label: words('Từ ngày', 'From') },
      { name: 'to', kind: 'date', label: words('Đến ngày', 'To') },
    ]
  },
  columns: (request) => [
    { key: 'onDay', label: words('Ngày', 'Day'), kind: 'date', sort: 'onDay', value: (row) => row.onDay },
    {
      key: 'label',
      label: words('Nội dung', 'Content'),
      sort: 'label',
      value: (row) => row.label,
      cell: (row) => (
        <OpenLink request={request} href={`${actHref[row.act]}${row.recordId}`}>
          {row.label === '' ? request.t(agencyActs.names[row.act]) : row.label}
        </OpenLink>
      ),
    },
    {
      key: 'act',
      label: words('Việc đã làm', 'What was done'),
      sort: 'act',
      value: (row) => request.t(agencyActs.names[row.act]),
    },
    {
      key: 'agency',
      label: words('Cơ quan, hội', 'Agency, association'),
      sort: 'agency',
      value: (row) => request.t(row.agency, row.agencyEn),
    },
    {
      key: 'amount',
      label: words('Khoản lồng ghép', 'Integrated money'),
      kind: 'money',
      sort: 'amount',
      value: (row) => row.amount,
      cell: (row) => (row.amount === null ? '—' : <Dong amount={row.amount} language={request.language} />),
    },
  ],
})

export const agencyActPages: readonly Page[] = [list]
