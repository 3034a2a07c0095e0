import { z } from 'zod'
import { commitMoney, holdUnblocked } from '../budget/index.ts'
import { fedBy } from '../calls/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { type ContentMoney, lockContentMoney, takesTurns } from '../science-tasks/index.ts'
import { openTurn } from '../support/index.ts'
import { type ApplicationRecord, supportMoney } from './application-row.ts'

/*
 * An application that is accepted becomes a support turn, and its money is committed once: by the decision where the turn stands alone, by
 * the contract of the task where its call feeds one and the content is committed so.
 */

type Called = Pick<ApplicationRecord, 'id' | 'callId' | 'contentId' | 'planId'>

/** The content of a task that an application comes under once it is accepted; undefined where its turn stands alone. */
export const feedOf = async (db: Db, application: Called): Promise<ContentMoney | undefined> =>
  (await fedBy(db, [application])).get(application.id)

/** The same in REST. */
export const FeedRow = z.object({
  taskId: z.int(),
  task: z.string(),
  content: z.string(),
  byContract: z.boolean(),
  /** What the content has left; null for whom the other applications do not concern. */
  left: dongOut().nullable(),
})

/** @param office officers read what is left, nobody else */
export const feedRow = (feed: ContentMoney | undefined, office: boolean) =>
  feed === undefined
    ? null
    : {
        ...{ taskId: feed.taskId, task: feed.task, content: feed.content, byContract: feed.byContract },
        left: office ? feed.left : null,
      }

/** Whether the contract of a task commits the money of an application, so that its decision commits none. */
export const paidByTask = async (db: Db, application: Called): Promise<boolean> =>
  (await feedOf(db, application))?.byContract ?? false

interface Decided {
  readonly decisionNumber: string | null
  readonly decidedOn: string
  readonly decisionFileId?: number | undefined
}

/**
 * Commits the money of an accepted application, or draws it from the task that its call feeds, and opens its turn.
 * @param eligible whether no condition failed
 * @returns the turn's id
 * @throws Problem 409 when a condition failed, or the money does not reach
 */
export async function accept(
  context: Context,
  record: ApplicationRecord,
  { decisionNumber, decidedOn, decisionFileId }: Decided,
  eligible: boolean,
): Promise<number> {
  if (decisionNumber === null) throw new Error('An acceptance needs the number of its decision')
  const amount = record.appraisedAmount
  if (amount === null) throw new Error(`Application ${record.id} was appraised without an amount`)
  if (!eligible) {
    throw conflict('applications.notEligible', {
      vi: 'Hồ sơ có điều kiện không đạt nên không thể quyết định hỗ trợ; xin xem phần các điều kiện.',
      en: 'A condition is not met, so it cannot be accepted; see the conditions.',
    })
  }
  await holdUnblocked(context, record.enterpriseId, 'outcome')
  const content = await drawn(context.db, record, amount)
  const commitmentId =
    content?.byContract === true
      ? null
      : await committed(context, record, { amount, decisionNumber, decidedOn })
  return openTurn(context, {
    planId: record.planId,
    applicationId: record.id,
    enterpriseId: record.enterpriseId,
    contentId: record.contentId,
    commitmentId,
    task: content === undefined ? null : { contentId: content.contentId, money: amount },
    year: record.year,
    decidedOn,
    decisionNumber,
    decisionFileId: decisionFileId ?? null,
  })
}

/** The content of the task that pays, with its task under lock. @throws Problem 409 when the task has ended, or too little is left */
async function drawn(db: Db, record: ApplicationRecord, amount: bigint): Promise<ContentMoney | undefined> {
  const feed = await feedOf(db, record)
  if (feed === undefined) return undefined
  const content = await lockContentMoney(db, feed)
  if (content === undefined || !takesTurns(content.taskState))
    throw conflict(
      'applications.taskEnded',
      words(
        `Nhiệm vụ “${feed.task}” không còn nhận lượt hỗ trợ.`,
        `The task “${feed.task}” takes no more support turns.`,
      ),
      'outcome',
    )
  if (amount > content.left)
    throw conflict(
      'applications.overTask',
      words(
        `Nội dung “${content.content}” của nhiệm vụ “${content.task}” còn ${formatDong(content.left, 'vi')} đồng, không đủ ${formatDong(amount, 'vi')} đồng. Có thể cho hồ sơ chờ kinh phí.`,
        `The content “${content.content}” of the task “${content.task}” has ${formatDong(content.left, 'en')} đồng left, less than ${formatDong(amount, 'en')} đồng. The application can wait.`,
      ),
      'outcome',
    )
  return content
}

const committed = (
  context: Context,
  record: ApplicationRecord,
  of: { readonly amount: bigint; readonly decisionNumber: string; readonly decidedOn: string },
): Promise<number> => {
  const { amount } = of
  const { lineCode, sourceKey } = supportMoney(record)
  return commitMoney(context, {
    planId: record.planId,
    year: record.year,
    lineCode,
    sourceKey,
    amount,
    notEnough: (free) =>
      conflict(
        'applications.overAllocation',
        words(
          `Kinh phí năm ${record.year} mục ${lineCode} còn ${formatDong(free, 'vi')} đồng, không đủ ${formatDong(amount, 'vi')} đồng. Có thể cho hồ sơ chờ kinh phí.`,
          `Line ${lineCode} of ${record.year} has ${formatDong(free, 'en')} đồng left, less than ${formatDong(amount, 'en')} đồng. The application can wait.`,
        ),
        'outcome',
      ),
    purpose: `Hỗ trợ ${record.enterpriseName}: ${record.contentName}`,
    documentNumber: of.decisionNumber,
    documentDate: of.decidedOn,
    dayField: 'decidedOn',
    enterpriseId: record.enterpriseId,
  })
}
