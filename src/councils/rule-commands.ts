import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { addDays } from '../platform/dates.ts'
import {
  choice,
  day,
  decimal,
  flag,
  id,
  optionalId,
  optionalText,
  optionalWhole,
  several,
  text,
  whole,
} from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { slug } from '../platform/text.ts'
import { writeRuleParts, writeSheetParts } from './catalogue.ts'
import { grounds, judgedBy } from './rules.ts'

/* Rules of councils and sheets of scores that a province enters: out of nothing, as a copy of one that is there, or as its next version. */

const sameDay = () =>
  invalidField(
    'validFrom',
    words('Đã có bản áp dụng từ ngày này.', 'There is a version from that day already.'),
  )
explainConstraint('appraisal_rule_version', sameDay)
explainConstraint('score_sheet_version', sameDay)
const noInstrument = () =>
  invalidField('instrumentId', words('Không có văn bản này.', 'There is no such instrument.'))
explainConstraint('appraisal_rule_instrument_id_fkey', noInstrument)
explainConstraint('score_sheet_instrument_id_fkey', noInstrument)
explainConstraint('appraisal_rule_vote_once', () =>
  invalidField('votes', words('Mỗi lựa chọn chỉ ghi một lần.', 'Each choice stands there once.')),
)
explainConstraint('score_grade_sheet_id_at_least_key', () =>
  invalidField('grades', words('Mỗi mức điểm chỉ ghi một lần.', 'Each limit stands there once.')),
)

const head = {
  /** What it is copied from; left out: it is new. */
  fromId: optionalId(),
  /** It is the next version of that one, which ends the day before. Of what came with the program a copy is made. */
  nextVersion: flag(),
  name: text(300),
  nameEn: text(300),
  instrumentId: id(),
  article: text(300),
  validFrom: day(),
}

type Table = 'appraisalRule' | 'scoreSheet'

/** The key of a new row: that of the version before, or a new one. */
async function keyOf(
  db: Db,
  table: Table,
  given: { fromId?: number | undefined; nextVersion: boolean; nameEn: string; validFrom: string },
): Promise<{ key: string; legalKey: string | null }> {
  if (given.fromId === undefined) return { key: await freeKey(db, table, given.nameEn), legalKey: null }
  const from = await db
    .selectFrom(table)
    .select(['id', 'key', 'validFrom', 'validTo', 'shipped'])
    .where('id', '=', given.fromId)
    .forUpdate()
    .executeTakeFirst()
  if (from === undefined) throw notFound(words('bản gốc', 'What it is copied from'))
  const legalKey =
    table === 'scoreSheet'
      ? null
      : ((
          await db.selectFrom('appraisalRule').select('legalKey').where('id', '=', from.id).executeTakeFirst()
        )?.legalKey ?? null)
  if (!given.nextVersion) return { key: await freeKey(db, table, given.nameEn), legalKey }
  if (from.shipped)
    throw conflict(
      'councils.shipped',
      words(
        'Bản đi kèm chương trình được sửa bằng bản sao.',
        'What came with the program is edited as a copy.',
      ),
    )
  if (given.validFrom <= from.validFrom)
    throw invalidField(
      'validFrom',
      words('Bản mới áp dụng sau bản trước.', 'The next version holds after the one before.'),
    )
  const ends = addDays(given.validFrom, -1)
  if (from.validTo === null || from.validTo > ends)
    await db.updateTable(table).set({ validTo: ends }).where('id', '=', from.id).execute()
  return { key: from.key, legalKey }
}

async function freeKey(db: Db, table: Table, nameEn: string): Promise<string> {
  const base = `own-${slug(nameEn)}`.slice(0, 80)
  const taken = new Set(
    (await db.selectFrom(table).select('key').where('key', 'like', `${base}%`).execute()).map(
      ({ key }) => key,
    ),
  )
  let [free, number] = [base, 2]
  while (taken.has(free)) free = `${base}-${number++}`
  return free
}

const sizesInOrder: Rule<{ readonly sizes: readonly { readonly size: number; readonly quorum: number }[] }> =
  {
    of: ['sizes'],
    judge: ({ sizes }) => {
      if (new Set(sizes.map(({ size }) => size)).size < sizes.length)
        return {
          field: 'sizes',
          words: words('Mỗi số người chỉ ghi một lần.', 'Each size stands there once.'),
        }
      const above = sizes.findIndex(({ size, quorum }) => quorum > size)
      return above < 0
        ? null
        : {
            field: `sizes.${above}.quorum`,
            words: words('Không quá số thành viên.', 'Not more than the members.'),
          }
    },
  }

