import { draftPayment, releasePayment } from '../budget/index.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import type { Plan } from '../plan/index.ts'
import type { Actor, Role } from '../platform/actor.ts'
import { systemActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import type { System } from '../platform/system.ts'
import { uploadFile } from '../platform/uploads.ts'
import type { Dice } from './dice.ts'
import type { Trade } from './names.ts'
import type { Story } from './story.ts'

/** An enterprise of the sample. */
export interface Maker {
  readonly id: number
  readonly name: string
  readonly trade: Trade
  readonly foundedOn: string
  /** Mean persons of its first year; its figures follow from it. */
  readonly persons: number
  /** Product ids by name. */
  readonly products: Map<string, number>
}

/** What the parts of the story share. */
export interface Scenario {
  readonly system: System
  readonly plan: Plan
  readonly dice: Dice
  readonly story: Story
  /** Years with figures of enterprises. */
  readonly years: readonly number[]
  /** How many enterprises register one by one. */
  readonly count: number
  readonly makers: Maker[]
  /** Who acts in a role; opened on the first day. */
  as(role: Role): Actor
  /** A paper of this kind, kept as a file: each kind once. @returns its id */
  paper(kind: string, by?: Actor): Promise<number>
}

/** The first day in a year on which the plan can be carried out: a plan may be issued late in its first year. */
export function opening({ plan }: Pick<Scenario, 'plan'>, year: number, day: string): string {
  const planned = `${year}-${day}`
  return planned > plan.issuedOn ? planned : addDays(plan.issuedOn, 2)
}

/** Papers of a sample: one page each that says what it stands for. */
export function papersOf(scenario: () => Pick<Scenario, 'story' | 'plan'>): Scenario['paper'] {
  const kept = new Map<string, number>()
  return async (kind, by = systemActor) => {
    const key = `${by.userId ?? ''} ${kind}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const { story, plan } = scenario()
    const bytes = await officialPdf({
      issuer: 'Cơ quan mẫu',
      number: '01',
      symbol: 'MAU',
      place: plan.province,
      date: plan.startsOn,
      kind: 'TÀI LIỆU MẪU',
      subject: kind,
      blocks: [
        {
          type: 'paragraph',
          text: `Trang này thay cho ${kind.charAt(0).toLocaleLowerCase('vi')}${kind.slice(1)} trong dữ liệu mẫu. Không có giá trị pháp lý; tên, số và số tiền đều được đặt ra.`,
        },
      ],
      recipients: ['Người học, người thử chương trình'],
      signature: { authority: ['NGƯỜI KÝ MẪU'], name: '' },
      writtenAt: `${plan.startsOn}T00:00:00Z`,
    })
    const file = await story.run(by, uploadFile, { name: `${kind} (mẫu).pdf`, bytes })
    kept.set(key, file.id)
    return file.id
  }
}

/** Pays on a commitment today: the finance office draws the payment up, the coordinator releases it. */
export async function payOut(
  { story, as, paper }: Pick<Scenario, 'story' | 'as' | 'paper'>,
  payment: {
    id: number
    kind: string
    amount: bigint
    documentNumber: string
    basis: 'contract' | 'acceptance'
  },
): Promise<void> {
  const order = await story.run(as('finance'), draftPayment, {
    ...payment,
    on: story.today,
    fileId: await paper('Chứng từ chi'),
    basisNumber: `${payment.id}/${payment.basis === 'contract' ? 'HĐ' : 'BBNT'}-MAU`,
    basisDate: story.today,
    basisFileId: await paper(payment.basis === 'contract' ? 'Hợp đồng' : 'Biên bản nghiệm thu'),
  })
  await story.run(as('coordinator'), releasePayment, { id: order.id })
}
