import type { Someone } from '../testing/system.ts'
import { draftPayment, releasePayment } from './payments.ts'

/** A payment as two people make it: one draws it up, the other releases it. `more` replaces or adds input. */
export async function pay(
  drawer: Someone,
  releaser: Someone,
  more: { id: number; amount: bigint; fileId: number } & Readonly<Record<string, unknown>>,
): Promise<{ entryId: number; commitmentId: number }> {
  const order = await drawer.run(draftPayment, {
    kind: 'contractor',
    on: '2025-03-01',
    documentNumber: 'UNC-1',
    basis: 'contract',
    basisNumber: '12/HĐ',
    basisDate: '2025-02-01',
    basisFileId: more.fileId,
    sameVoucher: true,
    ...more,
  })
  const { entryId, commitmentId } = await releaser.run(releasePayment, { id: order.id })
  return { entryId, commitmentId }
}
