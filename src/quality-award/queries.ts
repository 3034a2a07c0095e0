import { sql } from 'kysely'
import { z } from 'zod'
import { plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, holds, officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { Criterion, criteriaOf } from './catalogue.ts'
import { entryKeepers, noEntry } from './entry-commands.ts'
import { decisionFields, entryFields, opinionFields, prizes, sentFields } from './fields.ts'
import { ofRoundPlans } from './rounds.ts'
import { entrants } from './rule-fields.ts'
import { entryStates, opinionGivers } from './rules.ts'

/* Entries for the award. */

const { opinionFileId: _opinion, ...opinionRow } = opinionFields.row
const { sentFileId: _sent, ...sentRow } = sentFields.row
const { decisionFileId: _decision, ...decisionRow } = decisionFields.row
const Entry = z.object({
  id: z.int(),
  roundId: z.int(),
  year: z.int(),
  plan: z.string().nullable(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  productId: z.int().nullable(),
  product: z.string().nullable(),
  ...entryFields.row,
  ...opinionRow,
  /** Null until there is an opinion. */
  agrees: z.boolean().nullable(),
  ...sentRow,
  ...decisionRow,
  state: entryStates.schema,
  entrant: entrants.schema,
  opinionBy: opinionGivers.schema,
  enteredOn: z.iso.date(),
  movedOn: z.iso.date(),
  version: z.int(),
})
export type Entry = z.infer<typeof Entry>

const entryRows = (db: Db, actor: Actor) =>
  db
    .selectFrom('awardEntry as x')
    .innerJoin('awardRound as r', 'r.id', 'x.roundId')
    .innerJoin('awardRule as y', 'y.id', 'r.ruleId')
    .leftJoin('plan as p', 'p.id', 'r.planId')
    .innerJoin('enterprise as e', 'e.id', 'x.enterpriseId')
    .leftJoin('product as k', 'k.id', 'x.productId')
    .select(['x.id', 'x.roundId', 'r.year', 'p.number as plan', 'x.enterpriseId', 'e.name as enterprise'])
    .select(['x.productId', 'k.name as product', ...entryFields.select('x')])
    .select(['x.agrees', 'x.opinionNumber', 'x.opinionOn', 'x.sentNumber', 'x.sentOn'])
    .select(['x.prize', 'x.score', 'x.decisionNumber', 'x.decidedOn'])
    .select(['x.state', 'y.entrant', 'y.opinionBy', 'x.enteredOn', 'x.movedOn', 'x.version'])
    .where(readableBy(actor, 'x.enterpriseId'))

/** Entries of every round, or of those asked for, the latest first: an officer's of all enterprises, an enterprise's own. */
export const listEntries = query({
  name: 'awards.list',
  summary: words('Danh sách hồ sơ dự giải chất lượng quốc gia', 'List of entries for the quality award'),
  route: 'GET /award-entries',
  input: z.object({
    ...listInput(['movedOn', 'enterprise']),
    state: optionalChoice(entryStates.keys),
    prize: optionalChoice(prizes.keys),
    year: optionalYear(),
    roundId: optionalId(),
    enterpriseId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Entry),
  may: signedIn,
  run({ db, actor, planId }, input) {
    let rows = entryRows(db, actor).where(ofRoundPlans(plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('x.state', '=', input.state)
    if (input.prize !== undefined) rows = rows.where('x.prize', '=', input.prize)
    if (input.year !== undefined) rows = rows.where('r.year', '=', input.year)
    if (input.roundId !== undefined) rows = rows.where('x.roundId', '=', input.roundId)
    if (input.enterpriseId !== undefined) rows = rows.where('x.enterpriseId', '=', input.enterpriseId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(x.search LIKE ${pattern} OR fold(e.name) LIKE ${pattern} OR fold(k.name) LIKE ${pattern})`,
      )
    return pageOf(
      rows,
      input,
      {
        movedOn: byDay('x.movedOn', (row) => row.movedOn),
        enterprise: byText('e.name', (row) => row.enterprise),
      },
      'x.id',
    )
  },
})

/** One entry with its self-assessment, the help that it had and its documents. */
export const showEntry = query({
  name: 'awards.show',
  summary: words('Một hồ sơ dự giải chất lượng quốc gia', 'One entry for the quality award'),
  route: 'GET /award-entries/{id}',
  input: z.object({ id: id() }),
  output: Entry.extend({
    closesOn: z.iso.date(),
    declaredOn: z.iso.date().nullable(),
    reason: z.string().nullable(),
    revokedNumber: z.string().nullable(),
    revokedOn: z.iso.date().nullable(),
    nominationId: z.int().nullable(),
    nomination: z.string().nullable(),
    importId: z.int().nullable(),
    opinionFile: File,
    sentFile: File,
    decisionFile: File,
    revokedFile: File,
    criteria: z.array(
      Criterion.extend({
        given: z.int().nullable(),
        words: z.string().nullable(),
        assessedOn: z.iso.date().nullable(),
        file: File,
      }),
    ),
    support: z.array(
      z.object({
        id: z.int(),
        turnId: z.int().nullable(),
        eventId: z.int().nullable(),
        event: z.string().nullable(),
        content: z.string(),
        givenOn: z.iso.date(),
        file: File,
      }),
    ),
  }),
  may: signedIn,
  async run({ db, actor }, input) {
    const found = await entryRows(db, actor)
      .leftJoin('nomination as n', 'n.id', 'x.nominationId')
      .select(['r.ruleId', 'r.closesOn', 'x.declaredOn', 'x.reason', 'x.revokedNumber', 'x.revokedOn'])
      .select(['x.nominationId', 'n.name as nomination', 'x.importId'])
      .select([
        fileOf(actor, 'x.opinionFileId').as('opinionFile'),
        fileOf(actor, 'x.sentFileId').as('sentFile'),
        fileOf(actor, 'x.decisionFileId').as('decisionFile'),
        fileOf(actor, 'x.revokedFileId').as('revokedFile'),
      ])
      .where('x.id', '=', input.id)
      .executeTakeFirst()
    if (found === undefined) throw noEntry()
    const { ruleId, ...row } = found
    const said = await db
      .selectFrom('awardAssessment as s')
      .select(['s.criterionId', 's.points', 's.words', 's.assessedOn', fileOf(actor, 's.fileId').as('file')])
      .where('s.entryId', '=', row.id)
      .execute()
    const support = await db
      .selectFrom('awardSupport as s')
      .leftJoin('trainingEvent as t', 't.id', 's.eventId')
      .select(['s.id', 's.turnId', 's.eventId', 't.title as event', 's.content', 's.givenOn'])
      .select(fileOf(actor, 's.fileId').as('file'))
      .where('s.entryId', '=', row.id)
      .orderBy('s.givenOn')
      .orderBy('s.id')
      .execute()
    const criteria = (await criteriaOf(db, ruleId)).map((one) => {
      const own = said.find(({ criterionId }) => criterionId === one.id)
      return {
        ...{ ...one, given: own?.points ?? null, words: own?.words ?? null },
        ...{ assessedOn: own?.assessedOn ?? null, file: own?.file ?? null },
      }
    })
    return { ...row, criteria, support }
  },
})
export type ShownEntry = z.infer<typeof showEntry.output>

const Named = z.object({ id: z.int(), name: z.string() })

/** What the forms of an enterprise's entry offer: open rounds, its products; to officers its turns and nominations, and events. */
export const entryChoices = query({
  name: 'awards.choices',
  summary: words('Danh mục cho hồ sơ dự giải', 'What the forms of an entry offer'),
  route: 'GET /award-choices',
  input: z.object({ enterpriseId: id() }),
  output: z.object({
    enterprise: z.string(),
    rounds: z.array(z.object({ id: z.int(), year: z.int(), entrant: entrants.schema })),
    products: z.array(Named),
    turns: z.array(Named),
    events: z.array(Named),
    nominations: z.array(Named),
  }),
  may: [...entryKeepers, 'leader', 'auditor'],
  async run({ db, actor, today }, { enterpriseId }) {
    const enterprise = await db
      .selectFrom('enterprise')
      .select('name')
      .where('id', '=', enterpriseId)
      .where(readableBy(actor, 'enterprise.id'))
      .executeTakeFirst()
    if (enterprise === undefined) throw noEntry()
    const rounds = await db
      .selectFrom('awardRound as r')
      .innerJoin('awardRule as y', 'y.id', 'r.ruleId')
      .select(['r.id', 'r.year', 'y.entrant'])
      .where('r.state', '=', 'open')
      .where('r.opensOn', '<=', today)
      .where('r.closesOn', '>=', today)
      .orderBy('r.year', 'desc')
      .execute()
    const products = await db
      .selectFrom('product')
      .select(['id', 'name'])
      .where('enterpriseId', '=', enterpriseId)
      .orderBy('name')
      .execute()
    const office = actor.userId === null || holds(actor, officers)
    const turns = office
      ? await db
          .selectFrom('supportTurn as t')
          .innerJoin('supportContent as c', 'c.id', 't.contentId')
          .select(['t.id', sql<string>`t.id || ': ' || c.name || ' (' || t.year || ')'`.as('name')])
          .where('t.enterpriseId', '=', enterpriseId)
          .where('t.state', '<>', 'cancelled')
          .orderBy('t.id', 'desc')
          .execute()
      : []
    const events = office
      ? await db
          .selectFrom('trainingEvent')
          .select(['id', 'title as name'])
          .where('retractedOn', 'is', null)
          .orderBy('heldOn', 'desc')
          .limit(300)
          .execute()
      : []
    const nominations = office
      ? await db
          .selectFrom('nomination')
          .select(['id', 'name'])
          .where('enterpriseId', '=', enterpriseId)
          .where('state', '<>', 'withdrawn')
          .orderBy('id', 'desc')
          .execute()
      : []
    return { enterprise: enterprise.name, rounds, products, turns, events, nominations }
  },
})
