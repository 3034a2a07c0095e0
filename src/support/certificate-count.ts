import { type Words, words } from '../platform/language.ts'
import { type CertificateKind, countsFor } from './rules.ts'

/* What certificates count as: the fact that each is, and how many a target has of them. Pure; the page of the rules shows it at work. */

type Fact = 'certificate.system' | 'certificate.product'

/** What is counted once: the turn of a system's certificate, the product of a product's. */
export const countedSubject = (
  fact: Fact,
  { turnId, productId }: { readonly turnId: number; readonly productId: number | null },
) => (fact === 'certificate.system' ? `turn:${turnId}` : `product:${productId}`)

export interface CountedCertificate {
  readonly kind: CertificateKind
  readonly turnId: number
  readonly turnFinished: boolean
  readonly productId: number | null
  readonly withdrawn: boolean
  /** On the day asked; lifted, it counts again. */
  readonly suspended: boolean
}

/** The fact that a certificate is now; null where it counts for nothing. */
export function factOf(of: CountedCertificate): { readonly fact: Fact; readonly subject: string } | null {
  const { fact } = countsFor(of.kind)
  if (of.withdrawn || of.suspended || fact === null || (fact === 'certificate.system' && !of.turnFinished))
    return null
  return { fact, subject: countedSubject(fact, of) }
}

/** How many certified turns and products these certificates are. */
export function countOf(certificates: readonly CountedCertificate[]): { systems: number; products: number } {
  const facts = certificates.flatMap((one) => factOf(one) ?? [])
  const of = (fact: Fact) =>
    new Set(facts.filter((one) => one.fact === fact).map(({ subject }) => subject)).size
  return { systems: of('certificate.system'), products: of('certificate.product') }
}

const system = (more: Partial<CountedCertificate> = {}): CountedCertificate => ({
  ...{
    kind: 'food_safety',
    turnId: 1,
    turnFinished: true,
    productId: null,
    withdrawn: false,
    suspended: false,
  },
  ...more,
})
const product = (more: Partial<CountedCertificate> = {}): CountedCertificate =>
  system({ kind: 'product_tcvn', productId: 1, turnFinished: false, ...more })

/** Worked examples: what is told, and the certificates that the pure function counts. */
export const countingExamples: readonly {
  readonly told: Words
  readonly certificates: readonly CountedCertificate[]
}[] = [
  {
    told: words(
      'Một lượt đã hoàn thành, có chứng nhận an toàn thực phẩm (ISO 22000).',
      'A finished turn with a food safety certificate (ISO 22000).',
    ),
    certificates: [system()],
  },
  {
    told: words(
      'Cùng lượt đó có thêm chứng nhận môi trường (ISO 14001): lượt chỉ tính một lần.',
      'The same turn also has an environmental certificate (ISO 14001): the turn counts once.',
    ),
    certificates: [system(), system({ kind: 'environment' })],
  },
  {
    told: words(
      'Hai lượt khác nhau của một doanh nghiệp, mỗi lượt một chứng nhận: tính hai lần.',
      'Two turns of one enterprise, each with a certificate: they count twice.',
    ),
    certificates: [system(), system({ turnId: 2, kind: 'energy' })],
  },
  {
    told: words(
      'Chứng nhận quản lý chất lượng (ISO 9001): được ghi nhận, không tính vào chỉ tiêu.',
      'A quality management certificate (ISO 9001): recorded, counts for no target.',
    ),
    certificates: [system({ kind: 'quality_management' })],
  },
  {
    told: words(
      'Chứng nhận hệ thống của lượt chưa hoàn thành: chưa tính.',
      'A system certificate of a turn that has not finished: not counted yet.',
    ),
    certificates: [system({ turnFinished: false })],
  },
  {
    told: words(
      'Một sản phẩm được chứng nhận theo cả TCVN và QCVN: sản phẩm tính một lần, ngay khi cấp.',
      'A product certified to both TCVN and QCVN: the product counts once, as soon as it is given.',
    ),
    certificates: [product(), product({ kind: 'product_qcvn' })],
  },
  {
    told: words(
      'Hai sản phẩm trên một giấy chứng nhận: tính hai sản phẩm.',
      'Two products on one certificate: two products count.',
    ),
    certificates: [product(), product({ productId: 2 })],
  },
  {
    told: words(
      'Chứng nhận bị thu hồi: không tính nữa; gia hạn một chứng nhận không tính thêm.',
      'A withdrawn certificate counts no more; a renewal adds nothing.',
    ),
    certificates: [system({ withdrawn: true })],
  },
  {
    told: words(
      'Chứng nhận đang bị đình chỉ vào ngày được hỏi: không tính trong thời gian đình chỉ (quy tắc của phần mềm, Kế hoạch không quy định).',
      'A certificate that is suspended on the day asked does not count while it is (a rule of the program; the plan says nothing).',
    ),
    certificates: [system({ suspended: true })],
  },
  {
    told: words(
      'Chứng nhận được khôi phục sau đình chỉ: tính lại, một lần như trước.',
      'A certificate restored after its suspension counts again, once as before.',
    ),
    certificates: [system({ suspended: false })],
  },
  {
    told: words(
      'Lượt có hai chứng nhận, một chứng nhận bị đình chỉ: lượt vẫn tính nhờ chứng nhận kia.',
      'A turn with two certificates, one of them suspended: the turn counts by the other.',
    ),
    certificates: [system({ suspended: true }), system({ kind: 'environment' })],
  },
]
