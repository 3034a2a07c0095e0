import { z } from 'zod'
import { instrumentAndProvince } from '../legal/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, id, longText, optionalId, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../platform/problem.ts'
import { entryFields, listFields } from './fields.ts'

explainConstraint('key_product_list_once', () =>
  conflict(
    'keyProducts.listTwice',
    words('Danh mục của văn bản này đã được nhập.', 'The list of this instrument is there already.'),
    'instrumentId',
  ),
)
explainConstraint('key_product_once', () =>
  conflict(
    'keyProducts.twice',
    words('Sản phẩm này đã có trong danh mục.', 'The list names this product already.'),
    'name',
  ),
)

const noList = () => notFound(words('danh mục sản phẩm chủ lực', 'List of key products'))
const noEntry = () => notFound(words('sản phẩm chủ lực', 'Key product'))

const validInOrder = inOrder(
  'validFrom',
  'validTo',
  words('Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.'),
)

const Changed = z.object({ id: z.int() })

/** Enters the decision that a list of key products is of. */
export const addList = command({
  name: 'keyProducts.addList',
  summary: words('Thêm danh mục sản phẩm chủ lực', 'Add a list of key products'),
  route: 'POST /key-product-lists',
  input: z.object(listFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [validInOrder, instrumentAndProvince],
  subject: (_input, output) => `key_product_list:${output.id}`,
  async run({ db }, input) {
    return db
      .insertInto('keyProductList')
      .values(listFields.values(input))
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Corrects a list that was entered wrongly. */
export const correctList = command({
  name: 'keyProducts.correctList',
  summary: words('Sửa danh mục sản phẩm chủ lực', 'Correct a list of key products'),
  route: 'PUT /key-product-lists/{id}',
  input: z.object({ id: id(), version: whole(1), ...listFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [validInOrder, instrumentAndProvince],
  subject: (input) => `key_product_list:${input.id}`,
  async run({ db }, { id: listId, version, ...input }) {
    const list = await lockList(db, listId)
    if (list.version !== version) throw staleRecord()
    await db
      .updateTable('keyProductList')
      .set({
        ...listFields.values(input),
        // a list without a last day is in force again, so nothing has taken its place
        replacedBy: input.validTo === undefined ? null : list.replacedBy,
        version: version + 1,
      })
      .where('id', '=', listId)
      .execute()
    return { id: listId }
  },
})

/** Ends a list with its last day, and says which list took its place where one did. */
export const endList = command({
  name: 'keyProducts.endList',
  summary: words('Kết thúc danh mục sản phẩm chủ lực', 'End a list of key products'),
  route: 'POST /key-product-lists/{id}/end',
  input: z.object({ id: id(), validTo: day(), replacedBy: optionalId(), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'validTo'],
      judge: async ({ id: listId, validTo }, { db }) => {
        const list = await db
          .selectFrom('keyProductList')
          .select('validFrom')
          .where('id', '=', listId)
          .executeTakeFirst()
        if (list === undefined || validTo >= list.validFrom) return null
        const from = formatDate(list.validFrom)
        return {
          field: 'validTo',
          words: words(`Danh mục áp dụng từ ngày ${from}.`, `The list holds from ${from} on.`),
        }
      },
    },
    {
      of: ['id', 'replacedBy'],
      judge: async ({ id: listId, replacedBy }, { db }) => {
        if (replacedBy === undefined) return null
        const other = await db
          .selectFrom('keyProductList')
          .select('id')
          .where('id', '=', replacedBy)
          .where('id', '<>', listId)
          .executeTakeFirst()
        if (other !== undefined) return null
        return {
          field: 'replacedBy',
          words: words('Không có danh mục thay thế này.', 'There is no such list to take its place.'),
        }
      },
    },
  ],
  subject: (input) => `key_product_list:${input.id}`,
  async run({ db }, { id: listId, validTo, replacedBy = null }) {
    const list = await lockList(db, listId)
    await db
      .updateTable('keyProductList')
      .set({ validTo, replacedBy, version: list.version + 1 })
      .where('id', '=', listId)
      .execute()
    return { id: listId }
  },
})

/** Adds a product to a list, as the appendix of its decision names it. */
export const addEntry = command({
  name: 'keyProducts.add',
  summary: words('Thêm sản phẩm vào danh mục', 'Add a product to a list'),
  route: 'POST /key-product-lists/{id}/products',
  input: z.object({ id: id(), ...entryFields.input }),
  output: z.object({ id: z.int(), listId: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `key_product:${output.id}`,
  async run({ db }, { id: listId, ...input }) {
    await lockList(db, listId)
    return db
      .insertInto('keyProduct')
      .values({ listId, ...entryFields.values(input) })
      .returning(['id', 'listId'])
      .executeTakeFirstOrThrow()
  },
})

/** Corrects a product of a list that was entered wrongly. */
export const correctEntry = command({
  name: 'keyProducts.correct',
  summary: words('Sửa sản phẩm trong danh mục', 'Correct a product of a list'),
  route: 'PUT /key-products/{id}',
  input: z.object({ id: id(), version: whole(1), ...entryFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject: (input) => `key_product:${input.id}`,
  async run({ db }, { id: entryId, version, ...input }) {
    const entry = await db
      .selectFrom('keyProduct')
      .select('version')
      .where('id', '=', entryId)
      .forUpdate()
      .executeTakeFirst()
    if (entry === undefined) throw noEntry()
    if (entry.version !== version) throw staleRecord()
    await db
      .updateTable('keyProduct')
      .set({ ...entryFields.values(input), version: version + 1 })
      .where('id', '=', entryId)
      .execute()
    return { id: entryId }
  },
})

/** Takes a product off a list that never named it. */
export const removeEntry = command({
  name: 'keyProducts.remove',
  summary: words('Xóa sản phẩm khỏi danh mục', 'Remove a product from a list'),
  route: 'DELETE /key-products/{id}',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), listId: z.int() }),
  may: ['coordinator'],
  subject: (input) => `key_product:${input.id}`,
  async run({ db }, { id: entryId }) {
    const gone = await db
      .deleteFrom('keyProduct')
      .where('id', '=', entryId)
      .returning(['id', 'listId'])
      .executeTakeFirst()
    if (gone === undefined) throw noEntry()
    return gone
  },
})

/** The list under lock, so that two changes of it come one after the other. @throws Problem 404 */
export async function lockList(db: Db, listId: number) {
  const list = await db
    .selectFrom('keyProductList')
    .selectAll()
    .where('id', '=', listId)
    .forUpdate()
    .executeTakeFirst()
  if (list === undefined) throw noList()
  return list
}
