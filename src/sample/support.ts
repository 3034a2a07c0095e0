import {
  appraiseApplication,
  checkApplication,
  editApplication,
  fileApplication,
  showApplication,
  withdrawApplication,
} from '../applications/index.ts'
import { addEntry, addList } from '../key-products/index.ts'
import { addInstrument } from '../legal/index.ts'
import { addNorm } from '../norms/index.ts'
import { writeMessage } from '../talk/index.ts'
import { decide, waitForOthers } from './decisions.ts'
import { type Maker, opening, type Scenario } from './scenario.ts'
import { type Content, certified, type End, ends } from './turns.ts'

/** What was filed: an enterprise files once a year for a content. */
const filedIn = new WeakMap<Scenario, Set<string>>()

/** Notes that an enterprise files for a content and a year. @returns false where it has done so already */
export function filesOnce(
  scenario: Scenario,
  enterpriseId: number,
  contentId: number,
  year: number,
): boolean {
  const filed = filedIn.get(scenario) ?? new Set<string>()
  filedIn.set(scenario, filed)
  const key = `${enterpriseId}/${contentId}/${year}`
  if (filed.has(key)) return false
  filed.add(key)
  return true
}

/** Applications over the plan's years, each on its way to one of the ends: support turns, certificates and payments come of them. */
export async function supportEnterprises(scenario: Scenario): Promise<void> {
  const { system, plan, dice, story, count } = scenario
  if (plan.supportLine === null) return
  const contents = await system.db
    .selectFrom('supportContent')
    .select(['id', 'key', 'name', 'standards'])
    .orderBy('ord')
    .execute()
  story.on(opening(scenario, plan.firstYear, '01-05'), async () => {
    await enterNorms(scenario)
    await enterKeyProducts(scenario)
  })
  const many = Math.max(ends.length, Math.min(80, Math.round(count * 0.3)))
  for (let at = 0; at < many; at += 1) {
    const end = ends[at % ends.length] ?? 'filed'
    // What is still on its way at the end was filed last.
    // Two by two, so that each year has every end.
    const year = plan.firstYear + (Math.floor(at / 2) % (plan.lastYear - plan.firstYear + 1))
    const late =
      end === 'filed' || end === 'checked' || end === 'appraised' || end === 'returned' || end === 'waiting'
    const from = late ? `${plan.lastYear}-09-01` : opening(scenario, year, '02-10')
    // Most enterprises want what ends in a certificate, as the plan does.
    const wanted = at % 4 === 3 ? contents : contents.filter(({ key }) => key in certified)
    const content = wanted[(at * 3) % wanted.length] ?? dice.pick(contents)
    story.on(dice.after(from, 0, late ? 75 : days(from, 60)), async () => {
      const { makers } = scenario
      const of = late ? plan.lastYear : year
      // An enterprise files once a year for a content: the next one after it takes its turn.
      const first = (at * 5) % makers.length
      const maker = [...makers.slice(first), ...makers.slice(0, first)].find(({ id }) =>
        filesOnce(scenario, id, content.id, of),
      )
      if (maker === undefined) return
      await file(scenario, maker, content, of, end)
    })
  }
}

/** Norms of a made-up resolution, so that amounts have something to be held against. */
async function enterNorms({ story, as, plan }: Scenario): Promise<void> {
  const coordinator = as('coordinator')
  const { id: instrumentId } = await story.run(coordinator, addInstrument, {
    number: '00/NQ-HĐND (mẫu)',
    title: 'Nghị quyết mẫu về mức chi của chương trình (dữ liệu mẫu)',
    titleEn: 'Made-up resolution on spending norms (sample data)',
    issuer: 'Hội đồng nhân dân (mẫu)',
  })
  const norm = { instrumentId, whenOver: 'stopped', validFrom: `${plan.firstYear}-01-01` }
  await story.run(coordinator, addNorm, {
    ...norm,
    ...{ article: 'Điều 3', name: 'Hỗ trợ một nội dung cho một doanh nghiệp (mẫu)', kind: 'fixed' },
    ...{
      nameEn: 'Support of one content for one enterprise (sample)',
      ceiling: '100 triệu',
      ceilingUnit: 'contract',
    },
  })
  await story.run(coordinator, addNorm, {
    ...norm,
    ...{ article: 'Điều 4', name: 'Giảng viên khóa đào tạo (mẫu)', kind: 'fixed', role: 'Giảng viên' },
    ...{ nameEn: 'Lecturer of a course (sample)', ceiling: '1.000.000', ceilingUnit: 'session' },
  })
}

