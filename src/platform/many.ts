import { z } from 'zod'
import type { Grant } from './actor.ts'
import { flag, id, several } from './fields.ts'
import { parseJson } from './json.ts'
import { type Words, words } from './language.ts'
import type { Carrier, Command, Context, Route } from './operation.ts'
import { conflict, invalidField, notFound, type Problem } from './problem.ts'

/** How many records are acted on at once. */
export const mostAtOnce = 200

/** A record that is acted on with others: what it is called, and its own part of the command's input (its id, its version). */
export interface ManyRow {
  readonly id: number | string
  readonly label: Words
  readonly input: Readonly<Record<string, unknown>>
  /** Why nothing is done to it, where that is seen without trying. */
  readonly refused?: Words
}

/** Reads the records of these numbers, as the actor may read them. @param shared what is sent for all of them */
export type ReadRows<Id> = (
  context: Context,
  ids: readonly Id[],
  shared: Readonly<Record<string, unknown>>,
) => Promise<readonly ManyRow[]>

const Said = z.object({ vi: z.string(), en: z.string() })
const Outcome = z.object({
  id: z.union([z.int(), z.string()]),
  label: Said,
  /** Of a preview: whether it can be done; else whether it was. What cannot be is left as it is. */
  outcome: z.enum(['possible', 'done', 'left']),
  /** Why it is left. */
  reason: Said.nullable(),
  /** The fields that are against it. */
  fields: z.array(z.string()),
  /** The record as it was seen; sent back in `versions` it keeps what changed meanwhile from being acted on. */
  version: z.int().nullable(),
})
const Outcomes = z.object({ rows: z.array(Outcome), done: z.int(), left: z.int() })
export type ManyOutcomes = z.input<typeof Outcomes>

interface ManyDeclaration<I extends z.ZodObject, O extends z.ZodType, Id> {
  /** What is done to each. */
  readonly each: Command<I, O>
  readonly name: string
  readonly summary: Words
  readonly route: Route
  /** Where fewer may do it to many than to one. */
  readonly may?: readonly Grant[]
  /** What a record is known by; numbers, where left out. */
  readonly id?: z.ZodType<Id>
  readonly rows: ReadRows<Id>
  /** The fields of the command that each record has for itself. */
  readonly own: readonly (keyof I['shape'] & string)[]
  /** Input that is the same whatever is sent. */
  readonly fixed?: Readonly<Record<string, unknown>>
}

/** A command on several records. */
export type ManyCommand = Command<z.ZodObject, typeof Outcomes>

/**
 * A command on several records at once. Whoever may run `each` may run it; each record is judged by itself, in its own transaction with its
 * own record in the trail; what cannot be done is left as it is and told. With `preview` all is tried and undone.
 * @example
 * export const checkMany = manyCommand({
 *   each: checkApplication, own: ['id', 'version'], rows: chosenApplications,
 *   name: 'applications.checkMany', summary: words('Kiểm tra nhiều hồ sơ', 'Check several applications'), route: 'POST /application-batches/check',
 * })
 */
export function manyCommand<I extends z.ZodObject, O extends z.ZodType, Id = number>(
  of: ManyDeclaration<I, O, Id>,
): ManyCommand {
  const { each, name, summary, route } = of
  const mine = new Set<string>([...of.own, ...Object.keys(of.fixed ?? {})])
  const shared = Object.entries(each.input.shape).filter(([field]) => !mine.has(field))
  const input = z.object({
    ...Object.fromEntries(shared),
    ids: several((of.id ?? id()) as z.ZodType<number | string>).refine((ids) => ids.length > 0, {
      params: { words: noRow },
    }),
    /** As they were seen, in the order of `ids`; left out: as they are now. */
    versions: several(id()),
    preview: flag(),
  })
  return {
    kind: 'command',
    ...{ name, summary, route, input, output: Outcomes },
    may: of.may ?? each.may,
    ...(each.signed === undefined ? {} : { signed: each.signed }),
    ...(each.proof === undefined ? {} : { proof: each.proof }),
    ...(each.secret === undefined ? {} : { secret: each.secret }),
    needs: (each.needs ?? []).filter(
      ({ field, of: others }) => !mine.has(field) && others.every((other) => !mine.has(other)),
    ) as never,
    run: () => Promise.reject(new TypeError(`${name} is carried out record by record`)),
    carry: (carrier, sent) => carried(of, carrier, sent as unknown as Sent),
  }
}

const noRow = words('Xin chọn ít nhất một dòng.', 'Choose at least one row.')

interface Sent {
  readonly ids: readonly (number | string)[]
  readonly versions: readonly number[]
  readonly preview: boolean
  readonly [field: string]: unknown
}

async function carried<I extends z.ZodObject, O extends z.ZodType, Id>(
  of: ManyDeclaration<I, O, Id>,
  carrier: Carrier,
  sent: Sent,
): Promise<ManyOutcomes> {
  const { ids, versions, preview, ...shared } = sent
  if (versions.length > 0 && versions.length !== ids.length)
    throw invalidField('versions', words('Mỗi dòng một phiên bản.', 'One version for each row.'))
  if (!preview) {
    const answered = await carrier.claim(of.name, sent)
    if (answered !== null) return parseJson(answered) as ManyOutcomes
  }
  const chosen = [...new Map(ids.map((one, at) => [one, versions[at]]))]
  const found = new Map(
    (await of.rows(carrier.context, chosen.map(([one]) => one) as unknown as Id[], shared)).map((row) => [
      row.id,
      row,
    ]),
  )
  const rows = chosen.map(([one, version]) => {
    const row = found.get(one)
    const seen = version ?? (row?.input.version as number | undefined) ?? null
    const own = { ...row?.input, ...(seen === null ? {} : { version: seen }) }
    const refused = row === undefined ? unknownRow() : row.refused === undefined ? null : settled(row.refused)
    const label = row?.label ?? words(`Số ${one}`, `Number ${one}`)
    return { id: one, label, version: seen, input: { ...shared, ...of.fixed, ...own }, refused }
  })
  const open = rows.filter(({ refused }) => refused === null)
  const tried = preview
    ? await carrier.rehearse(
        of.each,
        open.map(({ input }) => input),
      )
    : []
  const problems = new Map<number | string, Problem | null>()
  for (const [at, { id: one, input }] of open.entries())
    problems.set(one, preview ? (tried[at] ?? null) : await carrier.perform(of.each, input, String(one)))
  const told = rows.map(({ id: one, label, version, refused }) => {
    const problem = refused ?? problems.get(one) ?? null
    return {
      ...{ id: one, label: { vi: label.vi, en: label.en }, version },
      outcome: problem !== null ? ('left' as const) : preview ? ('possible' as const) : ('done' as const),
      reason: problem === null ? null : whyOf(problem),
      fields: (problem?.fields ?? []).map(({ field }) => field),
    }
  })
  const left = told.filter(({ outcome }) => outcome === 'left').length
  const result = { rows: told, done: preview ? 0 : told.length - left, left }
  if (!preview) await carrier.answer(result)
  return result
}

const unknownRow = () => notFound(words('dòng này', 'This row'))
const settled = (why: Words) => conflict('many.settled', why)

/** What is against it, in one text. */
function whyOf(problem: Problem): { vi: string; en: string } {
  const said = problem.fields.length === 0 ? [problem.words] : problem.fields.map((field) => field.words)
  return { vi: said.map(({ vi }) => vi).join(' '), en: said.map(({ en }) => en).join(' ') }
}
