import {
  addAssociation,
  addProduct,
  changeState,
  recordYear,
  registerEnterprise,
  setCriterion,
} from '../enterprises/index.ts'
import { recordAccounts } from '../productivity/index.ts'
import { sampleMail, sampleName, sampleSerials, sampleTaxCode, trades } from './names.ts'
import { type Maker, opening, type Scenario } from './scenario.ts'
import { takenOverOf } from './takeover.ts'

const million = 1_000_000

/** The register: enterprises come in over the months before the plan and in its first, with figures, products, criteria. */
export async function registerEnterprises(scenario: Scenario): Promise<void> {
  const { system, plan, dice, story, count } = scenario
  const units = await system.db
    .selectFrom('adminUnit')
    .select(['id', 'name', 'province', 'formerProvince'])
    .orderBy('id')
    .execute()
  const here = units.filter(({ province }) => province === plan.province)
  const communes = units.filter(({ formerProvince }) => formerProvince === plan.province)
  const elsewhere = units.filter((unit) => unit.province !== plan.province && !communes.includes(unit))
  for (const [at, serial] of sampleSerials(count - takenOverOf(count)).entries()) {
    const place = at + 1
    const trade = trades[at % trades.length] ?? dice.pick(trades)
    // Two in three name their seat by the commune of today, the others as it was when they registered.
    // One in forty has its seat outside the province, which a check of its application then finds.
    const named = place % 3 === 0 || communes.length === 0 ? here : communes
    const unit = dice.pick(place % 40 === 0 ? elsewhere : named)
    const foundedOn = `${dice.whole(1996, plan.firstYear - 2)}-${String(dice.whole(1, 12)).padStart(2, '0')}-15`
    // Micro, small, medium and large, most of them small.
    const persons = dice.pick([4, 6, 9, 15, 24, 38, 55, 80, 120, 160, 260, 420])
    const name = sampleName(place, trade)
    const profile = {
      taxCode: sampleTaxCode(serial),
      name,
      nameEn: `Sample company ${String(place).padStart(4, '0')}`,
      address: `Số ${place}, đường Mẫu, ${unit.name}`,
      adminUnitId: unit.id,
      sectorGroup: trade.group,
      industry: trade.industry,
      legalForm: place % 9 === 0 ? 'cooperative' : 'company',
      foundedOn,
      representative: `Người đại diện ${String(place).padStart(4, '0')} (mẫu)`,
      email: sampleMail(`cong-ty-${String(place).padStart(4, '0')}`),
    }
    story.on(dice.after(`${plan.firstYear - 1}-10-01`, 0, 90), async () => {
      const { id } = await story.run(scenario.as('coordinator'), registerEnterprise, profile)
      const maker: Maker = { id, name, trade, foundedOn, persons, products: new Map() }
      scenario.makers.push(maker)
      await describe(scenario, maker)
    })
  }
}

async function describe(scenario: Scenario, maker: Maker): Promise<void> {
  const { dice, story } = scenario
  const coordinator = scenario.as('coordinator')
  for (const name of maker.trade.products.slice(0, dice.whole(1, 3))) {
    const { productId } = await story.run(coordinator, addProduct, { id: maker.id, name: `${name} (mẫu)` })
    maker.products.set(name, productId)
  }
  await meetCriteria(scenario, maker)
  await joinAssociation(scenario, maker)
  const keepsAccounts = dice.chance(0.85)
  const founded = Number(maker.foundedOn.slice(0, 4))
  for (const [at, year] of scenario.years.entries()) {
    if (year < founded) continue
    const figures = figuresOf(scenario, maker, at)
    const on = dice.after(`${year + 1}-01-15`, 0, 60)
    story.on(on, async () => {
      await story.run(coordinator, recordYear, {
        id: maker.id,
        year,
        version: 0,
        sectorGroup: maker.trade.group,
        employees: figures.persons,
        revenue: figures.revenue,
        // One in fifteen leaves its capital out, so that its size may stay unknown.
        capital: maker.id % 15 === 0 ? undefined : figures.capital,
        exportValue: maker.trade.group === 'production' ? figures.revenue / 4n : undefined,
        ...declarationOf(maker.id, figures.persons, on),
        fileId: await scenario.paper('Báo cáo tài chính năm'),
      })
      if (!keepsAccounts) return
      await story.run(coordinator, recordAccounts, {
        id: maker.id,
        year,
        version: 0,
        ...figures.accounts,
        fileId: await scenario.paper('Báo cáo tài chính năm'),
      })
    })
  }
  if (maker.id % 25 === 0) {
    const state = maker.id % 50 === 0 ? 'dissolved' : 'suspended'
    story.on(dice.after(`${scenario.plan.firstYear}-06-01`, 0, 300), async () => {
      const reason = 'Theo thông báo của doanh nghiệp (mẫu)'
      const { version } = await scenario.system.db
        .selectFrom('enterprise')
        .select('version')
        .where('id', '=', maker.id)
        .executeTakeFirstOrThrow()
      await story.run(coordinator, changeState, { id: maker.id, version, state, since: story.today, reason })
    })
  }
}

