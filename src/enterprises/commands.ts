import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import {
  choice,
  day,
  flag,
  id,
  longText,
  optionalId,
  optionalLongText,
  whole,
  year,
} from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  forbidden,
  invalidField,
  notFound,
  type Problem,
  staleRecord,
} from '../platform/problem.ts'
import { enterpriseEvidence } from './evidence.ts'
import { taxCode } from './inputs.ts'
import { lockEnterprise } from './lock.ts'
import { declarationWhole, profile, yearFigures } from './profile.ts'
import { isProven } from './proof-kinds.ts'
import { ownStates, sectorGroups, sizeClasses } from './rules.ts'
import { classify, classifyAgain, settleSize } from './size.ts'
import { lockYear, yearRule } from './year-lock.ts'

const Changed = z.object({ id: z.int(), version: z.int() })

const duplicate = (name?: string): Problem =>
  conflict(
    'enterprises.duplicate',
    words(
      `Mã số thuế này đã có trong danh sách${name === undefined ? '' : `: ${name}`}.`,
      `This tax code is in the register already${name === undefined ? '' : `: ${name}`}.`,
    ),
    'taxCode',
  )
explainConstraint('enterprise_tax_code_key', () => duplicate())
explainConstraint('enterprise_admin_unit_id_fkey', () =>
  invalidField('adminUnitId', words('Không có địa bàn này.', 'There is no such unit.')),
)

const founded = notAhead(
  'foundedOn',
  words('Ngày thành lập không thể sau hôm nay.', 'The founding day cannot be after today.'),
)

