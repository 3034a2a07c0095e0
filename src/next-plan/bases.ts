import { citedPlan, type PlanDocument } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { carried } from './duties.ts'
import type { Instrument, ProposalInput } from './input.ts'

/* Who issues the next plan and what it rests on. */

export function citation(plan: PlanDocument): Words {
  return words(
    `Kế hoạch số ${plan.number} ngày ${formatDate(plan.issuedOn)} của ${plan.issuer.vi} ${lower(plan.title.vi)}`,
    `Plan ${plan.number} of ${formatDate(plan.issuedOn)} of the ${plan.issuer.en}: ${plan.title.en}`,
  )
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export function issuerOf(
  { plan, agencies, passOn }: ProposalInput,
  day: string,
): { words: Words; reason: Words; sources: string } {
  const key = agencies.find((agency) => agency.name === plan.issuer.vi)?.key
  const change = key === undefined ? null : carried(agencies, key, day)
  if (change === null || change.agency.id === change.carrier.id)
    return {
      words: plan.issuer,
      sources: '',
      reason: words(
        'Cơ quan ban hành của kế hoạch trước, còn hoạt động.',
        'The issuer of the old plan, still in place.',
      ),
    }
  const { agency, carrier } = change
  const check: Words = carrier.toCheck ? words(' Cần đối chiếu.', ' To be checked.') : words('', '')
  if (!passOn)
    return {
      words: plan.issuer,
      sources: '',
      reason: words(
        `Người lập chọn giữ ${agency.name}, dù cơ quan này kết thúc ngày ${formatDate(agency.validTo ?? '')} và ${carrier.name} kế thừa (${carrier.source}).${check.vi}`,
        `Whoever drafts kept the ${agency.nameEn}, though it ended on ${formatDate(agency.validTo ?? '')} and the ${carrier.nameEn} succeeds it (${carrier.source}).${check.en}`,
      ),
    }
  return {
    words: { vi: carrier.name, en: carrier.nameEn },
    sources: carrier.source,
    reason: words(
      `${agency.name} kết thúc ngày ${formatDate(agency.validTo ?? '')}; ${carrier.name} kế thừa (${carrier.source}).${check.vi}`,
      `The ${agency.nameEn} ended on ${formatDate(agency.validTo ?? '')}; the ${carrier.nameEn} succeeds it (${carrier.source}).${check.en}`,
    ),
  }
}

/** The old bases that still hold, the old plan itself, and the instruments that the new issuer's place comes from. */
export function legalBases(
  input: ProposalInput,
  sources: string,
  reasons: Record<string, Words>,
): PlanDocument['legalBases'] {
  const { plan, instruments, today } = input
  const kept = plan.legalBases.map((basis) => {
    const known = instruments.find((row) => row.number === basis.number)
    const ended = known !== undefined && known.validTo !== null && known.validTo < today
    const local = /Hội đồng nhân dân tỉnh/u.test(basis.vi) && sources !== ''
    const reason: Words = ended
      ? words(
          `Văn bản hết hiệu lực ngày ${formatDate(known.validTo ?? '')}: cần thay.`,
          `The instrument ended on ${formatDate(known.validTo ?? '')}: to be replaced.`,
        )
      : local
        ? words(
            `Văn bản của HĐND tỉnh trước sắp xếp: cần đối chiếu hiệu lực trên địa bàn mới trước khi làm căn cứ (ngày ${formatDate(today)} danh mục chưa ghi hết hiệu lực).`,
            `Of the People's Council before the reorganisation: check that it holds in the new place (on ${formatDate(today)} the catalogue names no end).`,
          )
        : words(
            `Căn cứ của Kế hoạch ${plan.number}, còn hiệu lực ngày ${formatDate(today)} theo danh mục văn bản.`,
            `A basis of Plan ${plan.number}, in force on ${formatDate(today)} by the catalogue.`,
          )
    return { basis, reason }
  })
  const cited = citedPlan(plan.number, plan.orientation?.article)
  const own = {
    basis: { number: plan.number, ...citation(plan) },
    reason: words(
      `${cited.vi}: định hướng cho giai đoạn này.`,
      `${cited.en}: the orientation of this period.`,
    ),
  }
  const added = instruments
    .filter(
      (row) => sources.includes(row.number) && !plan.legalBases.some((basis) => basis.number === row.number),
    )
    .map((row) => ({
      basis: { number: row.number, ...instrumentWords(row) },
      reason: words(
        `Căn cứ của việc sắp xếp đơn vị hành chính, nêu tại danh mục cơ quan: ${sources}.`,
        `The reorganisation rests on it, as the catalogue of agencies says: ${sources}.`,
      ),
    }))
  const all = [...kept, ...added, own]
  for (const [place, { reason }] of all.entries()) reasons[`legalBases.${place}`] = reason
  return all.map(({ basis }) => basis)
}

function instrumentWords(row: Instrument): Words {
  const on = row.issuedOn === null ? '' : ` ngày ${formatDate(row.issuedOn)}`
  const kind = /\/(NQ|QH)/.test(row.number)
    ? 'Nghị quyết'
    : /NĐ-CP/.test(row.number)
      ? 'Nghị định'
      : /TT-/.test(row.number)
        ? 'Thông tư'
        : 'Quyết định'
  return words(
    `${kind} số ${row.number}${on} của ${row.issuer} ${lower(row.title)}`,
    `${row.number}${row.issuedOn === null ? '' : ` of ${formatDate(row.issuedOn)}`}: ${row.titleEn}`,
  )
}