/** Half of them declare their size; what is declared by the number of persons alone may differ from what is worked out. */
function declarationOf(enterpriseId: number, persons: number, on: string) {
  if (enterpriseId % 2 === 1) return {}
  const declaredClass =
    persons <= 10 ? 'micro' : persons <= 100 ? 'small' : persons <= 200 ? 'medium' : 'large'
  return { declaredClass, declaredOn: on }
}

/** Two in three belong to an association, or were brought by it. */
async function joinAssociation({ story, as }: Scenario, { id }: Maker): Promise<void> {
  const { agencyId } = as('association')
  if (agencyId === null || id % 3 === 0) return
  const tie = id % 3 === 1 ? 'member' : 'brought'
  await story.run(as('coordinator'), addAssociation, { id, agencyId, tie, since: story.today })
}

async function meetCriteria({ system, plan, dice, story, paper, as }: Scenario, maker: Maker): Promise<void> {
  const criteria = await system.db
    .selectFrom('criterion')
    .select(['id', 'code'])
    .where('planId', '=', plan.id)
    .where('bySize', '=', false)
    .orderBy('ord')
    .execute()
  for (const criterion of criteria) {
    if (!dice.chance(maker.trade.group === 'production' ? 0.35 : 0.1)) continue
    await story.run(as('coordinator'), setCriterion, {
      id: maker.id,
      criterionId: criterion.id,
      version: 0,
      met: true,
      note: 'Theo hồ sơ doanh nghiệp gửi (mẫu)',
      fileId: await paper('Tài liệu về tiêu chí ưu tiên'),
    })
  }
}

/** In the last year the enterprise with an account says itself which criteria it meets; an officer has not looked at it yet. */
export function declareCriteria(scenario: Scenario): void {
  const { system, plan, story, as } = scenario
  story.on(opening(scenario, plan.lastYear, '04-01'), async () => {
    const owner = as('enterprise')
    const { enterpriseId } = owner
    if (enterpriseId === null) return
    const open = await system.db
      .selectFrom('criterion as k')
      .leftJoin('enterpriseCriterion as m', (join) =>
        join.onRef('m.criterionId', '=', 'k.id').on('m.enterpriseId', '=', enterpriseId),
      )
      .select('k.id')
      .where('k.planId', '=', plan.id)
      .where('k.bySize', '=', false)
      .where('m.criterionId', 'is', null)
      .orderBy('k.ord')
      .limit(2)
      .execute()
    for (const { id: criterionId } of open)
      await story.run(owner, setCriterion, {
        ...{ id: enterpriseId, criterionId, version: 0, met: true },
        note: 'Doanh nghiệp tự khai (mẫu)',
        fileId: await scenario.paper('Tờ khai tiêu chí ưu tiên', owner),
      })
  })
}

/** What a year of an enterprise comes to: the two ways to value added agree to about a percent. @param at years since the first */
function figuresOf({ dice }: Scenario, maker: Maker, at: number) {
  const persons = Math.max(2, Math.round(maker.persons * (1 + 0.03 * at)))
  const perPerson = (maker.trade.group === 'production' ? 420 : 650) * (1 + 0.06 * at) * million
  const revenue = dice.dong(persons * perPerson * 0.7, persons * perPerson * 1.3)
  const capital = (revenue * BigInt(dice.whole(40, 90))) / 100n
  const stockChange = (revenue * BigInt(dice.whole(-10, 15))) / 1000n
  const intermediate = (revenue * BigInt(dice.whole(60, 72))) / 100n
  const added = revenue + stockChange - intermediate
  const labourCost = (added * BigInt(dice.whole(42, 58))) / 100n
  const depreciation = (added * 12n) / 100n
  const productionTaxes = (added * 5n) / 100n
  const interest = (added * 6n) / 100n
  const difference = (added * BigInt(dice.whole(-8, 8))) / 1000n
  return {
    persons,
    revenue,
    capital,
    accounts: {
      netRevenue: revenue,
      stockChange,
      goodsForResale: 0n,
      intermediate,
      labourCost,
      depreciation,
      productionTaxes,
      subsidies: 0n,
      interest,
      profit: added - labourCost - depreciation - productionTaxes - interest + difference,
      fixedAssets: (capital * 6n) / 10n + 1n,
      labour: persons,
      hours: BigInt(persons) * 2200n,
      priceIndex: 100 + 3 * at,
    },
  }
}
