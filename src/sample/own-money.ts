import {
  applyOwnContentMoney,
  applyOwnMoney,
  checkOwnContentMoney,
  checkOwnMoney,
  declareOwnOfContent,
  declareOwnOfTurn,
  proveOwn,
  settleOwn,
} from '../budget/index.ts'
import type { Scenario } from './scenario.ts'

/* What enterprises of a sample put in themselves: state money follows it. */

/** Puts in a share of the own money that a turn promised and has not put in, and has it proven. @param percent 100: the rest */
export async function putInOwn(scenario: Scenario, turnId: number, percent: bigint): Promise<void> {
  const { system, story } = scenario
  const { ownAgreed, paidIn, taskContentId } = await system.db
    .selectFrom('counterpartTurn')
    .select(['ownAgreed', 'paidIn', 'taskContentId'])
    .where('id', '=', turnId)
    .$narrowType<{ ownAgreed: bigint; paidIn: bigint }>()
    .executeTakeFirstOrThrow()
  if (taskContentId !== null) await putInOfTask(scenario, taskContentId)
  const amount = ((ownAgreed - paidIn) * percent) / 100n
  if (amount <= 0n) return
  const said = {
    ...{ amount, paidOn: story.today, documentNumber: `${turnId}-${percent}/HD-MAU` },
    purpose: 'Mua thiết bị, thuê tư vấn phần doanh nghiệp chịu (mẫu)',
  }
  const own =
    turnId % 4 === 0
      ? await ownByTable(scenario, turnId, said)
      : await story.run(scenario.as('coordinator'), declareOwnOfTurn, {
          ...{ ...said, id: turnId, fileId: await scenario.paper('Hóa đơn của doanh nghiệp') },
        })
  await story.run(scenario.as('finance'), proveOwn, { id: own.id, version: own.version, proven: amount })
}

interface Said {
  readonly amount: bigint
  readonly paidOn: string
  readonly documentNumber: string
  readonly purpose: string
}
const voucherHeads = ['Số hóa đơn, chứng từ', 'Ngày thanh toán', 'Số tiền đã bỏ ra', 'Đã chi cho việc gì']
const tableOf = (heads: readonly string[], of: readonly (string | number)[], said: Said) =>
  [
    [...heads, ...voucherHeads],
    [...of, said.documentNumber, said.paidOn, said.amount, said.purpose],
  ]
    .map((cells) => cells.join('\t'))
    .join('\n')
const declaredBy = ({ system }: Scenario, kind: 'own_money' | 'own_content_money', importId: number) =>
  system.db
    .selectFrom('ownPayment')
    .select(['id', 'version'])
    .where('importId', '=', importId)
    .where('importKind', '=', kind)
    .executeTakeFirstOrThrow()

/** The same out of a table, with one scan of its vouchers. */
async function ownByTable(scenario: Scenario, turnId: number, said: Said) {
  const { system, story } = scenario
  const coordinator = scenario.as('coordinator')
  const { taxCode } = await system.db
    .selectFrom('supportTurn as t')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select('e.taxCode')
    .where('t.id', '=', turnId)
    .executeTakeFirstOrThrow()
  const { id } = await story.run(coordinator, checkOwnMoney, {
    text: tableOf(['Mã số thuế', 'Lượt hỗ trợ số'], [taxCode, turnId], said),
    paperId: await scenario.paper('Bản quét chứng từ của bảng'),
  })
  await story.run(coordinator, applyOwnMoney, { id })
  return declaredBy(scenario, 'own_money', id)
}

/** The same of a content of a task. */
async function ownOfContentByTable(
  scenario: Scenario,
  content: { readonly id: number; readonly taskId: number; readonly title: string },
  said: Said,
) {
  const { story } = scenario
  const coordinator = scenario.as('coordinator')
  const { id } = await story.run(coordinator, checkOwnContentMoney, {
    text: tableOf(['Nhiệm vụ số', 'Nội dung nhiệm vụ'], [content.taskId, content.title], said),
    paperId: await scenario.paper('Bản quét chứng từ của nhiệm vụ'),
  })
  await story.run(coordinator, applyOwnContentMoney, { id })
  return declaredBy(scenario, 'own_content_money', id)
}

/** Puts in what the host of a task promised for its contents and has not put in: what is paid under one goes in step with the whole. */
async function putInOfTask(scenario: Scenario, contentId: number): Promise<void> {
  const { system, story } = scenario
  const contents = await system.db
    .selectFrom('counterpartContent as c')
    .innerJoin('scienceTaskContent as n', 'n.id', 'c.id')
    .select(['c.id', 'c.ownAgreed', 'c.paidIn', 'n.taskId', 'n.title'])
    .where('c.taskId', '=', (from) =>
      from.selectFrom('scienceTaskContent as s').select('s.taskId').where('s.id', '=', contentId),
    )
    .$narrowType<{ id: number; ownAgreed: bigint; paidIn: bigint }>()
    .orderBy('c.id')
    .execute()
  for (const { id, ownAgreed, paidIn, taskId, title } of contents) {
    if (ownAgreed <= paidIn) continue
    const amount = ownAgreed - paidIn
    const said = {
      ...{ amount, paidOn: story.today, documentNumber: `${id}/HD-NV-MAU` },
      purpose: 'Phần kinh phí của tổ chức chủ trì (mẫu)',
    }
    const own =
      id % 4 === 0
        ? await ownOfContentByTable(scenario, { id, taskId, title }, said)
        : await story.run(scenario.as('coordinator'), declareOwnOfContent, {
            ...{ ...said, id, fileId: await scenario.paper('Hóa đơn của tổ chức chủ trì') },
          })
    await story.run(scenario.as('finance'), proveOwn, { id: own.id, version: own.version, proven: amount })
  }
}

/** Settles the own money of a turn that is paid. */
export async function settleAllOwn(scenario: Scenario, turnId: number): Promise<void> {
  const { system, story } = scenario
  const rows = await system.db
    .selectFrom('ownPayment')
    .select(['id', 'version', 'proven'])
    .where('turnId', '=', turnId)
    .where('state', '=', 'proven')
    .orderBy('id')
    .execute()
  for (const { id, version, proven } of rows)
    await story.run(scenario.as('finance'), settleOwn, {
      ...{ id, version, settled: proven ?? 0n, settledOn: story.today },
      settledNumber: `${turnId}/BBQT-MAU`,
    })
}