interface VoteInput {
  readonly parts?: number | undefined
  readonly of?: number | undefined
}
/** The votes must leave no outcome open. */
const votesWhole: Rule<{ readonly votes: readonly VoteInput[] }> = {
  of: ['votes'],
  judge: ({ votes }) => {
    const wrong = (said: Words) => ({ field: 'votes', words: said })
    const half = votes.some(({ parts, of }) => (parts === undefined) !== (of === undefined))
    if (half) return wrong(words('Tỷ lệ ghi đủ hai số.', 'A share has both of its numbers.'))
    if (votes.some(({ parts = 0, of = 1 }) => parts > of))
      return wrong(words('Tỷ lệ không quá một.', 'A share is not above one.'))
    if (votes.length > 0 && votes.filter(({ parts }) => parts === undefined).length !== 1)
      return wrong(
        words(
          'Đúng một lựa chọn để trống tỷ lệ: kết quả của mọi trường hợp còn lại.',
          'Exactly one choice has no share: the outcome of all else.',
        ),
      )
    return null
  },
}

const Made = z.object({ id: z.int() })

/** Enters a rule of councils. */
export const addAppraisalRule = command({
  name: 'councils.addRule',
  summary: words('Nhập quy chế hội đồng', 'Enter a rule of councils'),
  route: 'POST /appraisal-rules',
  input: z.object({
    ...head,
    vice: flag(),
    secretary: flag(),
    reviewers: whole(0, 5),
    leaderPresent: flag(),
    reviewersPresent: flag(),
    papersDays: optionalWhole(1, 60),
    papersWorking: flag(),
    /** Grounds that the text names. */
    bars: several(choice(grounds.keys)),
    sizes: z.array(z.object({ size: whole(1, 31), quorum: whole(1, 31) })).min(1),
    votes: z.array(
      z.object({
        key: text(40),
        name: text(100),
        nameEn: text(100),
        passes: flag(),
        parts: optionalWhole(0, 100),
        of: optionalWhole(1, 100),
        over: flag(),
        noneOf: optionalText(40),
      }),
    ),
  }),
  output: Made,
  may: ['coordinator'],
  rules: [sizesInOrder, votesWhole],
  subject: (_input, { id }) => `appraisal-rule:${id}`,
  async run({ db }, { fromId, nextVersion, sizes, votes, papersDays, ...rule }) {
    const { key, legalKey } = await keyOf(db, 'appraisalRule', { fromId, nextVersion, ...rule })
    const made = await db
      .insertInto('appraisalRule')
      .values({ ...rule, key, legalKey, papersDays: papersDays ?? null, shipped: false })
      .returning('id')
      .executeTakeFirstOrThrow()
    await writeRuleParts(db, made.id, {
      sizes,
      votes: votes.map((vote) => ({
        ...vote,
        parts: vote.parts ?? null,
        of: vote.of ?? null,
        noneOf: vote.noneOf ?? null,
      })),
    })
    return made
  },
})

interface SheetInput {
  readonly groups: readonly { readonly passMin?: number | undefined }[]
  readonly criteria: readonly { readonly group: number; readonly most: number }[]
  readonly grades: readonly { readonly atLeast: number }[]
}
/** Each criterion is of a group that is there, each group has one, and no threshold is above what can be given. */
const sheetWhole: Rule<SheetInput> = {
  of: ['groups', 'criteria', 'grades'],
  judge: ({ groups, criteria, grades }) => {
    const lost = criteria.findIndex(({ group }) => group > groups.length)
    if (lost >= 0)
      return {
        field: `criteria.${lost}.group`,
        words: words('Không có nhóm này.', 'There is no such group.'),
      }
    const most = (group: number) =>
      criteria.filter((one) => one.group === group).reduce((sum, one) => sum + one.most, 0)
    for (const [at, { passMin }] of groups.entries()) {
      if (most(at + 1) === 0)
        return {
          field: `groups.${at}.name`,
          words: words('Nhóm chưa có tiêu chí nào.', 'The group has no criterion.'),
        }
      if (passMin !== undefined && passMin > most(at + 1))
        return {
          field: `groups.${at}.passMin`,
          words: words('Cao hơn điểm tối đa của nhóm.', 'Above the most of the group.'),
        }
    }
    const all = criteria.reduce((sum, one) => sum + one.most, 0)
    const high = grades.findIndex(({ atLeast }) => atLeast > all)
    return high < 0
      ? null
      : {
          field: `grades.${high}.atLeast`,
          words: words('Cao hơn tổng điểm tối đa.', 'Above the most of the sheet.'),
        }
  },
}

