import { retractFact } from '../plan/index.ts'
import { yearOf } from '../platform/dates.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, invalidField, refuse } from '../platform/problem.ts'
import { type Choice, correctable } from '../ui/index.ts'
import { valueFields } from './fields.ts'
import { amountProblem, valueYears, yearProblem } from './value-rules.ts'
import { mayEnter, requireAgency, showValue } from './values.ts'

/** A value that waits or is confirmed; one that was returned or withdrawn is entered anew. */
export const isCorrectable = (state: string): boolean => state === 'entered' || state === 'confirmed'

/** The years that values under a plan may be of, the last one first. */
export const yearChoices = (plan: Parameters<typeof valueYears>[0]): readonly Choice[] => {
  const { first, last } = valueYears(plan)
  return Array.from({ length: last - first + 1 }, (_, back) => {
    const of = last - back
    return { value: of, label: String(of) }
  })
}

const yearsOf = ({ startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string }) => ({
  firstYear: yearOf(startsOn),
  lastYear: yearOf(endsOn),
})

async function readValue({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('indicatorValue as v')
    .innerJoin('indicator as i', 'i.id', 'v.indicatorId')
    .innerJoin('plan as p', 'p.id', 'v.planId')
    .select(['v.id', 'v.state', 'v.agencyId', 'v.enteredBy', 'i.unit', 'p.startsOn', 'p.endsOn'])
    .select(valueFields.keys.map((key) => `v.${key}` as const))
    .where('v.id', '=', id)
  return (lock ? rows.forUpdate('v') : rows).executeTakeFirst()
}

/**
 * A value is put right by who entered it until it is confirmed. Afterwards its fact is taken back and the value waits again: whoever
 * corrects a confirmed value has entered it, and another person confirms it.
 */
export const valueCorrection = correctable({
  record: 'indicator_value',
  table: 'indicator_value',
  title: words('số của chỉ số', "Indicator's value"),
  fields: valueFields,
  name: 'indicators.correctValue',
  route: 'PUT /indicator-values/{id}/correction',
  historyRoute: 'GET /indicator-values/{id}/corrections',
  address: '/indicator-values/{id}/correction',
  href: (id) => `/indicator-values/${id}`,
  crumbs: ({ t }) => [
    { label: t('Danh mục chỉ số', 'Catalogue of indicators'), href: '/indicator-catalogue' },
    { label: t('Số các cơ quan nhập', 'Values entered by agencies'), href: '/indicator-values' },
  ],
  may: mayEnter,
  read: readValue,
  show: showValue,
  // A value of a table was entered by who brought the table in.
  enterer: (_context, { enteredBy }) => enteredBy,
  used: (_context, { state }) =>
    state === 'confirmed'
      ? words(
          'Số này đã được xác nhận; sửa xong, người khác xác nhận lại.',
          'This value is confirmed; once corrected, another person confirms it again.',
        )
      : null,
  choices: async (_request, row) => ({ year: yearChoices(yearsOf(row)) }),
  async write(context, row, values, reason) {
    const { db, actor, now, today } = context
    if (!isCorrectable(row.state))
      throw conflict(
        'indicatorValues.notStanding',
        words(
          'Số đã trả lại hoặc đã rút thì nhập số mới.',
          'A value that was returned or withdrawn is entered anew.',
        ),
      )
    requireAgency(actor, row.agencyId)
    const value = values as unknown as {
      year: number
      value: number
      estimate: boolean
      paperOn: string | null
    }
    const wrongYear = yearProblem(value, yearsOf(row), Number(today.slice(0, 4)))
    const wrongAmount = amountProblem(value.value, row.unit)
    refuse([
      ...(wrongYear === null ? [] : [wrongYear]),
      ...(wrongAmount === null ? [] : [{ field: 'value', words: wrongAmount }]),
    ])
    if (value.paperOn !== null && value.paperOn > today)
      throw invalidField('paperOn', words('Ngày này chưa đến.', 'This day has not come yet.'))
    // The paper on record is evidence already, whoever brought it.
    const fileId = Number(values.fileId)
    if (fileId !== row.fileId) await evidence(context, fileId)
    await db
      .updateTable('indicatorValue')
      .set({
        ...values,
        fileId,
        ...{ state: 'entered', enteredBy: actor.userId ?? actor.name, enteredAt: now },
        ...{ confirmedBy: null, confirmedAt: null },
      })
      .where('id', '=', row.id)
      .execute()
    if (row.state === 'confirmed' && !row.estimate)
      await retractFact(db, {
        kind: 'value.entered',
        recordType: 'indicator_value',
        recordId: row.id,
        reason,
      })
  },
})