/** The list of a made-up decision on key products. */
async function enterKeyProducts({ story, as, plan }: Scenario): Promise<void> {
  const coordinator = as('coordinator')
  const { id: instrumentId } = await story.run(coordinator, addInstrument, {
    number: '00/QĐ-UBND (mẫu)',
    title: 'Quyết định mẫu về danh mục sản phẩm chủ lực (dữ liệu mẫu)',
    titleEn: 'Made-up decision on key products (sample data)',
    issuer: 'Ủy ban nhân dân (mẫu)',
  })
  const { id } = await story.run(coordinator, addList, {
    ...{ instrumentId, validFrom: `${plan.firstYear}-01-01`, note: 'Dữ liệu mẫu' },
  })
  for (const name of ['Sản phẩm thứ nhất (mẫu)', 'Sản phẩm thứ hai (mẫu)', 'Sản phẩm thứ ba (mẫu)'])
    await story.run(coordinator, addEntry, { id, name, groupName: 'Nhóm mẫu' })
}

/** So many days, or a quarter of them where the year has only its last months left. */
function days(day: string, usual: number): number {
  return day.slice(5) > '10-15' ? Math.ceil(usual / 4) : usual
}

async function version(scenario: Scenario, id: number): Promise<number> {
  return (await scenario.story.run(scenario.as('coordinator'), showApplication, { id })).version
}

/** An application is filed today, and goes on its way to its end. */
export async function file(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  year: number,
  end: End,
): Promise<void> {
  const { dice, story } = scenario
  const requested = dice.dong(38_000_000, 96_000_000)
  // norms give no more than four fifths of a contract: a third of what is asked for is put in beside it at least
  const own = dice.dong(12_000_000, 90_000_000)
  const least = (requested / 3_000n) * 1_000n
  const body = {
    contentId: content.id,
    year,
    description: `Áp dụng ${content.standards[0] ?? content.name} tại ${maker.name} (hồ sơ mẫu).`,
    requested,
    ownFunds: own > least ? own : least,
    ownFundsSource: 'Vốn tự có (mẫu)',
    otherSupport: maker.id % 5 === 0 ? 6_000_000n : maker.id % 2 === 0 ? 0n : undefined,
    otherSupportFrom: maker.id % 5 === 0 ? 'Chương trình OCOP (mẫu)' : undefined,
    fileId: await scenario.paper('Hồ sơ đề nghị hỗ trợ'),
  }
  const coordinator = scenario.as('coordinator')
  const { id } = await story.run(coordinator, fileApplication, { enterpriseId: maker.id, ...body })
  if (end === 'filed') return
  story.on(dice.after(story.today, 1, days(story.today, 12)), async () => {
    const outcome = end === 'returned' || end === 'again' ? 'returned' : 'checked'
    await story.run(coordinator, checkApplication, {
      id,
      version: await version(scenario, id),
      outcome,
      note: outcome === 'returned' ? 'Thiếu báo giá của đơn vị tư vấn (mẫu)' : undefined,
    })
    if (end === 'again') {
      const note = { side: 'note', body: 'Đã gọi điện hẹn ngày bổ sung báo giá (mẫu)' }
      await story.run(coordinator, writeMessage, { record: 'application', recordId: id, ...note })
      story.on(dice.after(story.today, 1, days(story.today, 15)), async () => {
        await story.run(coordinator, editApplication, { id, version: await version(scenario, id), ...body })
        await story.run(coordinator, checkApplication, {
          id,
          version: await version(scenario, id),
          outcome: 'checked',
        })
        appraise(scenario, maker, content, id, body.requested, 'accepted')
      })
    } else if (outcome === 'checked' && end !== 'checked')
      appraise(scenario, maker, content, id, body.requested, end)
  })
}

function appraise(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  id: number,
  asked: bigint,
  end: End,
): void {
  const { dice, story } = scenario
  const coordinator = scenario.as('coordinator')
  story.on(dice.after(story.today, 1, days(story.today, 20)), async () => {
    if (end === 'withdrawn') {
      const reason = 'Doanh nghiệp đổi kế hoạch đầu tư (mẫu)'
      await story.run(coordinator, withdrawApplication, { id, version: await version(scenario, id), reason })
      return
    }
    await story.run(coordinator, appraiseApplication, {
      id,
      version: await version(scenario, id),
      amount: (asked * BigInt(dice.whole(85, 100))) / 100n,
      note: 'Hồ sơ đủ nội dung; đề xuất theo báo giá (mẫu)',
    })
    if (end !== 'appraised')
      story.on(dice.after(story.today, 1, days(story.today, 25)), () =>
        end === 'accepted' || end === 'refused'
          ? waitForOthers(scenario, { maker, content, id, end })
          : decide(scenario, maker, content, id, end),
      )
  })
}
