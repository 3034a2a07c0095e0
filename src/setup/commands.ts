import { sql } from 'kysely'
import { z } from 'zod'
import { createAccount } from '../accounts/index.ts'
import { forgetAdminUnits, livesOn } from '../agencies/index.ts'
import { offerUnitsOfSetup, provinceLine, provincesBefore } from '../places/index.ts'
import { roles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate, today } from '../platform/dates.ts'
import { choice, email, flag, optionalDay, optionalText, text } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalid, invalidField } from '../platform/problem.ts'
import { slug } from '../platform/text.ts'
import { offerTerritories } from '../series/index.ts'
import { clearExample } from './clear.ts'
import { communeCommittees, inNames, proposals } from './proposals.ts'
import { readSetup, type Setup, unanswered, writeSetup } from './state.ts'
import { firstWork } from './work.ts'

const may = ['admin', 'system'] as const

/** Answers of two people, or of the page and the command line, come one after the other. */
const lockSetup = ({ db }: Context) => sql`SELECT pg_advisory_xact_lock(hashtext('setup'))`.execute(db)

/** @throws Problem 409 while the installation runs the example or has no province yet */
async function answered(context: Context): Promise<Setup & { province: string; day: string }> {
  const setup = await readSetup(context.db)
  if (setup?.province == null || setup.day === null)
    throw conflict(
      'setup.noProvince',
      words('Xin chọn tỉnh, thành phố trước.', 'Please choose the province first.'),
    )
  return { ...setup, province: setup.province, day: setup.day }
}

/** Refuses what would take away something that work stands on. @throws Problem 409 naming the first of it */
async function refuseWork({ db }: Context): Promise<void> {
  const work = await firstWork(db)
  if (work === null) return
  const on = formatDate(today(work.at))
  throw conflict('setup.hasWork', {
    vi: `Cơ sở dữ liệu này đã có công việc (${work.command}, ngày ${on}) nên không thiết lập lại cho tỉnh khác được. Xin dùng thư mục dữ liệu mới (--data).`,
    en: `This database has work in it (${work.command}, ${on}), so it is not set up anew for a province. Please use another data folder (--data).`,
  })
}

/** The province of this name on the day. @throws Problem 422 when there was none */
async function provinceOn(db: Db, province: string, day: string) {
  const [place] = await provinceLine(db, province, day)
  if (place !== undefined) return place
  throw invalidField('province', {
    vi: `Ngày ${formatDate(day)} không có tỉnh, thành phố tên “${province}”.`,
    en: `There was no province “${province}” on ${formatDate(day)}.`,
  })
}

/**
 * Sets the installation up for a province: the shipped example, or what an earlier answer put in, goes; the province's communes are
 * offered to addresses and its territories to series. The same answer again changes nothing.
 */
export const chooseProvince = command({
  name: 'setup.province',
  summary: words('Thiết lập cho một tỉnh, thành phố', 'Set the installation up for a province'),
  route: 'PUT /setup/province',
  input: z.object({
    /** Plain name, such as Đồng Nai. */
    province: text(60),
    /** How its bodies write it where the catalogue says otherwise: `tỉnh Đồng Nai`. */
    called: optionalText(100),
    /** The day whose names and units count; today when it is left out. */
    day: optionalDay(),
  }),
  output: z.object({ province: z.string(), called: z.string(), day: z.iso.date() }),
  may,
  rules: [
    notAhead('day'),
    {
      of: ['province', 'day'],
      check: (input, { db, today }) => provinceOn(db, input.province, input.day ?? today),
    },
  ],
  subject: () => 'setup:1',
  async run(context, input) {
    const { db, today } = context
    await lockSetup(context)
    const day = input.day ?? today
    const place = await provinceOn(db, input.province, day)
    const called = inNames(input.called ?? place.name)
    const before = await readSetup(db)
    if (before?.province === place.province && before.called === called && before.day === day)
      return { province: place.province, called, day }
    await refuseWork(context)
    await clearExample(db)
    const calledEn = input.called === undefined ? place.nameEn : englishOf(called, place.nameEn)
    await writeSetup(db, { ...unanswered, province: place.province, called, calledEn, day })
    const made = await provincesBefore(db, place.key)
    const line = await provinceLine(db, place.province, day)
    await offerUnitsOfSetup(
      db,
      [...line, ...made].map(({ province }) => province),
    )
    await offerTerritories(
      db,
      [...made, ...line].map(({ key }) => key),
    )
    return { province: place.province, called, day }
  },
  after: async () => forgetAdminUnits(),
})