/** Enters a sheet of scores. */
export const addScoreSheet = command({
  name: 'councils.addSheet',
  summary: words('Nhập mẫu phiếu điểm', 'Enter a score sheet'),
  route: 'POST /score-sheets',
  input: z.object({
    ...head,
    judged: choice(judgedBy.keys),
    zeroParts: optionalWhole(0, 100),
    zeroOf: optionalWhole(1, 100),
    groups: z
      .array(z.object({ name: text(300), nameEn: text(300), passMin: decimal(0, 9999).optional() }))
      .min(1),
    /** Each of the group with that number, the first is 1. */
    criteria: z
      .array(z.object({ group: whole(1, 50), name: text(500), nameEn: text(500), most: decimal(0.01, 9999) }))
      .min(1),
    grades: z
      .array(z.object({ name: text(100), nameEn: text(100), atLeast: decimal(0, 9999), passes: flag() }))
      .min(1),
  }),
  output: Made,
  may: ['coordinator'],
  rules: [
    sheetWhole,
    {
      of: ['zeroParts', 'zeroOf'],
      judge: ({ zeroParts, zeroOf }) =>
        (zeroParts === undefined) === (zeroOf === undefined) && (zeroParts ?? 0) <= (zeroOf ?? 0)
          ? null
          : {
              field: zeroOf === undefined ? 'zeroOf' : 'zeroParts',
              words: words('Tỷ lệ ghi đủ hai số.', 'A share has both of its numbers.'),
            },
    },
  ],
  subject: (_input, { id }) => `score-sheet:${id}`,
  async run({ db }, { fromId, nextVersion, groups, criteria, grades, zeroParts, zeroOf, ...sheet }) {
    const { key } = await keyOf(db, 'scoreSheet', { fromId, nextVersion, ...sheet })
    const made = await db
      .insertInto('scoreSheet')
      .values({ ...sheet, key, zeroParts: zeroParts ?? null, zeroOf: zeroOf ?? null, shipped: false })
      .returning('id')
      .executeTakeFirstOrThrow()
    await writeSheetParts(db, made.id, {
      groups: groups.map(({ passMin, ...group }, at) => ({
        ...group,
        passMin: passMin ?? null,
        criteria: criteria
          .filter((one) => one.group === at + 1)
          .map(({ group: _of, ...criterion }) => criterion),
      })),
      grades,
    })
    return made
  },
})

/** Says until when a rule or a sheet holds; what goes by it goes on by it. */
export const endAppraisalRule = command({
  name: 'councils.endRule',
  summary: words('Ghi ngày hết áp dụng', 'Enter the last day of validity'),
  route: 'POST /appraisal-rule-ends/{kind}/{id}',
  input: z.object({ kind: choice(['rules', 'sheets']), id: id(), validTo: day() }),
  output: Made,
  may: ['coordinator'],
  subject: ({ kind, id }) => `${kind === 'rules' ? 'appraisal-rule' : 'score-sheet'}:${id}`,
  async run({ db }, { kind, id: rowId, validTo }) {
    const table = kind === 'rules' ? 'appraisalRule' : 'scoreSheet'
    const row = await db
      .selectFrom(table)
      .select('validFrom')
      .where('id', '=', rowId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('bản này', 'This version'))
    if (validTo < row.validFrom)
      throw invalidField(
        'validTo',
        words('Ngày cuối phải sau ngày đầu.', 'The last day comes after the first.'),
      )
    const next = await db
      .selectFrom(table)
      .select('validFrom')
      .where('key', '=', (eb) => eb.selectFrom(table).select('key').where('id', '=', rowId))
      .where('validFrom', '>', row.validFrom)
      .where('validFrom', '<=', sql<string>`${validTo}::date`)
      .executeTakeFirst()
    if (next !== undefined)
      throw invalidField(
        'validTo',
        words('Bản sau đã áp dụng vào ngày đó.', 'The next version holds on that day.'),
      )
    await db.updateTable(table).set({ validTo }).where('id', '=', rowId).execute()
    return { id: rowId }
  },
})
