import { z } from 'zod'
import { enterpriseEvidence } from '../enterprises/index.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { Changed, lockProject, moveProject, projectKeepers, subject } from './commands.ts'
import { valueFields } from './fields.ts'

/* The values of a project: entered with their proof, struck out where they are wrong. */

export const sameDay = words(
  'Đã có giá trị của chỉ số này, thời điểm này, ngày này.',
  'There is a value of this measure and time on this day.',
)
explainConstraint('improvement_value_once', () => conflict('improvements.valueTwice', sameDay, 'measuredOn'))

/** Enters a value of a measure with its proof: from before while the project is prepared, the others while it runs. */
export const addValue = command({
  name: 'improvements.addValue',
  summary: words('Ghi giá trị đo của dự án cải tiến', 'Enter a value of an improvement project'),
  route: 'POST /improvements/{id}/values',
  input: z.object({ id: id(), version: whole(1), ...valueFields.input }),
  output: Changed,
  may: [...projectKeepers],
  rules: [
    notAhead('measuredOn'),
    {
      of: ['id', 'choiceId', 'phase', 'measuredOn'],
      judge: async ({ id: projectId, choiceId, phase, measuredOn }, { db }) => {
        const project = await db
          .selectFrom('improvementProject as p')
          .leftJoin('improvementChoice as c', (join) =>
            join.onRef('c.projectId', '=', 'p.id').on('c.id', '=', choiceId),
          )
          .select(['p.state', 'p.startedOn', 'c.id as chosen'])
          .where('p.id', '=', projectId)
          .executeTakeFirst()
        if (project === undefined) return null
        if (project.chosen === null)
          return {
            field: 'choiceId',
            words: words('Dự án không có chỉ số này.', 'The project has no such measure.'),
          }
        return valueFault(project, { phase, measuredOn })
      },
    },
  ],
  subject,
  async run(context, { fileId, version, id: projectId, ...value }) {
    const project = await lockProject(context, { id: projectId, version }, ['planned', 'running'])
    await enterpriseEvidence(context, project.enterpriseId, fileId, null)
    await context.db
      .insertInto('improvementValue')
      .values({ ...value, fileId, enteredOn: context.today })
      .execute()
    return moveProject(context, project)
  },
})

/** Why a value cannot stand in a project as it is now; null where it can. Pure. */
export function valueFault(
  project: { readonly state: string; readonly startedOn: string | null },
  { phase, measuredOn }: { readonly phase: string; readonly measuredOn: string },
) {
  const before = phase === 'before'
  if (before !== (project.state === 'planned') || (!before && project.state !== 'running'))
    return {
      field: 'phase' as const,
      words: before
        ? words(
            'Giá trị trước dự án chỉ ghi khi dự án chưa bắt đầu.',
            'A value from before is entered before the project starts.',
          )
        : words(
            'Giá trị trong và sau dự án chỉ ghi khi dự án đang chạy.',
            'Values during and after it are entered while the project runs.',
          ),
    }
  return !before && project.startedOn !== null && measuredOn < project.startedOn
    ? {
        field: 'measuredOn' as const,
        words: words('Không được trước ngày bắt đầu dự án.', 'Not before the project started.'),
      }
    : null
}

/** Strikes out a value that was entered wrongly; it stays on record with the reason. */
export const strikeValue = command({
  name: 'improvements.strikeValue',
  summary: words('Gạch giá trị đo đã ghi sai', 'Strike out a value that was entered wrongly'),
  route: 'POST /improvements/{id}/values/{value}/strike',
  input: z.object({ id: id(), version: whole(1), value: id(), reason: longText(1000) }),
  output: Changed,
  may: [...projectKeepers],
  subject,
  async run(context, { value, reason, ...of }) {
    const project = await lockProject(context, of, ['planned', 'running'])
    const row = await context.db
      .selectFrom('improvementValue as v')
      .innerJoin('improvementChoice as c', 'c.id', 'v.choiceId')
      .select(['v.id', 'v.phase'])
      .where('v.id', '=', value)
      .where('c.projectId', '=', project.id)
      .where('v.struckOn', 'is', null)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('giá trị đo', 'Value'))
    if (row.phase === 'before' && project.state !== 'planned')
      throw conflict(
        'improvements.started',
        words(
          'Dự án đã bắt đầu theo giá trị trước dự án này; xin dừng dự án và lập dự án khác.',
          'The project has started from this value; stop it and begin another.',
        ),
      )
    await context.db
      .updateTable('improvementValue')
      .set({ struckOn: context.today, struckReason: reason })
      .where('id', '=', row.id)
      .execute()
    return moveProject(context, project)
  },
})
