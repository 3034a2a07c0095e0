import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { PlanDocument } from './rules.ts'

/** The sections of a plan's own text that rules and decisions cite, by their codes there. */
export interface PlanArticles {
  /** Who is supported, in which order; null where the plan's data do not say. */
  readonly beneficiaries: string | null
  /** Where the money comes from. */
  readonly funding: string | null
  /** By the indicator of the target. */
  readonly targets: Readonly<Record<string, string>>
}

/** What a plan's document says of its sections. */
function articlesOf(
  document: Pick<PlanDocument, 'beneficiariesArticle' | 'fundingArticle' | 'targets'>,
): PlanArticles {
  return {
    beneficiaries: document.beneficiariesArticle || null,
    funding: document.fundingArticle || null,
    targets: Object.fromEntries(document.targets.map(({ indicator, article }) => [indicator, article])),
  }
}

/** The same of a plan by its id. */
export async function planArticles(db: Db, planId: number): Promise<PlanArticles> {
  const { document } = await db
    .selectFrom('plan')
    .select('document')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  return articlesOf(PlanDocument.parse(document))
}

/** A plan as a rule names it for its source, with the section where that is known. */
export function citedPlan(number: string, article: string | null | undefined): Words {
  return article
    ? words(`Kế hoạch ${number}, mục ${article}`, `Plan ${number}, section ${article}`)
    : words(`Kế hoạch ${number}`, `Plan ${number}`)
}

/**
 * Adds the sections and the lines of targets that a shipped plan names to the same plan as an earlier program stored it, which kept none. A document that
 * says something of them already is left alone.
 */
export async function addArticles(db: Db, shipped: PlanDocument): Promise<void> {
  const { beneficiariesArticle, fundingArticle, orientation, number } = shipped
  const row = await db
    .selectFrom('plan')
    .select(['id', 'document'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) return
  const stored = PlanDocument.parse(row.document)
  if (stored.beneficiariesArticle !== undefined || stored.fundingArticle !== undefined) return
  const document: PlanDocument = {
    ...stored,
    beneficiariesArticle,
    fundingArticle,
    targets: stored.targets.map((target) => ({
      ...target,
      lines: target.lines ?? shipped.targets.find(({ indicator }) => indicator === target.indicator)?.lines,
    })),
    orientation:
      stored.orientation === null ? null : { ...stored.orientation, article: orientation?.article },
  }
  await db
    .updateTable('plan')
    .set({ document: JSON.stringify(document) })
    .where('id', '=', row.id)
    .execute()
}
