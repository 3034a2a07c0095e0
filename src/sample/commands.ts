import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import type { Actor, Role } from '../platform/actor.ts'
import { systemActor } from '../platform/actor.ts'
import { addDays, today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { asSample } from '../platform/sample.ts'
import type { System } from '../platform/system.ts'
import { openAccount, openAccounts, type SampleAccount } from './accounts.ts'
import { advancePayments } from './advances.ts'
import { fillUp } from './bulk.ts'
import { claimPayments } from './claims.ts'
import { diceOf } from './dice.ts'
import { keepDrafts } from './drafts.ts'
import { registerEnterprises } from './enterprises.ts'
import { keepFigures, report } from './figures.ts'
import { runBeside } from './neighbour.ts'
import { shareWork } from './people.ts'
import { askedByPersons } from './persons.ts'
import { runProgramme } from './programme.ts'
import { recoverSupport } from './recoveries.ts'
import { signUp } from './registrations.ts'
import { runThisYear } from './running-year.ts'
import { papersOf, type Scenario } from './scenario.ts'
import { type Story, tellStory } from './story.ts'
import { supportEnterprises } from './support.ts'
import { takeOverSheets } from './takeover.ts'
import { payTaskTurns } from './task-payments.ts'
import { sendToTreasury } from './treasury.ts'

/** How large a sample is, and which one. */
export interface SampleOptions {
  /** Enterprises; up to `singly` register one by one with all that goes with them, the rest is mass. */
  readonly enterprises: number
  /** Facts that are written as mass, beside those that come of the programme. */
  readonly facts: number
  /** First and last year of the enterprises' figures; by the plan if not said. */
  readonly years?: { readonly first: number; readonly last: number } | undefined
  /** Goes on into the year of today where the plan has ended: the next plan, its norms, money and decisions. */
  readonly thisYear?: boolean | undefined
  /** The same seed gives the same sample. */
  readonly seed: number
}

/** Enterprises beyond this many are mass. */
export const singly = 200

/** What a sample is made of, kept when it is whole. */
const settingKey = 'sample'

const finish = command({
  name: 'sample.finish',
  summary: words('Hoàn thành tạo dữ liệu mẫu', 'Finish making sample data'),
  route: 'POST /sample',
  input: z.object({ seed: z.int(), enterprises: z.int(), facts: z.int() }),
  output: z.object({}),
  may: ['system'],
  async run({ db }, input) {
    await db
      .insertInto('setting')
      .values({ key: settingKey, value: JSON.stringify(input) })
      .execute()
    return {}
  },
})

/** Whether a sample has been made whole here. */
export async function hasSample({ db }: System): Promise<boolean> {
  return (
    (await db.selectFrom('setting').select('key').where('key', '=', settingKey).executeTakeFirst()) !==
    undefined
  )
}

/**
 * Makes the sample of a system that is one: several years of a programme, through the program's own commands, and as much
 * mass beside it as was asked for. Dates follow the plan in force.
 * @param progress called with the share done, 0 to 1
 * @returns the accounts with their one-time passwords, which stand nowhere else
 * @throws Problem 409 when the system is real, or holds something already
 */
export async function makeSample(
  system: System,
  options: SampleOptions,
  progress: (share: number) => void = () => {},
): Promise<SampleAccount[]> {
  const plan = await activePlan({ db: system.db, planId: null })
  await refuse(system)
  const years = yearsOf(options, plan)
  const begin = `${plan.firstYear - 1}-09-20`
  // Two months into the year after the plan, when its last report is being written; never in the future.
  const planned = `${plan.lastYear + 1}-03-02`
  const now = today(system.now())
  const last = planned < now ? planned : now
  const mass = options.enterprises - Math.min(options.enterprises, singly) + options.facts
  // One command of the story takes as long as some four hundred rows of mass.
  const storyShare = 1 / (1 + mass / 400_000)
  const actors = new Map<Role, Actor>()
  const accounts: SampleAccount[] = []
  let scenario: Scenario | undefined
  const current = () => {
    if (scenario === undefined) throw new Error('The story has not begun')
    return scenario
  }
  const paper = papersOf(current)
  // Papers that the sample is made with bear its mark too.
  await asSample(true, () =>
    tellStory(
      system,
      last,
      (story) => {
        const made: Scenario = {
          system,
          plan,
          dice: diceOf(options.seed),
          story,
          years,
          count: Math.min(options.enterprises, singly),
          makers: [],
          as: (role) => {
            const actor = actors.get(role)
            if (actor === undefined) throw new Error(`Nobody acts as ${role} yet`)
            return actor
          },
          paper,
        }
        scenario = made
        story.on(begin, () => beginStory(made, actors, accounts))
        story.on(last, () => claimPayments(made))
        story.on(last, () => sendToTreasury(made))
        story.on(last, () => advancePayments(made))
        story.on(last, () => payTaskTurns(made))
        story.on(last, () => recoverSupport(made))
      },
      (day) => progress(storyShare * shareOf(begin, last, day)),
    ),
  )
  if (options.thisYear === true && now.slice(0, 4) > String(plan.lastYear))
    await asSample(true, () =>
      tellStory(system, now, (story) => {
        story.on(last, async () => runThisYear({ ...current(), story }, now))
      }),
    )
  await fillUp(
    { ...system, now: () => new Date(`${last}T18:00:00+07:00`) },
    {
      seed: options.seed,
      enterprises: Math.max(0, options.enterprises - singly),
      facts: options.facts,
      planId: plan.id,
      fileId: await paper('Danh sách tham dự'),
    },
    (share) => progress(storyShare + (1 - storyShare) * share),
  )
  const { seed, enterprises, facts } = options
  await execute(system, finish, systemActor, { seed, enterprises, facts }, { via: 'cli' })
  progress(1)
  return accounts
}

async function beginStory(
  scenario: Scenario,
  actors: Map<Role, Actor>,
  accounts: SampleAccount[],
): Promise<void> {
  const { system, plan } = scenario
  const story: Story = scenario.story
  await openAccounts(system, story, actors, accounts)
  await registerEnterprises(scenario)
  story.on(`${plan.firstYear}-01-02`, async () => {
    const [first] = scenario.makers
    if (first === undefined) throw new Error('No enterprise has registered')
    await openAccount(system, story, actors, accounts, 'enterprise', first.id)
  })
  takeOverSheets(scenario)
  await runProgramme(scenario)
  await supportEnterprises(scenario)
  await keepFigures(scenario)
  keepDrafts(scenario)
  report(scenario)
  askedByPersons(scenario)
  shareWork(scenario)
  signUp(scenario)
  await runBeside(scenario)
}

async function refuse(system: System): Promise<void> {
  if (!system.sample) {
    throw conflict('sample.real', {
      vi: 'Đây là hệ thống có dữ liệu thật; dữ liệu mẫu chỉ tạo trong hệ thống riêng (nscl sample).',
      en: 'This system holds real data; sample data are made in a system of their own (nscl sample).',
    })
  }
  const some = await system.db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (some === undefined) return
  throw conflict(
    'sample.there',
    (await hasSample(system))
      ? words(
          `Đã có dữ liệu mẫu trong ${system.config.dataDirectory}. Chạy: nscl start --data; muốn tạo lại thì xóa thư mục đó hoặc chọn thư mục khác.`,
          `There is a sample in ${system.config.dataDirectory}. Run it by nscl start --data; to make another, remove that folder or choose a new one.`,
        )
      : words(
          `Lần tạo dữ liệu mẫu trước trong ${system.config.dataDirectory} bị ngắt giữa chừng. Xin xóa thư mục đó rồi chạy lại.`,
          `The last making of a sample in ${system.config.dataDirectory} was cut off. Please remove that folder and run it again.`,
        ),
  )
}

function yearsOf({ years }: SampleOptions, plan: { firstYear: number; lastYear: number }): number[] {
  const { first, last } = years ?? { first: plan.firstYear - 2, last: plan.lastYear }
  if (first > last || first < 2000 || last > plan.lastYear) {
    throw invalidField('years', {
      vi: `Các năm số liệu phải từ 2000 đến ${plan.lastYear}.`,
      en: `The years of figures must lie between 2000 and ${plan.lastYear}.`,
    })
  }
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** How much of the way from `begin` to `last` lies before `day`. */
function shareOf(begin: string, last: string, day: string): number {
  const at = (text: string) => Date.parse(text)
  return Math.max(0, Math.min(1, (at(day) - at(begin)) / (at(addDays(last, 1)) - at(begin))))
}
