import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { mergeDouble, recordMerger } from './merge.ts'

const merged = noticeKind({
  key: 'mergers.merged',
  label: words('Hồ sơ doanh nghiệp được gộp', 'Records of an enterprise merged'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Hồ sơ {lost} đã gộp vào {kept}', 'The record {lost} went into {kept}'),
  body: words(
    'Từ nay mọi việc làm trên hồ sơ {kept}. Nếu không đúng, xin báo cơ quan điều hành.',
    'From now on all work is done on the record {kept}. If that is wrong, please tell the coordinator.',
  ),
  fields: {
    lost: words('Hồ sơ đã gộp', 'The merged record'),
    kept: words('Hồ sơ giữ lại', 'The kept record'),
  },
})

/** Tells whoever speaks for the kept record, which since the merge are those of both. */
async function tellOwnersOf(
  context: Context,
  lostId: number,
  { id, mergeId }: { id: number; mergeId: number },
) {
  const rows = await context.db
    .selectFrom('enterprise')
    .select(['id', 'name', 'taxCode'])
    .where((where) => where.or([where('id', '=', id), where('id', '=', lostId)]))
    .execute()
  const nameOf = (enterpriseId: number) => {
    const row = rows.find((one) => one.id === enterpriseId)
    return row === undefined ? '' : `${row.name} (${row.taxCode})`
  }
  await tell(context, merged, {
    to: { enterpriseId: id },
    occurrence: String(mergeId),
    href: `/enterprises/${id}`,
    values: { lost: nameOf(lostId), kept: nameOf(id) },
  })
}

follow(mergeDouble, (context, { lostId }, output) => tellOwnersOf(context, lostId, output))
follow(recordMerger, (context, { lostId }, output) => tellOwnersOf(context, lostId, output))
