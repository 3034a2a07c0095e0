import { addDays } from '../platform/dates.ts'
import {
  approveYearEnd,
  draftSettlementLetter,
  draftYearEndLetter,
  drawUpSettlement,
  enterTreasury,
  proposeYearEnd,
  showLeft,
  showYear,
  takeBackYearEnd,
} from '../year-end/index.ts'
import type { Scenario } from './scenario.ts'

/*
 * The end of each budget year whose days are known: what is committed and unpaid is carried over on the last day of the adjusting period, what
 * is free and left is cancelled afterwards, and the year is reconciled and its settlement drawn up; that waits to be agreed. The coordinator and the finance office propose, the
 * leader approves.
 */
export async function endYears(scenario: Scenario): Promise<void> {
  const { system, plan, story } = scenario
  const years = await system.db
    .selectFrom('budgetLineYear as y')
    .innerJoin('budgetLine as l', 'l.id', 'y.lineId')
    .select('y.year')
    .distinct()
    .where('l.planId', '=', plan.id)
    .orderBy('y.year')
    .execute()
  for (const { year } of years) {
    const days = await system.db
      .selectFrom('budgetCutoff')
      .select(['month', 'day'])
      .where('kind', '=', 'adjust')
      .where('firstYear', '<=', year)
      .executeTakeFirst()
    if (days === undefined) continue
    const two = (number: number) => String(number).padStart(2, '0')
    const last = `${year + 1}-${two(days.month)}-${two(days.day)}`
    story.on(last, () => settle(scenario, year, 'carry'))
    story.on(addDays(last, 15), () => settle(scenario, year, 'cancel'))
    story.on(addDays(last, 20), () => closeUp(scenario, year))
  }
}

async function settle(scenario: Scenario, year: number, kind: 'carry' | 'cancel'): Promise<void> {
  const { story } = scenario
  const proposer = scenario.as(kind === 'carry' ? 'coordinator' : 'finance')
  const { rows, grounds } = await story.run(proposer, showLeft, { year })
  const contract = grounds.find(({ needs }) => needs === 'committed_by')
  const other = grounds.find(({ needs }) => needs === 'paper')
  // contents of one task share what its contract has left
  const shared = new Map<number, bigint>()
  const lines = rows.flatMap((row) => {
    const { line, source, commitmentId, contentId, committedOn, waiting, rest } = row
    if ((commitmentId === null) !== (kind === 'cancel') || waiting > 0) return []
    const unshared = commitmentId === null ? rest : (shared.get(commitmentId) ?? rest)
    const over = row.amount - unshared
    const amount = over > 0n ? unshared : row.amount
    if (commitmentId !== null) shared.set(commitmentId, unshared - amount)
    if (amount === 0n) return []
    const signed = committedOn !== null && contract?.on != null && committedOn <= contract.on
    return [
      {
        ...{ line, source, amount: String(amount) },
        ...(commitmentId === null ? {} : { commitment: commitmentId }),
        ...(contentId === null ? {} : { content: contentId }),
        ...(kind === 'cancel' ? {} : { ground: (signed ? contract : other)?.id }),
      },
    ]
  })
  if (lines.length === 0) return
  const decided = async (symbol: string) => {
    const { id } = await story.run(proposer, proposeYearEnd, {
      ...{ kind, year, lines },
      reason:
        kind === 'carry'
          ? `Hợp đồng, nhiệm vụ của năm ${year} đã ký, chưa thanh toán hết (mẫu)`
          : `Số dư dự toán năm ${year} không được chuyển nguồn (mẫu)`,
    })
    for (const document of ['proposal', 'decision'])
      await story.run(proposer, draftYearEndLetter, { id, document, give: true, issuedOn: story.today })
    await story.run(scenario.as('leader'), approveYearEnd, {
      id,
      documentNumber: `${year}/QĐ-${symbol}-MAU`,
      documentDate: story.today,
      fileId: await scenario.paper('Quyết định chuyển nguồn, hủy dự toán'),
    })
    return id
  }
  if (kind === 'carry') await takenBack(scenario, await decided('CNN'))
  await decided(kind === 'carry' ? 'CN' : 'HDT')
}

/** A carry-over that was booked by mistake is taken back by another person than approved it, and decided anew. */
async function takenBack({ story, as, paper }: Scenario, id: number): Promise<void> {
  await story.run(as('finance'), takeBackYearEnd, {
    ...{ id, reason: 'Quyết định ghi nhầm số văn bản (mẫu)', documentNumber: 'CV-RCN-MAU' },
    ...{ documentDate: story.today, fileId: await paper('Văn bản cho rút chuyển nguồn') },
  })
}

/** Reconciled to the đồng, and its settlement drawn up; not while something of the year still waits. */
async function closeUp(scenario: Scenario, year: number): Promise<void> {
  const { story } = scenario
  const finance = scenario.as('finance')
  const { lines } = await story.run(finance, showYear, { year })
  if (lines.length === 0) return
  await story.run(finance, enterTreasury, {
    ...{ year, documentNumber: `${year}/BBĐC-MAU`, documentDate: story.today },
    figures: lines.map(({ line, source, carriedIn, allocated, adjusted, paid, carriedOut, cancelled }) => ({
      ...{ line, source, given: carriedIn + allocated + adjusted, paid, advanced: 0n },
      leftOver: carriedOut + cancelled,
    })),
  })
  const { bars } = await story.run(finance, showYear, { year })
  if (bars.length > 0) return
  const { id } = await story.run(finance, drawUpSettlement, { year, note: 'Số liệu khớp với Kho bạc (mẫu)' })
  for (const document of ['report', 'minutes'])
    await story.run(finance, draftSettlementLetter, { id, document, give: true, issuedOn: story.today })
}
