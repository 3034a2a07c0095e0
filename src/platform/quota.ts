import { sql } from 'kysely'
import type { Db } from './database.ts'
import { formatMegabytes } from './megabytes.ts'
import { Problem } from './problem.ts'

/** The bytes that an account's uploads and drafts take, the same content twice counted twice. */
export async function usedBytes(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    SELECT coalesce((SELECT sum(size) FROM file WHERE uploaded_by = ${userId}), 0)
         + coalesce((SELECT sum(size) FROM kept_form WHERE user_id = ${userId} AND draft), 0) AS bytes`.execute(
    db,
  )
  return Number(rows[0]?.bytes ?? 0)
}

/**
 * Refuses bytes that would take an account beyond its quota.
 * @param coming bytes that are about to be kept
 * @param quota bytes that an account may have
 * @throws Problem 413 that names what is used and what is allowed
 */
export async function holdToQuota(db: Db, userId: string, coming: number, quota: number): Promise<void> {
  const used = await usedBytes(db, userId)
  if (used + coming <= quota) return
  const [vi, en] = (['vi', 'en'] as const).map((language) => ({
    used: formatMegabytes(used, language),
    quota: formatMegabytes(quota, language),
    coming: formatMegabytes(coming, language),
  }))
  throw new Problem('files.quota', 413, {
    vi: `Tài khoản này đã tải lên ${vi?.used} MB trong ${vi?.quota} MB được phép nên không nhận thêm ${vi?.coming} MB. Tệp không dùng đến sẽ được dọn; nếu cần thêm, xin báo quản trị viên.`,
    en: `This account has uploaded ${en?.used} MB of the ${en?.quota} MB that it may, so ${en?.coming} MB more are not taken. Files that are not used are cleaned away; ask the administrator if more is needed.`,
  })
}
