import type { z } from 'zod'
import { listApplications } from '../applications/index.ts'
import { type Words, words } from '../platform/language.ts'
import { type ManyRow, manyCommand } from '../platform/many.ts'
import type { Context, Query } from '../platform/operation.ts'
import { listObstacles } from '../reports/index.ts'
import { listCertificates, listTurns } from '../support/index.ts'
import { manyPages } from '../ui/index.ts'
import { assignWork, listCandidates } from './officers.ts'
import { subjectsOf } from './waiting.ts'

/** Puts one officer in charge of several records of a kind, from their list. */
function charge<O extends z.ZodType>(
  record: string,
  list: { label: Words; href: `/${string}`; query: Query<z.ZodObject, O> },
) {
  const command = manyCommand({
    each: assignWork,
    own: ['record', 'recordId'],
    async rows(
      context: Context,
      ids: readonly number[],
      { accountId }: Readonly<Record<string, unknown>>,
    ): Promise<ManyRow[]> {
      const targets = ids.map((recordId) => ({ record, recordId }))
      const subjects = await subjectsOf(context, targets)
      return targets.map((target) => ({
        id: target.recordId,
        label:
          subjects.get(`${record}:${target.recordId}`) ??
          words(`Số ${target.recordId}`, `Number ${target.recordId}`),
        input: target,
        // Without an officer the act on one record takes it from whoever has it; of several nobody means that.
        ...(accountId === undefined
          ? { refused: words('Xin chọn người phụ trách.', 'Please choose the officer.') }
          : {}),
      }))
    },
    name: `work.charge_${record}`,
    summary: words(`Giao người phụ trách: ${list.label.vi}`, `Put somebody in charge: ${list.label.en}`),
    route: `POST /work-officer-batches/${record}`,
  })
  const { pages } = manyPages({
    command,
    title: words('Giao người phụ trách', 'Put somebody in charge'),
    address: `/work/many/${record}`,
    list,
    href: (id) => `${list.href}/${id}`,
    fields: async (f, request) => {
      const { t } = request
      const { candidates } = await request.execute(listCandidates, { record })
      return (
        <>
          {f.select('accountId', {
            label: t('Người phụ trách', 'Officer in charge'),
            choices: candidates.map(({ id, name }) => ({ value: id, label: name })),
            required: true,
            empty: t('Chọn người phụ trách', 'Choose the officer'),
          })}
          {f.area('reason', { label: t('Lý do, lời nhắn', 'Reason or message') })}
        </>
      )
    },
    submit: (count, t) => t(`Giao ${count} việc`, `Give ${count}`),
  })
  return { command, pages }
}

const applications = charge('application', {
  label: words('Hồ sơ đề nghị hỗ trợ', 'Applications for support'),
  ...{ href: '/applications', query: listApplications },
})
const obstacles = charge('obstacle', {
  label: words('Khó khăn, vướng mắc', 'Obstacles'),
  ...{ href: '/obstacles', query: listObstacles },
})
const turns = charge('support_turn', {
  label: words('Lượt hỗ trợ', 'Support turns'),
  ...{ href: '/support', query: listTurns },
})
const certificates = charge('certificate', {
  label: words('Chứng nhận', 'Certificates'),
  ...{ href: '/certificates', query: listCertificates },
})

export const chargeApplications = applications.command
export const chargeObstacles = obstacles.command
export const chargeTurns = turns.command
export const chargeCertificates = certificates.command
export const chargePages = [...applications.pages, ...obstacles.pages, ...turns.pages, ...certificates.pages]