/** Enters an enterprise into the register. Throws 409 on the field `taxCode` when its tax code is there already. */
export const registerEnterprise = command({
  name: 'enterprises.register',
  summary: words('Đăng ký doanh nghiệp', 'Register an enterprise'),
  route: 'POST /enterprises',
  input: z.object(profile.input),
  output: Changed,
  may: ['coordinator'],
  rules: [founded],
  subject: (_input, output) => `enterprise:${output.id}`,
  async run({ db }, input) {
    const there = await db
      .selectFrom('enterprise')
      .select('name')
      .where('taxCode', '=', input.taxCode)
      .executeTakeFirst()
    if (there !== undefined) throw duplicate(there.name)
    return db
      .insertInto('enterprise')
      .values(profile.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/**
 * Edits the profile. `version` is the one that the editor saw; an older one is refused (409). The tax code is the
 * coordinator's to correct; left out it stays.
 */
export const editEnterprise = command({
  name: 'enterprises.edit',
  summary: words('Sửa thông tin doanh nghiệp', "Edit an enterprise's profile"),
  route: 'PUT /enterprises/{id}',
  input: z.object({ ...profile.input, id: id(), version: whole(1), taxCode: taxCode().optional() }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [founded],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    const { db, actor, today } = context
    const enterprise = await lockEnterprise(context, input.id)
    if (enterprise.version !== input.version) throw staleRecord()
    const code = input.taxCode ?? enterprise.taxCode
    if (code !== enterprise.taxCode && actor.role === 'enterprise') {
      throw forbidden(
        words('Mã số thuế do cơ quan điều hành sửa.', 'The tax code is corrected by the coordinator.'),
      )
    }
    const row = await db
      .updateTable('enterprise')
      .set({ ...profile.values({ ...input, taxCode: code }), version: enterprise.version + 1 })
      .where('id', '=', input.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    if (enterprise.foundedOn === (input.foundedOn ?? null)) return row
    await classifyAgain(db, today, input.id, input.foundedOn ?? null)
    await settleSize(db, input.id)
    return { id: input.id, version: row.version + 1 }
  },
})

/**
 * Records one year's figures and works out the size class by the rule of that year. `version` is the one seen, 0 when
 * the year had none. Money in đồng; what is left out is not known, which is not nought.
 */
export const recordYear = command({
  name: 'enterprises.recordYear',
  summary: words('Ghi số liệu năm của doanh nghiệp', "Record an enterprise's figures of a year"),
  route: 'PUT /enterprises/{id}/years/{year}',
  input: z.object({
    id: id(),
    year: year(),
    version: whole(),
    sectorGroup: choice(sectorGroups.keys),
    ...yearFigures.input,
    fileId: optionalId(),
  }),
  output: z.object({ id: z.int(), year: z.int(), sizeClass: sizeClasses.schema, version: z.int() }),
  may: ['coordinator', 'enterprise'],
  needs: [
    {
      field: 'employees',
      of: yearFigures.keys,
      when: (input) => yearFigures.keys.every((figure) => input[figure] === undefined),
      said: words('khi không có số liệu nào khác', 'without another figure'),
      words: words('Xin điền ít nhất một số liệu.', 'Please give at least one figure.'),
    },
    {
      field: 'declaredOn',
      of: ['declaredClass'],
      when: ({ declaredClass }) => declaredClass !== undefined,
      said: declarationWhole.said,
      words: declarationWhole.day,
    },
    {
      field: 'declaredClass',
      of: ['declaredOn'],
      when: ({ declaredOn }) => declaredOn !== undefined,
      said: declarationWhole.said,
      words: declarationWhole.class,
    },
  ],
  rules: [yearRule],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    const { db, today } = context
    const enterprise = await lockYear(context, 'enterpriseYear', input)
    const figures = yearFigures.values(input)
    const explanation = await classify(db, today, enterprise.foundedOn, {
      ...figures,
      year: input.year,
      sectorGroup: input.sectorGroup,
    })
    const row = {
      ...figures,
      sectorGroup: input.sectorGroup,
      sizeClass: explanation.sizeClass,
      sizeExplanation: toJson(explanation),
      fileId: input.fileId ?? null,
      version: input.version + 1,
    }
    await db
      .insertInto('enterpriseYear')
      .values({ enterpriseId: input.id, year: input.year, ...row })
      .onConflict((there) => there.columns(['enterpriseId', 'year']).doUpdateSet(row))
      .execute()
    await settleSize(db, input.id)
    return { id: input.id, year: input.year, sizeClass: explanation.sizeClass, version: row.version }
  },
})

/** Refuses an answer to a criterion that nobody answers. @throws Problem 404, or 409 when it follows from the size */
async function refuseBySize(db: Db, criterionId: number): Promise<null> {
  const criterion = await db
    .selectFrom('criterion')
    .select('bySize')
    .where('id', '=', criterionId)
    .executeTakeFirst()
  if (criterion === undefined) throw notFound(words('tiêu chí', 'Criterion'))
  if (criterion.bySize) {
    throw conflict('enterprises.criterionFollows', {
      vi: 'Tiêu chí này tự suy ra từ quy mô doanh nghiệp; xin ghi số liệu năm.',
      en: "This criterion follows from the enterprise's size; record the yearly figures.",
    })
  }
  return null
}

/**
 * Says whether the enterprise meets a criterion of the plan's order of priority, with what shows it. What the
 * enterprise says itself stands as declared until the coordinator confirms it. `version` is the one seen, 0 for none.
 */
export const setCriterion = command({
  name: 'enterprises.setCriterion',
  summary: words('Ghi tiêu chí ưu tiên', 'Set a criterion of priority'),
  route: 'PUT /enterprises/{id}/criteria/{criterionId}',
  input: z.object({
    id: id(),
    criterionId: id(),
    version: whole(),
    met: flag(),
    note: longText(2000),
    fileId: optionalId(),
  }),
  output: z.object({ id: z.int(), criterionId: z.int(), version: z.int() }),
  may: ['coordinator', 'enterprise'],
  needs: [
    {
      field: 'fileId',
      of: ['met'],
      when: ({ met }) => met,
      said: words('khi đạt tiêu chí', 'when it is met'),
      words: words(
        'Tiêu chí được coi là đạt khi có tệp minh chứng.',
        'A criterion is met when a file shows it.',
      ),
    },
  ],
  rules: [
    { of: ['criterionId'], judge: ({ criterionId }, { db }) => refuseBySize(db, criterionId) },
    {
      of: ['criterionId', 'met'],
      judge: async ({ criterionId, met }, { db, today }) =>
        met && (await isProven(db, criterionId, today))
          ? {
              field: 'met',
              words: words(
                'Tiêu chí này chỉ tính khi sản phẩm chủ lực hoặc số liệu đã được xác nhận; xin lập ở trang Chứng minh tiêu chí.',
                'This criterion counts by a confirmed key product or measure alone; please enter that on the page of proofs.',
              ),
            }
          : null,
    },
  ],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    const { db, actor, today } = context
    await lockEnterprise(context, input.id)
    const before = await db
      .selectFrom('enterpriseCriterion')
      .select(['version', 'fileId'])
      .where('enterpriseId', '=', input.id)
      .where('criterionId', '=', input.criterionId)
      .executeTakeFirst()
    if ((before?.version ?? 0) !== input.version) throw staleRecord()
    await enterpriseEvidence(context, input.id, input.fileId, before?.fileId)
    const row = {
      met: input.met,
      note: input.note,
      fileId: input.fileId ?? null,
      recordedOn: today,
      confirmed: actor.role !== 'enterprise',
      version: input.version + 1,
    }
    await db
      .insertInto('enterpriseCriterion')
      .values({ enterpriseId: input.id, criterionId: input.criterionId, ...row })
      .onConflict((there) => there.columns(['enterpriseId', 'criterionId']).doUpdateSet(row))
      .execute()
    return { id: input.id, criterionId: input.criterionId, version: row.version }
  },
})

/** Suspends, dissolves or takes up again. */
export const changeState = command({
  name: 'enterprises.changeState',
  summary: words('Đổi tình trạng doanh nghiệp', "Change an enterprise's state"),
  route: 'POST /enterprises/{id}/state',
  input: z.object({
    id: id(),
    version: whole(1),
    state: choice(ownStates.keys),
    since: day(),
    reason: optionalLongText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'reason',
      of: ['state'],
      when: ({ state }) => state !== 'active',
      said: words('khi tạm ngừng hoặc giải thể', 'to suspend or dissolve it'),
      words: words('Xin ghi lý do.', 'Please give the reason.'),
    },
  ],
  rules: [notAhead('since')],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    const enterprise = await lockEnterprise(context, input.id)
    if (enterprise.version !== input.version) throw staleRecord()
    return context.db
      .updateTable('enterprise')
      .set({
        state: input.state,
        stateSince: input.since,
        stateReason: input.reason ?? null,
        version: enterprise.version + 1,
      })
      .where('id', '=', input.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})
