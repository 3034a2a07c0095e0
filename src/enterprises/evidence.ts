import { evidence } from '../platform/files.ts'
import type { Context } from '../platform/operation.ts'

/**
 * The evidence that a form names. Kept as it was it needs no second look; a new upload of an officer becomes the
 * enterprise's to see.
 */
export async function enterpriseEvidence(
  context: Context,
  enterpriseId: number,
  fileId: number | undefined,
  kept: number | null | undefined,
): Promise<void> {
  if (fileId === undefined || fileId === kept) return
  await evidence(context, fileId)
  await context.db
    .updateTable('file')
    .set({ enterpriseId })
    .where('id', '=', fileId)
    .where('enterpriseId', 'is', null)
    .where('uploadedBy', '=', context.actor.userId)
    .execute()
}
