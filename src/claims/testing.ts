import { accepted, appraised } from '../applications/testing.ts'
import { makeEnterprise } from '../support/testing.ts'
import type { Someone, TestSystem } from '../testing/system.ts'
import { addClaimLine, claimOfTurn, sendClaim } from './claims.ts'
import { showClaim } from './queries.ts'

let vouchers = 0

export const account = { payee: 'Công ty thử', payeeAccount: '0123456789', payeeBank: 'Ngân hàng thử' }

/** One line of cost with a voucher of its own. */
export const cost = (fileId: number, amount: bigint, more: object = {}) => ({
  ...{ what: 'Thuê tư vấn', amount, voucherOn: '2025-03-01', voucherNumber: `HĐ-${++vouchers}`, fileId },
  ...more,
})

/** A turn of an enterprise with 90 million of the State committed, of which an advance of 45 million may be paid before own money is proven. */
export async function claimableTurn(test: TestSystem, leader: Someone, coordinator: Someone) {
  const enterpriseId = await makeEnterprise(test.system)
  const turnId = await accepted(leader, await appraised(test, coordinator, enterpriseId))
  const { commitmentId } = await test.system.db
    .selectFrom('supportTurn')
    .select('commitmentId')
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  if (commitmentId === null) throw new Error('the turn has no commitment')
  return { enterpriseId, turnId, commitmentId }
}

/** A claim that is sent, of lines with these sums. */
export async function sentClaim(
  who: Someone,
  turnId: number,
  fileId: number,
  amounts: readonly bigint[],
  more: object = {},
) {
  const { id } = await who.run(claimOfTurn, { id: turnId, ...account, ...more })
  for (const amount of amounts) await who.run(addClaimLine, { id, ...cost(fileId, amount) })
  const { version } = await who.run(showClaim, { id })
  await who.run(sendClaim, { id, version })
  return who.run(showClaim, { id })
}
