import { registerEnterprise } from '../enterprises/index.ts'
import { findDoubles, keepSeparate, mergeDouble } from '../mergers/index.ts'
import { addDays } from '../platform/dates.ts'
import { sampleMail, sampleSerials, sampleTaxCode } from './names.ts'
import { opening, type Scenario } from './scenario.ts'

/** What becomes of a pair of records that are alike. */
const ends = ['merged', 'separate', 'found'] as const

/** How many records of enterprises stand in the register a second time. */
export const doublesOf = (count: number): number => (count < 8 ? 0 : ends.length)

/** In the last year some enterprises are registered a second time: one is merged, one is a branch, one still waits to be looked at. */
export function registerTwice(scenario: Scenario): void {
  const { plan, story, system, count, makers } = scenario
  story.on(opening(scenario, plan.lastYear, '03-01'), async () => {
    const serials = sampleSerials(count + doublesOf(count)).slice(count)
    for (const [at, serial] of serials.entries()) {
      const maker = makers[at * 2]
      if (maker === undefined) return
      const there = await system.db
        .selectFrom('enterprise')
        .select(['id', 'taxCode', 'name', 'address', 'adminUnitId', 'sectorGroup', 'version'])
        .where('id', '=', maker.id)
        .executeTakeFirstOrThrow()
      const isBranch = ends[at] === 'separate'
      const coordinator = scenario.as('coordinator')
      const { id } = await story.run(coordinator, registerEnterprise, {
        taxCode: isBranch ? `${there.taxCode}-001` : sampleTaxCode(serial),
        name: `${there.name}${isBranch ? ' - Chi nhánh' : ' TNHH'}`,
        ...{ address: there.address, adminUnitId: there.adminUnitId, sectorGroup: there.sectorGroup },
        representative: `Người đại diện thứ hai ${at + 1} (mẫu)`,
        email: sampleMail(`cong-ty-ghi-lai-${at + 1}`),
      })
      story.on(addDays(story.today, 7), () => settle(scenario, there.id, id, ends[at] ?? 'found'))
    }
    await story.run(scenario.as('coordinator'), findDoubles, {})
  })
}

async function settle(
  { story, system, as }: Scenario,
  keptId: number,
  otherId: number,
  end: (typeof ends)[number],
): Promise<void> {
  if (end === 'found') return
  const coordinator = as('coordinator')
  const pair = await system.db
    .selectFrom('enterpriseDouble')
    .select(['id', 'version'])
    .where('oneId', '=', keptId)
    .where('otherId', '=', otherId)
    .executeTakeFirstOrThrow()
  if (end === 'separate') {
    await story.run(coordinator, keepSeparate, { ...pair, reason: 'Là chi nhánh (mẫu)' })
    return
  }
  const versionOf = async (id: number) =>
    (
      await system.db
        .selectFrom('enterprise')
        .select('version')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).version
  await story.run(coordinator, mergeDouble, {
    ...{
      id: keptId,
      lostId: otherId,
      version: await versionOf(keptId),
      lostVersion: await versionOf(otherId),
    },
    ...{ take: ['representative'], reason: 'Hai hồ sơ của một doanh nghiệp (mẫu)' },
  })
}