/** `tỉnh Đồng Nai` → `Đồng Nai Province`, by the kind that it is called. */
function englishOf(called: string, otherwise: string): string {
  const match = /^(tỉnh|thành phố) (.+)$/u.exec(called)
  if (match === null) return otherwise
  return `${match[2]} ${match[1] === 'tỉnh' ? 'Province' : 'City'}`
}

const Kept = z.object({
  /** Key of a proposal. */
  key: text(60),
  /** Another name than the one proposed. */
  name: optionalText(200),
  nameEn: optionalText(200),
})

/** Makes agencies of those proposals that are kept, under the names that they are given; those that are there stay as they are. */
export const chooseAgencies = command({
  name: 'setup.agencies',
  summary: words('Lập danh mục cơ quan từ tên thường dùng', 'Make agencies of the usual names'),
  route: 'POST /setup/agencies',
  input: z.object({
    agencies: z.array(Kept).max(500),
    /** The people's committees of the communes of the day as well. */
    communes: flag(),
  }),
  output: z.object({ added: z.int() }),
  may,
  subject: () => 'setup:1',
  async run(context, input) {
    const { db, today } = context
    await lockSetup(context)
    const setup = await answered(context)
    const proposed = new Map((await proposals(db, setup, today)).map((one) => [one.key, one]))
    const unknown = input.agencies.filter(({ key }) => !proposed.has(key))
    if (unknown.length > 0)
      throw invalid(
        unknown.map(({ key }) => ({
          field: 'agencies',
          words: words(`Không có cơ quan “${key}” trong danh sách đề xuất.`, `“${key}” is not proposed.`),
        })),
      )
    const chosen = input.agencies.flatMap(({ key, name, nameEn }) => {
      const one = proposed.get(key)
      if (one === undefined) return []
      const { there: _, successor: __, ...row } = one
      const renamed = name !== undefined && name !== row.name
      return [
        {
          proposal: key,
          row: {
            ...row,
            name: name ?? row.name,
            nameEn: nameEn ?? (renamed ? name : row.nameEn),
            key: slug(name ?? row.name),
            // What was typed here is the office's own word.
            toCheck: row.toCheck && !renamed,
          },
        },
      ]
    })
    const rows = [
      ...new Map(
        [...chosen.map(({ row }) => row), ...(input.communes ? await communeCommittees(db, setup) : [])].map(
          (row) => [row.key, row],
        ),
      ).values(),
    ]
    if (rows.length === 0) return { added: 0 }
    const made = await db
      .insertInto('agency')
      .values(rows)
      .onConflict((there) => there.column('key').doNothing())
      .returning('key')
      .execute()
    const keys = new Map(chosen.map(({ proposal, row }) => [proposal, row.key]))
    await writeSetup(db, { ...setup, made: { ...setup.made, ...Object.fromEntries(keys) } })
    for (const { key } of made) {
      const one = chosen.find(({ row }) => row.key === key)
      const next = keys.get(proposed.get(one?.proposal ?? '')?.successor ?? '')
      if (next === undefined || next === key) continue
      await db
        .updateTable('agency')
        .set((row) => ({
          successorId: row.selectFrom('agency as s').select('s.id').where('s.key', '=', next),
        }))
        .where('key', '=', key)
        .execute()
    }
    await placeCoordinators(context)
    return { added: made.length }
  },
})

/** Accounts of the coordinator that were made before there was an agency, such as the first administrator's, belong to it now. */
async function placeCoordinators({ db, today }: Context): Promise<void> {
  const agencies = await db
    .selectFrom('agency')
    .select(['id', 'validFrom', 'validTo'])
    .where('kind', '=', 'coordinator')
    .orderBy('id')
    .execute()
  const agency = agencies.find((one) => livesOn(one, today))
  if (agency === undefined) return
  await db
    .updateTable('account')
    .set({ agencyId: agency.id })
    .where('role', '=', 'coordinator')
    .where('agencyId', 'is', null)
    .execute()
}

/** Begins without a plan: said, so that the list of the first days does not ask again. */
export const startWithoutPlan = command({
  name: 'setup.withoutPlan',
  summary: words('Bắt đầu khi chưa có kế hoạch', 'Start without a plan'),
  route: 'POST /setup/without-plan',
  input: z.object({}),
  output: z.object({ withoutPlan: z.boolean() }),
  may,
  subject: () => 'setup:1',
  async run(context) {
    await lockSetup(context)
    await writeSetup(context.db, { ...(await answered(context)), withoutPlan: true })
    return { withoutPlan: true }
  },
})

/** Puts the list of the first days away, or shows it again. */
export const closeFirstDays = command({
  name: 'setup.closeFirstDays',
  summary: words('Ẩn danh sách việc những ngày đầu', 'Put the list of the first days away'),
  route: 'POST /setup/first-days/closed',
  input: z.object({ closed: flag() }),
  output: z.object({ closed: z.boolean() }),
  may,
  subject: () => 'setup:1',
  async run(context, { closed }) {
    await lockSetup(context)
    await writeSetup(context.db, { ...(await answered(context)), closed })
    return { closed }
  },
})

const User = z.object({ name: text(100), email: email(), role: choice(roles), admin: flag() })

/**
 * Makes accounts with one-time passwords, each at the agency of its role that lives today. An address that has an account is passed
 * over, so that the same answer may be given again.
 */
export const addUsers = command({
  name: 'setup.users',
  summary: words('Tạo những tài khoản đầu tiên', 'Make the first accounts'),
  route: 'POST /setup/users',
  input: z.object({ users: z.array(User).min(1).max(50) }),
  output: z.object({
    made: z.array(
      z.object({
        email: z.string(),
        role: z.string(),
        /** Null: there was an account. */ password: z.string().nullable(),
      }),
    ),
  }),
  may,
  proof: 'session',
  secret: ['made'],
  subject: () => 'setup:1',
  async run(context, { users }) {
    const { db, today } = context
    await lockSetup(context)
    await answered(context)
    const agencies = await db
      .selectFrom('agency')
      .select(['id', 'kind', 'validFrom', 'validTo'])
      .orderBy('id')
      .execute()
    const accounts = new Set(
      (await db.selectFrom('account').select('email').execute()).map((row) => row.email),
    )
    const made: { email: string; role: string; password: string | null }[] = []
    for (const [place, user] of users.entries()) {
      if (accounts.has(user.email)) {
        made.push({ email: user.email, role: user.role, password: null })
        continue
      }
      const agency = agencies.find((one) => one.kind === user.role && livesOn(one, today))
      if (agency === undefined && user.role !== 'auditor')
        throw invalidField(
          `users.${place}.role`,
          words(
            'Danh mục chưa có cơ quan của vai trò này: xin lập danh mục cơ quan trước.',
            'There is no agency of this role yet: please make the agencies first.',
          ),
        )
      const { password } = await createAccount.run(
        context,
        createAccount.input.parse({ ...user, agencyId: agency?.id }),
        undefined,
      )
      accounts.add(user.email)
      made.push({ email: user.email, role: user.role, password })
    }
    return { made }
  },
})
